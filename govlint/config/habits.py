"""The habits of a profile as rules: house/<name>, each heard as loudly as it is firm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from types import SimpleNamespace

import yaml

from govlint.analysis.finding import Severity
from govlint.analysis.rule import Awaits, Basis, Case, Rule
from govlint.checks import kind
from govlint.config.settings import Level, Settings
from govlint.deserialize.dataclass import StrictError
from govlint.rulefiles.loader import ID
from govlint.style.figures import FIGURES
from govlint.style.forms import CHOICES, LOOSE
from govlint.style.habit import MEASURES, TOGETHER, Habit
from govlint.text.frozen import frozen

CATEGORY = "house"
_FIRM, _LIKELY = 0.86, 0.75
"""The firmness from which on a departure is a warning, and a piece of information."""
_NEARLY_ALL = 0.95
"""The share of models that must keep a habit whose departures are warnings: of many models firmness alone would let so many
do otherwise that as many good drafts would be warned of."""

_MESSAGES = {
    "salutation": "范文称谓多用{usual}（{texts} 篇中 {kept} 篇），这里不同",
    "opening": "范文多以{usual}开头（{texts} 篇中 {kept} 篇），这里没有",
    "transition": "范文进入正文多用{usual}（{texts} 篇中 {kept} 篇），这里没有",
    "closing": "范文多以{usual}收尾（{texts} 篇中 {kept} 篇），这里没有",
    "names": "范文写作{usual}，这里写成“{own}”",
    TOGETHER: "有 {own} 项数值同时不合惯例，范文一般最多 {usual} 项（{texts} 篇中 {kept} 篇）：多半是另一种写法",
    "words": "“{own}”在 {texts} 篇范文里一次也没有用过",
    "pair": "范文写{usual}，这里写“{own}”（{texts} 篇中 {kept} 篇）",
}
_OF_FORM = "{title}：范文用{usual}（{texts} 篇中 {kept} 篇），这里是“{own}”"
_OF_FIGURE = "{title}：这一篇 {own}，范文通常在 {usual}（{texts} 篇中 {kept} 篇）"


@frozen
class HabitSetting:
    """What a profile may say of a habit beside the habit itself."""

    severity: Level | None = field(default=None, metadata={"help": "严重程度；不写则看有多少篇范文是这样"})
    title: str = field(default="", metadata={"help": "名称；不写则照这一方面的名称"})


@frozen
class LearnedFrom:
    """What a profile was learned from; for people and for govlint compare, no rule asks for it."""

    texts: int = field(default=0, metadata={"help": "多少篇范文"})
    characters: int = field(default=0, metadata={"help": "共多少字"})
    left_out: tuple[str, ...] = field(default=(), metadata={"help": "和别的范文很不一样、因而没有用的文件"})
    unknown: tuple[str, ...] = field(default=(), metadata={"help": "从范文看不出来的方面"})
    favourites: tuple[str, ...] = field(default=(), metadata={"help": "比一般公文用得多的词"})
    habits: tuple[str, ...] = field(default=(), metadata={"help": "学到的习惯；删去的条目再学时不再写"})
    rules: tuple[str, ...] = field(default=(), metadata={"help": "学来关掉的规则；删去的条目再学时不再写"})


def habits_of(settings: Settings) -> dict[str, tuple[Habit, HabitSetting]]:
    """The habits that one profile gives, by name. Raises StrictError."""
    found: dict[str, tuple[Habit, HabitSetting]] = {}
    file = settings.file
    before = len(file.complaints)
    for name, node in settings.config.habits.items():
        if not ID.fullmatch(f"{CATEGORY}/{name}"):
            file.complain(settings.node_of("habits", name), f"习惯的名称“{name}”要用小写字母、数字和连字符")
            continue
        if not isinstance(node, yaml.MappingNode):
            file.complain_about_shape(node, "这里应当是“键: 值”的形式")
            continue
        of_setting, of_habit = file.share(node, HabitSetting, Habit)
        setting = file.build(HabitSetting, node, of_setting)
        # What a habit is about need not be said again where its name says so.
        habit = file.build(Habit, node, of_habit, _blank(name) if name in MEASURES else None)
        if setting is not None and habit is not None:
            found[name] = habit, setting
    if len(file.complaints) > before:
        raise StrictError(file.complaints)
    return found


def _blank(name: str) -> SimpleNamespace:
    empty = {f: getattr(Habit, f) for f in ("usual", "instead", "low", "middle", "high", "kept", "texts", "example", "source")}
    return SimpleNamespace(measure=name, **empty)


def rules_of(layers: Iterable[Settings]) -> Iterator[Rule]:
    """The rules that profiles make of their habits; of habits of one name the last profile's stands. Raises StrictError."""
    rules: dict[str, Rule] = {}
    for settings in layers:
        if settings.config.habits:
            for name, (habit, setting) in habits_of(settings).items():
                rules[name] = _rule(name, habit, setting, settings.path)
    yield from rules.values()


def _rule(name: str, habit: Habit, setting: HabitSetting, path: str) -> Rule:
    title = setting.title or MEASURES[habit.measure]
    severity = _severity(habit)
    near = Severity.HINT if severity is Severity.HINT else Severity.INFO
    cases = {"near": Case(severity=near)}
    if setting.severity not in (None, Level.ON, Level.OFF):
        severity, cases = Severity[setting.severity.name], {}
    return Rule(
        id=f"{CATEGORY}/{name}",
        title=title,
        message=_message(habit).replace("{title}", title.replace("{", "{{").replace("}", "}}")),
        kind=kind("habit"),
        severity=severity,
        why="这是从范文学来的惯例，不是对错；有意不照惯例写，可以不理。",
        basis=(Basis(note=_evidence(habit)),),
        options=habit,
        related={"model": "范文这样写：{example}（{source}）"} if habit.source else {"model": "范文这样写：{example}"},
        cases=cases,
        awaits=Awaits.TEXT,
        path=path,
        silent=setting.severity is Level.OFF,
    )


def _severity(habit: Habit) -> Severity:
    firm = habit.firmness
    if habit.measure == "words" or habit.measure in LOOSE:
        return Severity.INFO if firm >= _FIRM else Severity.HINT
    nearly_all = habit.measure in FIGURES or habit.kept >= _NEARLY_ALL * habit.texts
    return Severity.WARNING if firm >= _FIRM and nearly_all else Severity.INFO if firm >= _LIKELY else Severity.HINT


def _message(habit: Habit) -> str:
    if habit.measure in FIGURES:
        return _OF_FIGURE
    return _OF_FORM if habit.measure in CHOICES else _MESSAGES[habit.measure]


def _evidence(habit: Habit) -> str:
    said = f"{habit.texts} 篇范文里有 {habit.kept} 篇是这样" if habit.texts else "写在设置里的惯例"
    example = f"，如“{habit.example}”" if habit.example else ""
    return f"{said}{example}{f'（{habit.source}）' if habit.source and example else ''}"
