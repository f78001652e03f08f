"""What a check finds and what a rule makes of it: frozen, ordered values.

The edits of a Hit are of reading text, those of a Fix of source text.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import field

from govlint.text.edits import Edit as Edit
from govlint.text.frozen import frozen
from govlint.text.source import Span

_EMPTY = Span(0, 0)


class Severity(enum.IntEnum):
    """How sure and how bad: `error` is for what is certainly wrong."""

    HINT = 1
    INFO = 2
    WARNING = 3
    ERROR = 4

    def __str__(self) -> str:
        return self.name.lower()


SEVERITY_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示", Severity.HINT: "参考"}


class Safety(enum.StrEnum):
    """Whether a fix may be applied: by itself, on request, or only by the writer's own hand."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    SUGGESTION = "suggestion"


SAFETY_NAMES = {Safety.SAFE: "可自动改", Safety.UNSAFE: "同意后改", Safety.SUGGESTION: "只供参考"}


@frozen
class PlacedEdit(Edit):
    """An edit of a Hit that mends several paragraphs at once: of the reading text of the place `block`."""

    block: int = 0


@frozen
class Removal:
    """Delete from the source what the reader left out, as this `kind` of elision, right before the reading character `at`.

    No edit can say that: what was left out has no place in the reading text. `block` is as in a Pointer.
    """

    at: int
    kind: str
    block: int = 0


@frozen
class Pointer:
    """Another place that a hit is about; `role` is a word that the check kind declares (previous, limb, announcement)."""

    start: int
    end: int
    role: str
    slots: Mapping[str, str] = field(default_factory=dict)
    block: int = 0


@frozen
class Hit:
    """A place that a check found, in code points of a block's reading text.

    `slots` fill the rule's message; `{match}` is there without being given. `case` names which of the kind's cases
    this is, "" for the plain one. `edits` and `removals` together are one fix. `block` is the index of the place in the
    document; checks of one block leave it 0.
    """

    start: int
    end: int
    slots: Mapping[str, str] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    related: tuple[Pointer, ...] = ()
    case: str = ""
    block: int = 0
    removals: tuple[Removal, ...] = ()


@frozen
class Fix:
    """Independent changes to one baseline, in code points of the source."""

    safety: Safety
    title: str
    edits: tuple[Edit, ...]


@frozen
class Related:
    """Another source span that a finding points to, and why."""

    span: Span
    message: str


@frozen
class Finding:
    """A fault in a document: a half-open span of its source, and a rule's words on it.

    `block` is the index of the place it lies in; `reading` its span there.
    """

    span: Span
    rule: str
    severity: Severity
    message: str
    match: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    block: int = 0
    reading: Span = _EMPTY

    @property
    def order(self) -> tuple[int, int, str, str]:
        """What findings are sorted by: place, then rule."""
        return (self.span.start, self.span.end, self.rule, self.message)
