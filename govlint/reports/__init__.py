"""Ways out: from findings to text, JSON and the like, one file a format; they know the findings and nothing before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from govlint.document import Document
from govlint.finding import Finding

FORMATS = ("text", "json", "jsonl")
"""The formats that a user may ask for by name."""


@dataclass(frozen=True)
class Style:
    """What the other end can show: how many columns, colours, every character of Unicode; and whether somebody looks on."""

    width: int = 100
    colour: bool = False
    unicode: bool = True
    interactive: bool = False


class Report(Protocol):
    """One run's report, made piece by piece so that none of it is kept; each method gives text to be written as it is."""

    def begin(self) -> str:
        """What stands before everything."""

    def add(self, document: Document, findings: Sequence[Finding]) -> str:
        """The findings of one document, in order of place."""

    def end(self, checked: int, failed: int) -> str:
        """What stands after everything; `checked` documents were checked, `failed` could not be."""


def open_report(name: str, style: Style) -> Report:
    """A new report in the format of that name (the module that makes it)."""
    return cast(Report, import_module(f"govlint.reports.{name}").Report(style))
