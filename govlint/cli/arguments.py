"""argparse in Chinese: help set in columns that count wide characters, complaints with a did-you-mean."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from govlint.text.columns import cells
from govlint.text.lazyregex import lazy

# What argparse itself says, in its own words (they are the keys of its translations), and in Chinese.
_SAYINGS = {
    "expected one argument": "后面缺一个值",
    "expected at least one argument": "后面至少要有一个值",
    "expected at most one argument": "后面最多只能有一个值",
    "ignored explicit argument {}": "不带值，{} 是多余的",
    "not allowed with argument {}": "不能和 {} 一起用",
    "the following arguments are required: {}": "缺少 {}",
    "one of the arguments {} is required": "{} 里要有一个",
    "invalid int value: {}": "{} 应当是整数",
    "invalid float value: {}": "{} 应当是数字",
}
_TEMPLATES = [(lazy(re.escape(said).replace(r"\{\}", "(.+)")), meant) for said, meant in _SAYINGS.items()]
_ARGUMENT = lazy(r"argument (\S+?): (.*)", re.DOTALL)
# Where a line may not break: within a half-width word, after an opening mark, before a closing one.
_UNBROKEN = lazy(r"[（“]*(?:[\x21-\x7e]+|[^\x21-\x7e])[，。；：、）”]*")
_WIDTH = 96
_INDENT = 2
_COLUMN = 30


class Parser(argparse.ArgumentParser):
    """The parser of one command. `prog` is how the command is called; groups are titled in Chinese."""

    def __init__(self, prog: str, purpose: str) -> None:
        super().__init__(prog=prog, description=purpose, add_help=False, allow_abbrev=False)
        self.inputs = self.add_argument_group("参数")
        self.options = self.add_argument_group("选项")
        self.options.add_argument("-h", "--help", action="help", help="显示本说明")

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """The arguments; one that is not known ends the program with a complaint."""
        parsed, rest = self.parse_known_args(args, namespace)
        if rest:
            word = rest[0].partition("=")[0]
            if word.startswith("-") and word != "-":
                self.error(f"没有选项“{word}”{suggest(word, self._option_string_actions)}")
            self.error(f"“{rest[0]}”是多余的")
        return parsed

    def knows(self, word: str) -> bool:
        """Whether a word is an option, or one with its value (--format=json)."""
        return word.partition("=")[0] in self._option_string_actions

    def error(self, message: str) -> NoReturn:
        """End the program with code 2 and a complaint."""
        said = _translate(message)
        self.exit(2, f"{self.prog}：{said}{'' if said.endswith('？') else '；'}用 {self.prog} --help 查看用法\n")

    def format_help(self) -> str:
        """How the command is called and what each argument means."""
        parts = [f"{self.prog}：{self.description}", "用法：" + self._usage()]
        for group in self._action_groups:
            rows = [self._row(a) for a in group._group_actions if a.help is not argparse.SUPPRESS]
            if rows:
                parts.append(f"{group.title}：\n" + "\n".join(rows))
        if self.epilog:
            parts.append(self.epilog)
        return "\n\n".join(parts) + "\n"

    def format_usage(self) -> str:
        return f"用法：{self._usage()}\n"

    def _usage(self) -> str:
        words = [self.prog, "[选项…]"]
        for action in self._actions:
            if not action.option_strings:
                name = _name(action)
                words.append({"*": f"[{name}…]", "?": f"[{name}]", "+": f"{name}…"}.get(str(action.nargs), name))
        return " ".join(words)

    def _row(self, action: argparse.Action) -> str:
        head = ", ".join(action.option_strings) or _name(action)
        if action.option_strings and action.nargs != 0:
            head += f" {_name(action)}"
        lines = wrap(action.help or "", _WIDTH - _COLUMN)
        gap = _COLUMN - _INDENT - cells(head)
        first = " " * _INDENT + head
        if gap < 2:
            return "\n".join([first, *(" " * _COLUMN + line for line in lines)])
        return "\n".join([first + " " * gap + lines[0], *(" " * _COLUMN + line for line in lines[1:])])

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            known = [str(choice) for choice in action.choices]
            raise argparse.ArgumentError(action, f"没有“{value}”{suggest(str(value), known) or '；'}可用：{'、'.join(known)}")


def suggest(word: str, known: Iterable[str]) -> str:
    """“，是不是“…”？” for a misspelt word, or nothing."""
    from govlint.deserialize.dataclass import suggest as nearest

    nearest_word: str = nearest(word, known)
    return nearest_word


def words(text: str) -> list[str]:
    """The parts of a list that is separated by commas, half-width or full-width."""
    return [word for word in re.split(r"[,，、\s]+", text) if word]


class Words(argparse.Action):
    """An option that takes a list separated by commas and may be given again."""

    def __call__(self, parser: Any, namespace: Any, values: str | Sequence[Any] | None, option: str | None = None) -> None:
        """Add the words to those given before."""
        setattr(namespace, self.dest, [*(getattr(namespace, self.dest) or []), *words(str(values))])


def _name(action: argparse.Action) -> str:
    if isinstance(action.metavar, str):
        return action.metavar
    return "|".join(map(str, action.choices)) if action.choices else action.dest


def _translate(message: str) -> str:
    named = _ARGUMENT.fullmatch(message)
    name, said = named.groups() if named else ("", message)
    for pattern, meant in _TEMPLATES:
        if match := pattern.fullmatch(said):
            said = meant.format(*match.groups())
            break
    return f"{name} {said}" if name else said


def wrap(text: str, width: int) -> list[str]:
    """The lines of a text that may be `width` columns wide, broken as Chinese texts may be broken."""
    lines, line = [], ""
    for piece in _UNBROKEN.findall(text):
        if line and cells(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()]
