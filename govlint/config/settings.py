"""What a govlint.yaml, a [tool.govlint] or a profile may say, and reading one; does not know what rules there are."""

from __future__ import annotations

import dataclasses
import enum
import os
from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path
from typing import NoReturn

import yaml

from govlint.analysis.check import OptionsError
from govlint.analysis.finding import Safety
from govlint.deserialize.dataclass import Complaint, File, StrictError
from govlint.document.genre import Genre
from govlint.suppression.keep import Keep
from govlint.text.files import explain_os_error, read_text
from govlint.text.frozen import frozen

FILE_NAME = "govlint.yaml"
PYPROJECT = "pyproject.toml"
TABLE = ("tool", "govlint")


class Level(enum.StrEnum):
    """How a rule is heard: `on` as it stands in its file, `off` not at all, else with this severity."""

    ON = "on"
    OFF = "off"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    HINT = "hint"


class FailOn(enum.StrEnum):
    """The lowest severity that makes a run fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    HINT = "hint"
    NEVER = "never"


@frozen
class RuleSetting:
    """What is said of a rule, or of all of a category."""

    severity: Level | None = field(default=None, metadata={"help": "严重程度；on 照规则本身，off 关掉"})
    safety: Safety | None = field(
        default=None, metadata={"help": "改法能否自动套用：safe 可以，unsafe 要人同意，suggestion 只供参考"}
    )
    options: yaml.Node | None = field(default=None, metadata={"help": "规则自己的选项；列表和词表可用“键+”“键-”增减"})


@frozen
class Override:
    """What is different for some files."""

    paths: tuple[str, ...] = field(metadata={"help": "这些文件（写法同 .gitignore，从配置所在文件夹算起）"})
    genre: Genre | None = field(default=None, metadata={"help": "文种"})
    rules: Mapping[str, Level | RuleSetting] = field(default_factory=dict, metadata={"help": "规则设置"})

    def __post_init__(self) -> None:
        if not self.paths:
            raise OptionsError("paths 是空的", "paths")


@frozen
class ProfileFile:
    """A set of settings that configurations extend; rules/profiles/<name>.yaml."""

    title: str = field(default="", metadata={"help": "名称"})
    extends: tuple[str, ...] | str = field(
        default=(), metadata={"help": "以哪些设置为底：自带的名字、规则包的“包名/名字”，或者文件路径；只有一个的，不必写成列表"}
    )
    genre: Genre | None = field(default=None, metadata={"help": "文种；不写则从标题和正文判断"})
    rules: Mapping[str, Level | RuleSetting] = field(
        default_factory=dict, metadata={"help": "规则设置：编号或类别，后面写严重程度、on、off 或详细设置"}
    )
    keep: tuple[Keep, ...] = field(default=(), metadata={"help": "原样保留、不再报告的话"})
    habits: Mapping[str, yaml.Node] = field(
        default_factory=dict, metadata={"help": "从范文学来的习惯（govlint learn），每一条是一条规则：house/名称"}
    )
    learned: yaml.Node | None = field(default=None, metadata={"help": "从哪些范文学来，给人看的"})


@frozen
class Config(ProfileFile):
    """A project's configuration."""

    include: tuple[str, ...] = field(
        default=(), metadata={"help": "文件夹里只检查这些文件（写法同 .gitignore）；不写则检查所有认识的文件"}
    )
    exclude: tuple[str, ...] = field(default=(), metadata={"help": "不检查这些文件和文件夹（写法同 .gitignore）"})
    overrides: tuple[Override, ...] = field(default=(), metadata={"help": "某些文件的不同设置，后面的盖过前面的"})
    rule_folders: tuple[str, ...] = field(default=(), metadata={"help": "另有规则的文件夹"})
    packs: tuple[str, ...] = field(default=(), metadata={"help": "要用的规则包（用 pip 安装的）"})
    preview: bool = field(default=False, metadata={"help": "也用还在试用的规则"})
    baseline: str = field(default="", metadata={"help": "基线文件：里面的老问题不再报告"})
    words: str = field(default="", metadata={"help": "词表：文本文件，一行一个词，写的都是对的，不当用词问题报告"})
    fail_on: FailOn = field(default=FailOn.ERROR, metadata={"help": "从哪一级起算不通过（退出码 1）"})
    required_version: str = field(default="", metadata={"help": "要求的 govlint 版本，如 >=0.1"})


@frozen
class Settings:
    """A configuration and the file it was read from. `path` is "" for that of no file."""

    config: Config
    file: File
    nodes: Mapping[str, yaml.Node] = field(default_factory=dict)
    """The values of its top keys."""
    named: bool = False
    """Whether the user has named it; one that was only found may lead to nothing outside of its project."""

    @property
    def path(self) -> str:
        return self.file.path

    def node_of(self, *path: str | int) -> yaml.Node | None:
        """The node of the value that a path of keys and indexes leads to; None where it is not given."""
        node: yaml.Node | None = self.nodes.get(str(path[0])) if path else None
        for step in path[1:]:
            if isinstance(node, yaml.MappingNode):
                node = next((value for key, value in node.value if key.value == step), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
            else:
                return None
        return node

    def place_of(self, *path: str | int) -> str:
        """Where a value is given, as file:line."""
        node = self.node_of(*path)
        return f"{self.path}:{node.start_mark.line + 1 if node else 1}"

    @property
    def top(self) -> str | None:
        """The folder that all that a configuration leads to must be in: the repository's or its own; None for anywhere."""
        if self.named or not self.path:
            return None
        folder = Path(os.path.abspath(self.path)).parent
        return os.fspath(next((f for f in (folder, *folder.parents) if (f / ".git").exists()), folder))

    def refuse(self, path: tuple[str | int, ...], message: str) -> NoReturn:
        """Raise StrictError with a complaint at the value that a path leads to."""
        self.file.complain(self.node_of(*path), message)
        raise StrictError(self.file.complaints)


NOTHING = Settings(Config(), File("", ""))
"""The configuration where there is none."""


def find(folder: str | os.PathLike[str], passed_over: Callable[[str], object] = str) -> str | None:
    """The configuration that holds for a folder: the nearest one in it or above it, up to the root of the file system.

    In one folder govlint.yaml goes before pyproject.toml; a pyproject.toml without [tool.govlint] is passed over. One
    above it that belongs to somebody else than the folder or the user (a shared /tmp) ends the search: `passed_over` is
    told, and nothing holds until the user names it.
    """
    start = Path(os.path.abspath(folder))
    for parent in (start, *start.parents):
        for name in (FILE_NAME, PYPROJECT):
            path = parent / name
            if path.is_file() and (name == FILE_NAME or _has_table(path)):
                if parent != start and _is_foreign(path, start):
                    passed_over(str(path))
                    return None
                return str(path)
    return None


def _is_foreign(path: Path, folder: Path) -> bool:
    if not hasattr(os, "geteuid"):
        return False
    # A text that was never saved may stand in a folder that is not there yet.
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    try:
        return path.stat().st_uid not in (0, os.geteuid(), there.stat().st_uid)
    except OSError:
        return True


def doubled(path: str) -> str | None:
    """The pyproject.toml that a govlint.yaml beside it hides, if it has a [tool.govlint]."""
    beside = Path(path).with_name(PYPROJECT)
    return str(beside) if Path(path).name == FILE_NAME and beside.is_file() and _has_table(beside) else None


def read(path: str, shape: type[ProfileFile] = Config) -> Settings:
    """The configuration (or, with `shape`, profile) in a file. Raises StrictError with all complaints about it."""
    try:
        text = read_text(path)
    except OSError as error:
        raise StrictError([Complaint(path, 1, 1, f"读不了配置：{explain_os_error(error)}")]) from error
    except UnicodeDecodeError as error:
        raise StrictError([Complaint(path, 1, 1, "配置要存为 UTF-8")]) from error
    return parse(path, text, shape)


def parse(path: str, text: str, shape: type[ProfileFile] = Config) -> Settings:
    """The same of a text that is at hand. A govlint.yaml with nothing in it but comments asks for nothing."""
    file: File
    if Path(path).suffix == ".toml":
        from govlint.deserialize.tomlfile import TomlFile

        file = TomlFile(path, text, TABLE)
    else:
        file = File(path, text)
        if all(line.lstrip().startswith("#") or not line.strip() for line in file.lines):
            return Settings(Config(), file)
    node = file.compose()
    config: ProfileFile | None = None
    if isinstance(node, yaml.MappingNode):
        config = file.build(shape, node)
    elif node is not None:
        file.complain_about_shape(node, "配置应当是“键: 值”的形式")
    elif not file.complaints:
        file.complain(None, f"没有 [{'.'.join(TABLE)}] 一节")
    if config is None or node is None or file.complaints:
        raise StrictError(file.complaints)
    if not isinstance(config, Config):
        config = Config(**{f.name: getattr(config, f.name) for f in dataclasses.fields(config)})
    return Settings(config, file, {key.value: value for key, value in node.value})


def _has_table(path: Path) -> bool:
    try:
        text = read_text(path, errors="replace")
    except OSError:
        return False
    if TABLE[1] not in text:
        return False
    from govlint.deserialize.tomlfile import TomlFile

    file = TomlFile(str(path), text, TABLE)
    # One that is no TOML and speaks of govlint is to be complained of, not passed over.
    return file.compose() is not None or bool(file.complaints and f"[{'.'.join(TABLE)}" in text)
