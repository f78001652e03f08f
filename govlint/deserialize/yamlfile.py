"""One YAML file as text and as nodes, and complaints with a place and a caret; does not know what the file is for."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import cached_property

import yaml

from govlint.text.columns import cells, visible
from govlint.text.files import leads_out
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy
from govlint.text.source import without_halves

_CONTROL = lazy(r"[\x1b\x80-\x84\x86-\x9f]")  # what begins a command to a terminal
_OURS = frozenset({"govlint.yaml", "pyproject.toml"})
_OUR_KEY = lazy(
    r"^[ \t-]*(?:title|message|check|severity|why|basis|bad|good|extends|rules|keep|genre|include|exclude|overrides|packs)"
    r"[ \t]*[:：]",
    re.MULTILINE,
)
_LINE_END = lazy("\r\n|[\r\n\x85\u2028\u2029]")  # as YAML 1.1 ends its lines
_KEY_COLON = lazy(r"""^\s*(?:- +)*[^\s:：#"'\[\]{}]+(：|:(?=[^\s:]))""")
_INDICATOR = lazy(r"(?:^|[\s,\[{])[&*!]", re.MULTILINE)
_TAB_INDENT = lazy(r"^ *(?:- +)*(\t)")
_WIDTH = 100

_INDICATED = "值不能以“&”“*”“!”开头；给整个值加引号"

# What the parser's words mean to a writer, and which of its two marks shows the place.
_SYNTAX = (
    ("mapping values are not allowed", "problem", "这里不能再有“键: 值”；看看上一行的冒号和缩进，值里面有“: ”时给整个值加引号"),
    ("could not find expected ':'", "context", "这一行应当是“键: 值”"),
    ("cannot start any token", "problem", "值不能以这个符号开头；给整个值加引号"),
    ("found undefined alias", "problem", _INDICATED),
    ("expected alphabetic or numeric character", "context", _INDICATED),
    ("found unexpected end of stream", "context", "引号没有配对"),
    ("unknown escape character", "problem", "双引号里的“\\”另有含义；改用单引号"),
    ("sequence entries are not allowed", "problem", "列表的“- ”要另起一行"),
    ("expected ',' or ']'", "context", "方括号没有配对，或者里面少了逗号；以“[”开头的文字要加引号"),
    ("expected ',' or '}'", "context", "花括号没有配对，或者里面少了逗号；以“{”开头的文字要加引号"),
    ("but found '<scalar>'", "problem", "这里多出了文字；以“[”“{”或引号开头的值要整个加引号"),
    ("expected <block end>", "problem", "缩进和上文对不齐"),
    ("found another document", "problem", "一个文件里只能有一份内容，去掉“---”"),
)


@frozen
class Complaint:
    """One thing that is wrong in a file: its 1-based line and column in code points, and what it is, in Chinese."""

    path: str
    line: int
    column: int
    message: str
    excerpt: str = ""

    def __str__(self) -> str:
        """The complaint as `file:line:col`, with the line and a caret below it where the line is known."""
        head = f"{self.path}:{self.line}:{self.column}: {self.message}"
        if not self.excerpt:
            return head
        cut = max(0, self.column - 1 - _WIDTH // 2)
        before = visible(self.excerpt[cut : self.column - 1])
        after = visible(self.excerpt[self.column - 1 : cut + _WIDTH])
        return f"{head}\n    {(before + after).rstrip()}\n    {' ' * cells(before)}^"


class StrictError(Exception):
    """Files that cannot be used; holds every complaint about them, in order of place. `str()` shows them all."""

    def __init__(self, complaints: Iterable[Complaint]) -> None:
        self.complaints = sorted(complaints, key=lambda c: (c.path, c.line, c.column))
        super().__init__("\n".join(map(str, self.complaints)))


class YamlFile:
    """A YAML file being read: its text and the complaints met so far."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = without_halves(text)
        self.complaints: list[Complaint] = []
        self._mended: dict[int, int] = {}

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, as YAML ends them, without their ends."""
        return _LINE_END.split(self.text)

    def complain(self, where: yaml.Node | yaml.Mark | None, message: str, part: str = "") -> None:
        """Note a complaint at a node (where `part` stands in it, if it does), at a mark, or (None) at the beginning."""
        mark = where.start_mark if isinstance(where, yaml.Node) else where
        line, column = (mark.line, mark.column) if mark else (0, 0)
        if part and isinstance(where, yaml.Node):
            for number in range(line, min(where.end_mark.line + 1, len(self.lines))):
                found = self.lines[number].find(part, column if number == line else 0)
                if found >= 0:
                    line, column = number, found
                    break
        self.complain_at(line, column, message)

    @cached_property
    def _is_ours(self) -> bool:
        """Whether it is a file of rules or settings and not some other one that lies, or leads, where those are looked for.

        What stands in another file is not to be told, least of all in the log of a public build.
        """
        if os.path.basename(self.path) in _OURS:
            return True
        return _OUR_KEY.search(self.text) is not None and not leads_out(self.path, os.path.dirname(self.path) or ".")

    def complain_at(self, line: int, column: int, message: str) -> None:
        """Note a complaint at a line and a column, both counted from 0."""
        column -= column > self._mended.get(line, column)
        excerpt = self.lines[line] if line < len(self.lines) and self._is_ours else ""
        complaint = Complaint(self.path, line + 1, column + 1, message, excerpt)
        if complaint not in self.complaints:
            self.complaints.append(complaint)

    def compose(self) -> yaml.Node | None:
        """The file's top node, in it keys that are unique words; None, with a complaint, where there is none."""
        try:
            node = self._parse()
        except RecursionError:
            self.complain(None, "层次太深")
            return None
        if node is None:
            if not self.complaints:
                self.complain(None, "文件是空的")
            return None
        if _INDICATOR.search(self.text) and not self._free_of_indicators():
            return None
        return node if self._has_no_controls(node) and self._keys_are_words(node) else None

    def _has_no_controls(self, node: yaml.Node) -> bool:
        # "\\e" is a character that no rule is about, and steers the terminal that it is shown on.
        sound, seen = True, set()
        waiting = [node]
        while waiting:
            this = waiting.pop()
            if id(this) in seen:
                continue
            seen.add(id(this))
            if isinstance(this, yaml.MappingNode):
                waiting += [part for pair in this.value for part in pair]
            elif isinstance(this, yaml.SequenceNode):
                waiting += this.value
            elif isinstance(this, yaml.ScalarNode) and _CONTROL.search(this.value):
                self.complain(this, "这里有看不见的控制字符，删去它")
                sound = False
        return sound

    def complain_about_shape(self, node: yaml.Node, message: str) -> None:
        """Complain that a node is not a mapping; a colon that YAML did not take for one is the likelier fault."""
        count = len(self.complaints)
        if isinstance(node, yaml.ScalarNode) and not node.style:
            column = node.start_mark.column
            for line in range(node.start_mark.line, min(node.end_mark.line + 1, len(self.lines))):
                if match := _KEY_COLON.match(self.lines[line][column:]):
                    self.complain_at(line, column + match.start(1), colon_fault(match.group(1)))
                column = 0
        if len(self.complaints) == count:
            self.complain(node, message)

    # Text that YAML does not take ---------------------------------------------------------------------------------

    def _parse(self) -> yaml.Node | None:
        try:
            return yaml.compose(self.text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.YAMLError:
            pass
        # Asked again of the parser written in Python: its words and marks are the same on every platform.
        text: str | None = self.text
        while text is not None:
            try:
                return yaml.compose(text, Loader=yaml.SafeLoader)
            except yaml.YAMLError as error:
                mended = self._mend_colon(text, error)
                if mended is None:
                    self._explain(error)
                text = mended
        return None

    def _mend_colon(self, text: str, error: yaml.YAMLError) -> str | None:
        """The text with a wrong colon mended that caused the error, so that one run shows all of the file's faults."""
        lines = _LINE_END.split(text)
        starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
        marks = [mark for name in ("context_mark", "problem_mark") if (mark := getattr(error, name, None))]
        blamed = [mark.line for mark in marks]
        blamed += [n for mark in marks for n in range(mark.line - 1, -1, -1) if lines[n].strip()][:1]
        for number in blamed:
            match = _KEY_COLON.match(lines[number]) if number < len(lines) else None
            if match is None:
                continue
            colon, rest = match.start(1), lines[number][match.end(1) :]
            space = " " if rest[:1].strip() else ""
            mended = f"{text[: starts[number] + colon]}:{space}{text[starts[number] + match.end(1) :]}"
            try:
                yaml.compose(mended, Loader=yaml.SafeLoader)
            except yaml.YAMLError as now:
                if str(now) == str(error):
                    continue
            self.complain_at(number, colon, colon_fault(match.group(1)))
            if space:
                self._mended[number] = colon
            return mended
        return None

    def _explain(self, error: yaml.YAMLError) -> None:
        if isinstance(error, yaml.reader.ReaderError):
            before = _LINE_END.split(self.text[: error.position])
            self.complain_at(len(before) - 1, len(before[-1]), "这里有看不见的控制字符，删去它")
            return
        problem = str(getattr(error, "problem", None) or getattr(error, "context", None) or error)
        marks = {name: getattr(error, f"{name}_mark", None) for name in ("context", "problem")}
        if "'\\t'" in problem:
            for number, line in enumerate(self.lines):
                if match := _TAB_INDENT.match(line):
                    self.complain_at(number, match.start(1), "缩进里有制表符，改用空格")
            if self.complaints:
                return
        for words, where, message in _SYNTAX:
            if words in problem:
                self.complain(marks[where] or marks["problem"], message)
                return
        self.complain(marks["problem"] or marks["context"], f"不是合法的 YAML：{problem}")

    def _free_of_indicators(self) -> bool:
        # YAML would take the word behind one for a name or a type and drop it without a sound.
        sound = True
        try:
            for token in yaml.scan(self.text, Loader=yaml.SafeLoader):
                if isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken):
                    self.complain(token.start_mark, _INDICATED)
                    sound = False
        except yaml.YAMLError as error:  # the parser written in C takes a little more
            self._explain(error)
            sound = False
        return sound

    def _keys_are_words(self, node: yaml.Node) -> bool:
        sound = True
        if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                sound &= self._keys_are_words(item)
        seen: set[str] = set()
        for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
            if not isinstance(key, yaml.ScalarNode):
                self.complain(key, "键应当是一个词；以“[”“{”开头的键要加引号")
                sound = False
            elif key.value in seen:
                self.complain(key, f"键“{key.value}”写了两遍")
            else:
                seen.add(key.value)
            sound &= self._keys_are_words(value)
        return sound


def colon_fault(mark: str) -> str:
    """What to say of a key's colon that YAML does not take for one."""
    if mark == "：":
        return "这里是全角冒号“：”，键后面要用半角冒号加空格“: ”"
    return "键后面的冒号要加一个空格“: ”"
