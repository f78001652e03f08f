"""Rules as settings have them: on or off, how severe, how safe, with which options, and which line said so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

import yaml

from govlint.analysis.finding import Severity
from govlint.analysis.rule import Life, Rule
from govlint.config.selection import graded
from govlint.config.settings import Level, RuleSetting, Settings
from govlint.deserialize.dataclass import Complaint, StrictError, suggest
from govlint.text.frozen import frozen


@frozen
class Layer:
    """One set of rule settings: those of `settings`, or of its section that `path` leads to. Later layers win."""

    settings: Settings
    rules: Mapping[str, Level | RuleSetting]
    path: tuple[str | int, ...] = ()


@frozen
class Origin:
    """Where a setting comes from: `what` it sets (severity, safety or options), to which value, on which line."""

    what: str
    value: str
    path: str
    line: int


def tune(rule: Rule, layers: Iterable[Layer], *, preview: bool, asked: Collection[str]) -> tuple[Rule, tuple[Origin, ...]]:
    """The rule as the layers have it, silent where it is off, and what they said of it.

    Within a layer a rule's own name goes before its category's. A rule on trial runs with `preview`, or where its own
    name switches it on. One whose name is in `asked` runs whatever the layers say. Raises StrictError for wrong options.
    """
    own = {rule.id, *rule.was}
    off = rule.life is Life.PREVIEW and not preview
    severity: Severity | None = None
    origins: list[Origin] = []
    for layer in layers:
        for name in (rule.category, *rule.was, rule.id):
            if name not in layer.rules:
                continue
            setting = layer.rules[name]
            if isinstance(setting, Level):
                setting = RuleSetting(severity=setting)
            level = setting.severity
            if level is not None and (name in own or rule.life is not Life.PREVIEW or level is Level.OFF):
                off = level is Level.OFF
                severity = None if level in (Level.ON, Level.OFF) else Severity[level.name]
                origins.append(_origin("severity", str(level), layer, name))
            if setting.safety is not None:
                cases = {word: replace(case, safety=None) for word, case in rule.cases.items()}
                rule = rule.but(safety=setting.safety, cases=cases)
                origins.append(_origin("safety", str(setting.safety), layer, name))
            if setting.options is not None:
                rule = _with_options(rule, setting.options, layer.settings)
                origins.append(_origin("options", _spell(setting.options), layer, name))
    if severity is not None:
        rule = graded(rule, severity)
    if off and own.isdisjoint(asked):
        rule = rule.but(silent=True)
    return rule, tuple(origins)


def vet(settings: Settings, rules: Iterable[Rule]) -> Iterator[str]:
    """Raise StrictError for names that are nobody's and options of a category; yields what else is to be warned of."""
    if not settings.nodes:
        return
    rules = list(rules)
    known = {name for rule in rules for name in (rule.id, *rule.was, rule.category)}
    categories = {rule.category for rule in rules}
    former = {name: rule.id for rule in rules for name in rule.was}
    leaving = {rule.id for rule in rules if rule.life is Life.DEPRECATED}
    file = settings.file
    before = len(file.complaints)
    warnings = []
    for node, setting in _named(settings):
        name = node.value
        line = node.start_mark.line + 1
        if name not in known:
            file.complain(node, f"没有规则或类别“{name}”{suggest(name, known)}")
        elif name in former:
            warnings.append(Complaint(file.path, line, 1, f"规则“{name}”已改名为“{former[name]}”"))
        elif name in leaving:
            warnings.append(Complaint(file.path, line, 1, f"规则“{name}”将要去掉"))
        if name in categories and isinstance(setting, yaml.MappingNode):
            for key, _ in setting.value:
                if key.value == "options":
                    file.complain(key, f"“{name}”是类别，选项要写在一条规则下面")
    if len(file.complaints) > before:
        raise StrictError(file.complaints)
    yield from map(str, warnings)


def _named(settings: Settings) -> Iterator[tuple[yaml.ScalarNode, yaml.Node | None]]:
    """The nodes that name a rule, with the setting where there is one."""
    tables = [settings.node_of("rules")]
    tables += [settings.node_of("overrides", i, "rules") for i in range(len(settings.config.overrides))]
    for table in tables:
        if isinstance(table, yaml.MappingNode):
            yield from table.value
    for index in range(len(settings.config.keep)):
        node = settings.node_of("keep", index, "rule")
        if isinstance(node, yaml.ScalarNode):
            yield node, None


def _with_options(rule: Rule, node: yaml.Node, settings: Settings) -> Rule:
    options = settings.file.build(rule.kind.options, node, base=rule.options)
    if settings.file.complaints:
        raise StrictError(settings.file.complaints)
    return rule.but(options=options)


def _origin(what: str, value: str, layer: Layer, name: str) -> Origin:
    node = layer.settings.node_of(*layer.path, "rules", name)
    return Origin(what, value, layer.settings.path, node.start_mark.line + 1 if node else 0)


def _spell(node: yaml.Node) -> str:
    """A node on one line, as somebody would write it."""
    if isinstance(node, yaml.MappingNode):
        return "{" + ", ".join(f"{key.value}: {_spell(value)}" for key, value in node.value) + "}"
    if isinstance(node, yaml.SequenceNode):
        return "[" + ", ".join(map(_spell, node.value)) + "]"
    return str(node.value)
