"""The two rules about suppressions themselves, and what rules may be called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from govlint.analysis.check import DocumentFinder, Kind
from govlint.analysis.finding import Safety, Severity
from govlint.analysis.rule import Basis, Example, Rule
from govlint.text.frozen import frozen


@frozen
class _NoOptions:
    """These rules take none."""


def _nothing(rules: Sequence[_NoOptions]) -> DocumentFinder:
    return lambda document: ()


# What is found here depends on what the checks have found, so no check can find it; the rules are for the words.
_KIND = Kind("suppression", _NoOptions, document=_nothing, fixes=True)


_BASIS = (Basis(note="停用规则的话过了时还留着，会把以后的错也盖住"),)


UNUSED = Rule(
    id="suppression/unused",
    title="多余的停用",
    message="不报告“{rules}”的这一条已经没有作用，可以删去",
    kind=_KIND,
    severity=Severity.WARNING,
    why="停用的地方已经没有这种问题了。留着它，以后同样的地方出了错就不会报告。",
    basis=_BASIS,
    options=_NoOptions(),
    safety=Safety.SAFE,
    fix="删去多余的停用",
    bad=(Example("⟦<!-- govlint-disable-next-line ordinal/gap: 原文如此 -->⟧\n\n一、抓产业。\n\n二、抓项目。", suffix=".md"),),
    good=(Example("<!-- govlint-disable-next-line ordinal/gap: 原文如此 -->\n\n三、抓产业。", suffix=".md"),),
)


INVALID = Rule(
    id="suppression/invalid",
    title="写错的停用",
    message="{problem}",
    kind=_KIND,
    severity=Severity.WARNING,
    why="写错了的停用不起作用。要写成“<!-- govlint-disable-next-line 规则: 理由 -->”，理由让后来的人知道为什么这样写是对的。",
    basis=_BASIS,
    options=_NoOptions(),
    bad=(Example("⟦<!-- govlint-disable ordinal/gap -->⟧\n\n一、抓产业。", suffix=".md"),),
    good=(Example("<!-- 这里再补一段 -->\n\n一、抓产业。", suffix=".md"),),
)


RULES = (INVALID, UNUSED)


@frozen
class Names:
    """What may be called what: `known` gives each name (id, former id, category) its rules' ids; `running` are those heard."""

    known: Mapping[str, frozenset[str]]
    running: Mapping[str, Rule]

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> Names:
        known: dict[str, set[str]] = {}
        running = {}
        for rule in rules:
            for name in (rule.id, *rule.was, rule.category):
                known.setdefault(name, set()).add(rule.id)
            if not rule.silent:
                running[rule.id] = rule
        return cls({name: frozenset(ids) for name, ids in known.items()}, running)
