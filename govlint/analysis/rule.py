"""A rule: what a check kind's hits mean to a writer, in words."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any

from govlint.analysis.check import Kind
from govlint.analysis.finding import Safety, Severity
from govlint.document.genre import Genre
from govlint.document.roles import Role
from govlint.text.frozen import frozen
from govlint.text.layout import Layout


@frozen
class Basis:
    """What a rule rests on: a passage of a seed text, or a clause of a standard, or a measured practice."""

    seed: str = field(default="", metadata={"help": "范文的编号"})
    quote: str = field(default="", metadata={"help": "范文里的原话，一字不差（注音略去）"})
    standard: str = field(default="", metadata={"help": "标准、条例的名称"})
    clause: str = field(default="", metadata={"help": "标准、条例的条款"})
    note: str = field(default="", metadata={"help": "补充说明；没有范文和标准时，写明从哪里统计或归纳而来"})

    def __post_init__(self) -> None:
        if self.seed and self.standard:
            raise ValueError("seed 和 standard 各写一条")
        if bool(self.seed) != bool(self.quote):
            raise ValueError("seed（范文）和 quote（原话）要写在一起")
        if bool(self.standard) != bool(self.clause):
            raise ValueError("standard（标准）和 clause（条款）要写在一起")
        if not (self.seed or self.standard or self.note):
            raise ValueError("依据要写明 seed（范文）或 standard（标准）")


@frozen
class Example:
    """A text that shows a rule at work. In a bad one the red pen ⟦wanted⇒better⟧ marks what must be found."""

    text: str = field(metadata={"help": "例子的文字"})
    genre: Genre | None = field(default=None, metadata={"help": "按哪个文种检查；不写则从文字判断"})
    suffix: str = field(default=".txt", metadata={"help": "按哪种文件读：.txt 或 .md"})
    layout: Layout | None = field(default=None, metadata={"help": "在 Word 里的版面；不写就没有版面可查"})


@frozen
class Case:
    """How a rule speaks of one of its kind's cases; what is left out is as in the rule itself."""

    message: str | None = field(default=None, metadata={"help": "这种情形下说的话"})
    severity: Severity | None = field(default=None, metadata={"help": "这种情形的严重程度"})
    safety: Safety | None = field(default=None, metadata={"help": "这种情形的改法能否自动套用"})
    off: bool = field(default=False, metadata={"help": "不报告这种情形"})


class Awaits(enum.StrEnum):
    """What a writer may simply not have written yet when a rule finds something."""

    NOTHING = "nothing"
    PARAGRAPH = "paragraph"
    TEXT = "text"


class Life(enum.StrEnum):
    """How far a rule has come: on trial (runs only when asked for), settled, or on its way out (its use is warned of)."""

    PREVIEW = "preview"
    STABLE = "stable"
    DEPRECATED = "deprecated"


@frozen
class Rule:
    """One rule. `path` is the file it came from; `options` is an instance of the kind's options class.

    `where` limits it to blocks with these roles, `genres` to documents of these genres (empty: all) and
    `except_genres` to those of all others. A rule with `mutes` silences every other rule inside its findings; a `silent`
    one does only that and reports nothing itself. What a rule finds may be no more than a text in the middle of being
    written where it `awaits` the rest of it. What a check never asks for may be `told` later: a rule made without some of
    its fields has them, by name, from a function of that name.
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
    except_genres: frozenset[Genre] = frozenset()
    where: frozenset[Role] = frozenset()
    mutes: bool = False
    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()
    was: tuple[str, ...] = ()
    life: Life = Life.STABLE
    awaits: Awaits = Awaits.NOTHING
    path: str = ""
    silent: bool = False

    def __getattr__(self, name: str) -> Any:
        """A field that is told later."""
        values = self.__dict__
        if "told" not in values or name not in type(self).__dataclass_fields__:
            raise AttributeError(name)
        values |= values["told"]()
        return values[name]

    def but(self, **changes: Any) -> Rule:
        """The rule with other values in some fields; what is told later is told no sooner for that."""
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__, **changes)
        return made

    def is_for(self, genre: Genre) -> bool:
        """Whether documents of a genre are looked at."""
        return (not self.genres or genre in self.genres) and genre not in self.except_genres

    @property
    def expressions(self) -> Iterable[str]:
        """The regular expressions of its options."""
        return self.kind.expressions(self.options) if self.kind.expressions else ()

    @property
    def category(self) -> str:
        """The part of the id before the slash."""
        return self.id.partition("/")[0]
