"""A text at a glance, for a panel beside it: how long each section is, what is announced and delivered, how it breathes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from govlint_lsp.documents import View
from govlint_lsp.features.outline import Section, sections

from govlint.checks.promise import counted
from govlint.document.document import Document
from govlint.document.length import Ruler, said
from govlint.language.spoken import whole_minutes


def summary(view: View, rate: int) -> dict[str, Any]:
    """The record that lsp/README.md describes; `rate` is how many characters are spoken in a minute. Lines count from 0."""
    document = view.checked.document
    ruler = Ruler(document)
    characters = ruler.whole
    return {
        "title": document.title,
        "characters": characters,
        "minutes": whole_minutes(characters, rate),
        "sections": [_section(view, ruler, section, rate) for section in sections(document) if not section.inline],
        "counted": [_counted(view, document, *each) for each in counted(document)],
    }


def length(view: View, rate: int) -> dict[str, Any]:
    """The length of the whole text."""
    characters = view.draft.said if view.draft else said(view.checked.document)
    return {"characters": characters, "minutes": whole_minutes(characters, rate)}


def measure(view: View, spans: Sequence[tuple[int, int]], rate: int) -> dict[str, Any]:
    """The length of what stands in these spans of the source together."""
    ruler = Ruler(view.checked.document)
    characters = sum(ruler.between(start, end) for start, end in spans)
    return {"characters": characters, "minutes": whole_minutes(characters, rate)}


def _section(view: View, ruler: Ruler, section: Section, rate: int) -> dict[str, Any]:
    characters = ruler.between(section.start, section.end)
    return {
        "name": section.name or view.words("（无题）"),
        "fault": "" if section.detail in ("", "标题") else view.words(section.detail),
        "isTitle": section.detail == "标题",
        "line": view.text.line_of(section.start),
        "characters": characters,
        "minutes": whole_minutes(characters, rate),
        "children": [_section(view, ruler, child, rate) for child in section.children if not child.inline],
    }


def _counted(view: View, document: Document, block: int, start: int, end: int, announced: int, found: int) -> dict[str, Any]:
    span = document.places[block].span(start, end)
    text = document.places[block].block.text
    return {
        "text": text[start:end],
        "line": view.text.line_of(span.start),
        "announced": announced,
        "found": found,
    }
