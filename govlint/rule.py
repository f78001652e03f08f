"""A rule: what a check kind's hits mean to a writer, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from govlint.check import Kind
from govlint.document import Genre, Role
from govlint.finding import Safety, Severity


@dataclass(frozen=True)
class Basis:
    """What a rule rests on: a passage of a seed text, or a clause of a standard, or a measured practice."""

    seed: str = ""
    quote: str = ""
    standard: str = ""
    clause: str = ""
    note: str = ""


@dataclass(frozen=True)
class Example:
    """A text that shows a rule at work. In a bad one the red pen ⟦wanted⇒better⟧ marks what must be found."""

    text: str
    genre: Genre | None = None
    suffix: str = ".txt"


@dataclass(frozen=True)
class Case:
    """How a rule speaks of one of its kind's cases; what is left out is as in the rule itself."""

    message: str | None = None
    severity: Severity | None = None
    safety: Safety | None = None
    off: bool = False


@dataclass(frozen=True)
class Rule:
    """One rule. `path` is the file it came from; `options` is an instance of the kind's options class.

    `where` limits it to blocks with these roles, `genres` to documents of these genres (empty: all). A rule with
    `mutes` silences every other rule inside its findings; a `silent` one does only that and reports nothing itself.
    """

    id: str
    title: str
    message: str
    kind: Kind
    severity: Severity
    why: str
    basis: tuple[Basis, ...]
    options: Any
    safety: Safety = Safety.SUGGESTION
    fix: str = ""
    related: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)
    genres: frozenset[Genre] = frozenset()
    where: frozenset[Role] = frozenset()
    mutes: bool = False
    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()
    was: tuple[str, ...] = ()
    path: str = ""
    silent: bool = False

    @property
    def category(self) -> str:
        """The part of the id before the slash."""
        return self.id.partition("/")[0]
