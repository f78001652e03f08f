"""Which rules run and how severe they are, as somebody asked for it; knows neither texts nor where the wish came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from govlint.analysis.finding import Severity
from govlint.analysis.rule import Rule
from govlint.text.frozen import frozen


class UnknownRuleError(ValueError):
    """A name that is neither a rule's nor a category's. `known` are the names there are."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known


@frozen
class Selection:
    """A choice of rules. Names are rule ids, former ids, or categories.

    `select` (empty: all) is made first, `ignore` then takes away. `severity` gives rules another one in all of their
    cases, None switches them off; a rule's own name goes before its category's.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity | None] = field(default_factory=dict)

    def apply(self, rules: Iterable[Rule]) -> list[Rule]:
        """The chosen rules. Those that only mute others' findings stay, silent. Raises UnknownRuleError."""
        rules = list(rules)
        names = {name for rule in rules for name in _names(rule)}
        for name in (*self.select, *self.ignore, *self.severity):
            if name not in names:
                raise UnknownRuleError(name, sorted(names))
        chosen = (self._tune(rule) for rule in rules)
        return [rule for rule in chosen if not rule.silent or rule.mutes]

    def _tune(self, rule: Rule) -> Rule:
        names = _names(rule)
        wanted = not self.select or any(name in self.select for name in names)
        if not wanted or any(name in self.ignore for name in names):
            return rule.but(silent=True)
        for name in names:
            if name in self.severity:
                severity = self.severity[name]
                return rule.but(silent=True) if severity is None else graded(rule, severity)
        return rule


def graded(rule: Rule, severity: Severity) -> Rule:
    """The rule with this severity in all of its cases."""
    cases = {word: replace(case, severity=None) for word, case in rule.cases.items()}
    return rule.but(severity=severity, cases=cases)


def _names(rule: Rule) -> tuple[str, ...]:
    return (rule.id, *rule.was, rule.category)
