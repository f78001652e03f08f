"""rules/<category>/<smell>.yaml -> Rule, and all of the rules of a folder or of the installed package."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import cache
from pathlib import Path

import yaml

from govlint.analysis.check import Kind
from govlint.analysis.finding import Safety, Severity
from govlint.analysis.rule import Awaits, Basis, Case, Example, Life, Rule
from govlint.checks import kind, kind_names
from govlint.deserialize.dataclass import Complaint, File, StrictError, choices, fields_of, suggest, unsigned
from govlint.document.genre import Genre
from govlint.document.roles import Role
from govlint.rulefiles.folders import builtin_folder
from govlint.rulefiles.vetting import vet, vet_quotes
from govlint.text.files import explain_os_error, read_text
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

ID = lazy(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*/[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""A rule's id: category/smell."""

BLANK = lazy(r"【待填：([^】]*)】")
"""What a new rule's template leaves for the writer to fill in."""

_PAD = lazy(r"(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])")


@frozen
class RuleFile:
    """The keys that every rule file may have beside the options of its kind."""

    title: str = field(metadata={"help": "毛病的名字，几个字"})
    message: str = field(metadata={"help": "对写稿人说的一句话：错在哪里、怎么改；可用 {match} 和检查方式提供的词"})
    check: str = field(metadata={"help": "检查方式"})
    severity: Severity = field(metadata={"help": "error 必错，warning 多半有错，info 可改可不改，hint 仅供参考"})
    why: str = field(metadata={"help": "为什么是毛病，一两句话"})
    basis: tuple[Basis, ...] = field(metadata={"help": "依据：范文里的一段话，或者标准的一条"})
    bad: tuple[Example | str, ...] = field(metadata={"help": "反例，用 ⟦错的⇒对的⟧ 标出应当报告的地方"})
    good: tuple[Example | str, ...] = field(metadata={"help": "正例：没有毛病而容易误报的写法"})
    safety: Safety = field(
        default=Safety.SUGGESTION,
        metadata={"help": "改法能否自动套用：safe 可以，unsafe 要人同意，suggestion 只供参考"},
    )
    fix: str = field(default="", metadata={"help": "改法的名称，可用 {use} 表示改成的文字"})
    related: Mapping[str, str] = field(default_factory=dict, metadata={"help": "指向相关位置时说的话"})
    cases: Mapping[str, Case] = field(default_factory=dict, metadata={"help": "各种情形另外的说法和严重程度"})
    genres: frozenset[Genre] = field(default=frozenset(), metadata={"help": "只查这些文种；不写则都查"})
    except_genres: frozenset[Genre] = field(default=frozenset(), metadata={"help": "不查这些文种；别的都查"})
    where: frozenset[Role] = field(default=frozenset(), metadata={"help": "只查文中这些部分；不写则都查"})
    mutes: bool = field(default=False, metadata={"help": "true：报告之处不再报告其他毛病"})
    was: tuple[str, ...] = field(default=(), metadata={"help": "用过的旧编号，仍可用来选择本规则"})
    life: Life = field(default=Life.STABLE, metadata={"help": "preview 试用（点名才用），stable 定型，deprecated 将要去掉"})
    awaits: Awaits = field(
        default=Awaits.NOTHING,
        metadata={"help": "没写完的稿子也会这样：paragraph 等这一段写完，text 等后面写出来；编辑器里等到那时或存盘再报告"},
    )
    extends: str = field(default="", metadata={"help": "以哪条规则为底；没写的键都照它，列表和词表可用“键+”“键-”增减"})


_SAME = [f.name for f in dataclasses.fields(RuleFile) if f.name not in ("check", "bad", "good", "extends")]


def load_builtin(*, thorough: bool = False) -> list[Rule]:
    """The rules that govlint ships, in order of id; they are read once a process. Raises StrictError.

    Their options, templates and examples are vetted only when `thorough`, as tests ask for it: every start would pay.
    """
    return list(_builtin(thorough))


@cache
def _builtin(thorough: bool) -> tuple[Rule, ...]:
    return tuple(_Shelf(builtin_folder(), thorough, vetted=not thorough).load_all())


def load_folder(folder: str, *, thorough: bool = False) -> list[Rule]:
    """All rules below a folder (<category>/<smell>.yaml), in order of id.

    With `thorough` the quotations that rules rest on are looked up in the seed texts, which takes longer.
    Raises StrictError with the complaints about every file.
    """
    return _Shelf(Path(folder), thorough).load_all()


def load_rule(path: str, rule_id: str | None = None, *, thorough: bool = False, text: str | None = None) -> Rule:
    """The rule in one file; its id is its folder and file name unless it is given. Raises StrictError.

    A `text` that is at hand is read in place of what the file holds.
    """
    file_path = Path(os.path.abspath(path))
    root = file_path.parent.parent
    shelf = _Shelf(root if os.path.isabs(path) else Path(os.path.relpath(root)), thorough)
    rule = shelf.load(rule_id or f"{file_path.parent.name}/{file_path.stem}", path, text)
    if rule is None:
        raise StrictError(shelf.complaints)
    return rule


def load_path(path: str, *, thorough: bool = False) -> list[Rule]:
    """The rules of a file, of a folder, or of one category's folder. Raises StrictError, also where there are none."""
    folder = Path(path)
    if not folder.is_dir():
        return [load_rule(path, thorough=thorough)]
    of_category = sorted(folder.glob("*.yaml"))
    rules = load_folder(path, thorough=thorough)
    if not rules and of_category:
        rules = [load_rule(str(file), thorough=thorough) for file in of_category]
    if not rules:
        raise StrictError([Complaint(path, 1, 1, "文件夹里没有规则文件（类别/毛病.yaml）")])
    return rules


def unfilled(path: str, text: str | None = None) -> list[Complaint]:
    """The places in a rule file (or in the `text` that stands for it) that its template left for the writer to fill in."""
    file = File(path, read_text(path) if text is None else text)
    for number, line in enumerate(file.lines):
        if match := BLANK.search(line.partition(" # ")[0]):
            file.complain_at(number, match.start(), f"待填：{match.group(1)}")
    return file.complaints


def refuse_doubles(rules: Iterable[Rule]) -> None:
    """Raise StrictError where two rules have one id, or a former id of one is another's."""
    names: dict[str, Rule] = {}
    complaints = []
    for rule in rules:
        for name in (rule.id, *rule.was):
            other = names.setdefault(name, rule)
            if other is not rule:
                complaints.append(Complaint(rule.path, 1, 1, f"编号“{name}”重复，已经用在 {other.path}"))
    if complaints:
        raise StrictError(complaints)


class _Shelf:
    """Rule files of one folder, read once each, so that they may extend one another."""

    def __init__(self, root: Path, thorough: bool = False, vetted: bool = False) -> None:
        self.root = root
        self.thorough = thorough
        self.vetted = vetted
        self.complaints: list[Complaint] = []
        self._rules: dict[str, Rule | None] = {}
        self._reading: list[str] = []

    def load_all(self) -> list[Rule]:
        for path in sorted([*self.root.glob("*/*.yml"), *self.root.glob("*/*/*.yaml")]):
            self.complaints.append(Complaint(str(path), 1, 1, "规则文件应当放在“类别/毛病.yaml”"))
        rules = [self.load(name, self.root / f"{name}.yaml") for name in self.names()]
        found = [rule for rule in rules if rule is not None]
        if self.complaints:
            raise StrictError(self.complaints)
        refuse_doubles(found)
        return found

    def names(self) -> list[str]:
        paths = (path for path in self.root.glob("*/*.yaml") if path.parent.name != "profiles")
        return sorted(path.relative_to(self.root).with_suffix("").as_posix() for path in paths)

    def load(self, rule_id: str, path: str | Path, text: str | None = None) -> Rule | None:
        """The rule in a file, or in the text that stands for it; None, with complaints, where it is wrong."""
        if rule_id in self._rules:
            return self._rules[rule_id]
        name = os.fspath(path)
        rule = None
        try:
            text = read_text(path) if text is None else text
            file = File(name, text, trusted=self.vetted)
        except OSError as error:
            self.complaints.append(Complaint(name, 1, 1, f"读不了规则文件：{explain_os_error(error)}"))
        except UnicodeDecodeError:
            self.complaints.append(Complaint(name, 1, 1, "规则文件要存为 UTF-8"))
        else:
            self._reading.append(rule_id)
            built = self._build(file, rule_id)
            self._reading.pop()
            rule = None if file.complaints else built
            self.complaints += file.complaints
        self._rules[rule_id] = rule
        return rule

    def _build(self, file: File, rule_id: str) -> Rule | None:
        node = file.compose()
        if node is None:
            return None
        if not isinstance(node, yaml.MappingNode):
            file.complain_about_shape(node, "文件内容应当是“键: 值”的形式")
            return None
        if not ID.fullmatch(rule_id):
            message = f"规则编号“{rule_id}”取自文件夹和文件名，应当是“类别/毛病”，用小写字母、数字和连字符"
            file.complain(node, message)
        top = {key.value: value for key, value in node.value}
        base = self._base(file, top["extends"]) if "extends" in top else None
        if "extends" in top and base is None:
            return None
        the_kind = _kind_of(file, node, top.get("check"), base)
        if the_kind is None:
            known = [(key, value) for key, value in node.value if unsigned(key.value) in fields_of(RuleFile)]
            file.build(RuleFile, node, known)
            return None
        shares = file.share(node, RuleFile, the_kind.options)
        head: RuleFile | None = file.build(RuleFile, node, shares[0], base and _head_of(base))
        options = file.build(the_kind.options, node, shares[1], base and base.options)
        # Options that are wrong themselves cannot say what slots there are.
        if not self.vetted and (the_kind.named is None or options is not None):
            vet(file, node, the_kind, base is not None, the_kind.named(options) if the_kind.named else ())
        if self.thorough:
            vet_quotes(file, node)
        if head is None or options is None:
            return None
        return Rule(
            id=rule_id,
            kind=the_kind,
            options=options,
            path=file.path,
            bad=tuple(map(_example, head.bad)),
            good=tuple(map(_example, head.good)),
            **{name: getattr(head, name) for name in _SAME} | {"why": _PAD.sub("", head.why.strip())},
        )

    def _base(self, file: File, node: yaml.Node) -> Rule | None:
        """The rule that another one extends: of the same folder, or of those that govlint ships."""
        name = str(node.value)
        if name in self._reading:
            circle = " → ".join([*self._reading[self._reading.index(name) :], name])
            file.complain(node, f"extends 绕成了圈：{circle}")
            return None
        builtin = _Shelf(builtin_folder(), vetted=True)
        for shelf in (self, builtin):
            if name in shelf.names():
                base = shelf.load(name, shelf.root / f"{name}.yaml")
                if base is None:
                    file.complain(node, f"“{name}”本身有错")
                return base
        file.complain(node, f"没有规则“{name}”{suggest(name, [*self.names(), *builtin.names()])}")
        return None


def _head_of(rule: Rule) -> RuleFile:
    same = {name: getattr(rule, name) for name in _SAME} | {"was": ()}
    bad, good = tuple(map(_plain, rule.bad)), tuple(map(_plain, rule.good))
    return RuleFile(check=rule.kind.name, bad=bad, good=good, **same)


def _plain(example: Example) -> Example | str:
    """An example as it is written in a file, so that it can be found there again."""
    return example.text if example == Example(example.text) else example


def _example(value: Example | str) -> Example:
    return Example(value) if isinstance(value, str) else value


def _kind_of(file: File, node: yaml.Node, value: yaml.Node | None, base: Rule | None) -> Kind | None:
    if base is not None:
        if value is not None and value.value != base.kind.name:
            file.complain(value, f"检查方式要和 {base.id} 一样，是 {base.kind.name}；不写即可")
        return base.kind
    if value is None:
        return None
    name, names = str(value.value), kind_names()
    if name in names:
        return kind(name)
    file.complain(value, f"没有检查方式“{name}”{suggest(name, names) or choices(name, names)}")
    return None
