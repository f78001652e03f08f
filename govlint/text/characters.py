"""Classes of characters, to stand inside the brackets of a pattern."""

from __future__ import annotations

HAN = r"\u2e80-\u2fd5\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters of all planes, with the radicals that some programs give in their place."""
