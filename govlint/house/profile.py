"""A learned profile as YAML that a person reads and changes; what was changed by hand stays when it is learned again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from govlint.document.genre import GENRE_NAMES
from govlint.house.learn import Learned
from govlint.style.figures import FIGURES
from govlint.style.habit import MEASURES, Habit

_MARK = "  # 学来 "
_ENTRY = re.compile(r"  ([a-z][a-z0-9-]*):")
_KEY = re.compile(r"([a-z][a-z0-9-]*):")
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~=][^:#,\[\]{}\"'\n]*")
_OTHER_TYPE = re.compile(r"[\d.]+|true|false|null|yes|no|on|off", re.IGNORECASE)
_WIDTH = 100
_HEAD = (
    "# 由 govlint learn 从范文学来，可以改。每一条习惯是一条规则（house/名称）：",
    "# 不要哪一条，在 rules 里写 house/名称: off；改过的条目、删去的条目，再学时都照旧。",
)
LEARNED_KEYS = ("learned", "habits")
"""What learning again writes anew; all other keys are the user's."""


@dataclass
class Existing:
    """A profile that is there: its text by top key, and its habits, each with whether a person has changed it."""

    sections: dict[str, list[str]] = field(default_factory=dict)
    """The lines of each top key; those above the first one under ""."""
    kept: dict[str, list[str]] = field(default_factory=dict)
    """The habits that a person wrote or changed, as they stand."""
    removed: frozenset[str] = frozenset()
    """Habits, and rules switched off, that were learned before and that a person took out."""


def existing(text: str, before: Sequence[str] = (), rules: Sequence[str] = ()) -> Existing:
    """What a profile's text holds. `before` are the habits that were learned when it was written, `rules` what was switched
    off."""
    found = Existing()
    key = ""
    for line in text.splitlines():
        if match := _KEY.match(line):
            key = match[1]
        found.sections.setdefault(key, []).append(line)
    entries: dict[str, list[str]] = {}
    name = ""
    for line in found.sections.get("habits", [])[1:]:
        if match := _ENTRY.match(line):
            name = match[1]
        if name:
            entries.setdefault(name, []).append(line)
    found.kept = {name: lines for name, lines in entries.items() if not _is_untouched(lines)}
    there = map(_name_in, found.sections.get("rules", [])[1:])
    found.removed = frozenset(before) - entries.keys() | frozenset(rules) - frozenset(there)
    return found


def _is_untouched(lines: list[str]) -> bool:
    head, mark, digest = lines[0].partition(_MARK)
    return bool(mark) and digest.strip() == _digest([head, *lines[1:]])


def _digest(lines: list[str]) -> str:
    text = "\n".join(line.rstrip() for line in lines).strip()
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def profile(learned: Learned, old: Existing | None = None) -> str:
    """The text of the profile; with `old` what a person wrote there is kept."""
    old = old or Existing()
    lines = old.sections.get("", []) or list(_HEAD)
    genre = GENRE_NAMES[learned.genre] if learned.genre else "文稿"
    own = {"title": [f"title: 本单位的{genre}"]} | ({"genre": [f"genre: {learned.genre}"]} if learned.genre else {})
    sections = (own if not old.sections else {}) | {key: text for key, text in old.sections.items() if key}
    sections["rules"] = _rules(learned, old)
    for key, text in sections.items():
        if key not in LEARNED_KEYS:
            lines += text
    lines += _account(learned, old)
    lines.append("habits:" if learned.habits or old.kept else "habits: {}")
    for name in _order(learned, old):
        lines += old.kept[name] if name in old.kept else _entry(name, learned.habits[name])
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def _name_in(line: str) -> str:
    """What a line of settings is about."""
    return line.partition(":")[0].strip()


def _rules(learned: Learned, old: Existing) -> list[str]:
    """The settings of shipped rules: the user's where they stand, and what the house does otherwise, unless the user speaks of
    it or has taken it out. What is in braces is left alone."""
    head, *lines = old.sections.get("rules", ["rules:"])
    if head.partition("#")[0].strip() != "rules:":
        return [head, *lines]
    spoken_of = {_name_in(line) for line in lines if not _is_untouched([line])}
    new = {}
    for name, found in learned.loosened.items():
        if spoken_of.isdisjoint((name, name.partition("/")[0])) and name not in old.removed:
            line = f"  {name}: off  # {found.texts} 篇范文中有 {found.kept} 篇都不合这一条"
            new[name] = f"{line}{_MARK}{_digest([line])}"
    kept = [new.pop(_name_in(line), None) if _is_untouched([line]) else line for line in lines]
    settings = [*(line for line in kept if line is not None), *new.values()]
    return [head, *settings] if settings else []


def _order(learned: Learned, old: Existing) -> list[str]:
    names = [name for name in learned.habits if name not in old.removed]
    known = list(MEASURES)
    names += [name for name in old.kept if name not in names]
    return sorted(names, key=lambda name: known.index(name) if name in known else len(known))


def _account(learned: Learned, old: Existing) -> Iterator[str]:
    yield "learned:"
    yield f"  texts: {learned.texts}"
    yield f"  characters: {learned.characters}"
    if learned.left_out:
        yield f"  left-out: {_list(learned.left_out, 12)}"
    if learned.unknown:
        yield f"  unknown: {_list(learned.unknown, 11)}"
    if learned.favourites:
        yield f"  favourites: {_list(learned.favourites, 14)}"
    names = sorted({*learned.habits, *(name for name in old.removed if "/" not in name)})
    yield f"  habits: {_list(names, 10)}"
    if rules := sorted({*learned.loosened, *(name for name in old.removed if "/" in name)}):
        yield f"  rules: {_list(rules, 9)}"


def _entry(name: str, habit: Habit) -> list[str]:
    unit = f"，{FIGURES[habit.measure].unit}" if habit.measure in FIGURES else ""
    lines = [f"  {name}:  # {MEASURES[habit.measure]}{unit}"]
    if habit.measure != name:
        lines.append(f"    measure: {habit.measure}")
    for key, values in (("usual", habit.usual), ("instead", habit.instead)):
        if values:
            lines.append(f"    {key}: {_list(values, 6 + len(key))}")
    for key, value in (("low", habit.low), ("middle", habit.middle), ("high", habit.high)):
        if value is not None:
            lines.append(f"    {key}: {value:g}" if value < 1e6 else f"    {key}: {value:.0f}")
    lines += [f"    kept: {habit.kept}", f"    texts: {habit.texts}"]
    for key, text in (("example", habit.example), ("source", habit.source)):
        if text:
            lines.append(f"    {key}: {scalar(text)}")
    return [f"{lines[0]}{_MARK}{_digest(lines)}", *lines[1:]]


def _list(values: tuple[str, ...] | list[str], indent: int) -> str:
    """A list in brackets; one that is long goes on in further lines."""
    lines, line = [], ""
    for value in map(scalar, values):
        if line and len(line) + len(value) > _WIDTH // 2:
            lines.append(line)
            line = ""
        line += f"{value}, "
    lines.append(line)
    return "[" + ("\n" + " " * indent).join(part.rstrip() for part in lines).rstrip(",") + "]"


def scalar(text: str) -> str:
    """A text as YAML writes it: bare where that is safe, else quoted."""
    if _PLAIN.fullmatch(text) and text == text.strip() and not _OTHER_TYPE.fullmatch(text):
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    return _ESCAPES.get(char) or (char if char.isprintable() or char == "\u3000" else f"\\u{ord(char):04x}")


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
