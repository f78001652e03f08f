"""Text that a program reads inside a text for people: the slots of a template."""

from __future__ import annotations

from govlint.text.lazyregex import lazy

_SLOT = lazy(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\{#[^{}]*#\}|\$\{[^{}]*\}|<%[^<>]*%>")


def slots(text: str) -> list[tuple[int, int]]:
    """Where slots of templates stand, in order: what is written in them is not Chinese, and to mend it is to break it."""
    if "{" not in text and "<%" not in text:
        return []
    return [match.span() for match in _SLOT.finditer(text)]
