"""The one table of characters that rules and readers speak of: what goes between the brackets of an expression's class."""

from __future__ import annotations

HAN = r"\u2e80-\u2fd5\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters: the unified ideographs with all of their extensions, those kept for compatibility, and the radicals
that some programs give in their place (Unicode 16)."""

CLOSERS = "”’）》〉」』】〕"
"""Full-width marks that close; a stop before one belongs to what is inside."""

LINE_END = r"\r\n|[\r\n]"
"""What ends a line, as editors and LSP have it; U+2028 and the like do not. Not a class but a whole expression."""
