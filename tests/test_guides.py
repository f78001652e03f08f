"""The guides: every command in them is one that govlint takes, and those that stand in blocks are run as they stand there."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from govlint.cli import COMMANDS, main
from govlint.cli.arguments import Parser
from govlint.cli.session import rules_here
from tests.conftest import ROOT, SEED
from tests.wordfile import docx, paragraph, run

pytestmark = pytest.mark.usefixtures("warm_rules")

GUIDES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"(?:^|&& )govlint (.*?)(?= && |\s+#|$)", re.MULTILINE)
INLINE = re.compile(r"`govlint ([^`]+)`")
OPTION = re.compile(r"(?<=`)--[a-z-]+(?=[` =])")

_LONG = ("README.md", "README.zh-CN.md", "writers.md")

every_guide = pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)


def parser(name: str) -> Parser:
    made = Parser(f"govlint {name}", COMMANDS[name])
    import_module(f"govlint.cli.{name.replace('-', '_')}").configure(made)
    return made


def commands(guide: Path) -> Iterator[str]:
    """The command lines in the blocks of a guide, without govlint itself."""
    for block in BLOCK.findall(guide.read_text(encoding="utf-8")):
        yield from COMMAND.findall(block)


def test_there_are_commands() -> None:
    assert len([line for guide in GUIDES for line in commands(guide)]) > 20
    assert len([line for guide in GUIDES for line in INLINE.findall(guide.read_text(encoding="utf-8"))]) > 20


@every_guide
def test_what_is_mentioned_exists(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    for said in INLINE.findall(text):
        name, *rest = said.split()
        assert name in COMMANDS or name.startswith("-"), said
        for word in rest:
            if word.startswith("--"):
                assert word.partition("=")[0] in parser(name)._option_string_actions, said
    known = {option for name in COMMANDS for option in parser(name)._option_string_actions}
    assert set(OPTION.findall(text)) <= known | {"--version"}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the drafts that the guides speak of."""
    monkeypatch.chdir(tmp_path)
    for name in ("draft.txt", "draft.md", "speech.txt", "讲话稿.txt", "讲话稿.md"):
        shutil.copy(SEED, name)
    for name in ("draft.docx", "讲话稿.docx", "通知.docx"):
        Path(name).write_bytes(docx(paragraph(run("今天,我们召开会议。"))))
    for name in ("讲话稿", "文件夹"):
        Path(name).mkdir()
        (Path(name) / "一.txt").write_text("今年工作取得新进展。\n", encoding="utf-8")
    for name in ("models", "范文"):
        Path(name).mkdir()
        shutil.copy(SEED, Path(name) / "一.txt")
    return tmp_path


# The two READMEs have the same commands; the two longest guides run in CI.
@pytest.mark.parametrize(
    "guide",
    [pytest.param(path, marks=pytest.mark.slow) if path.name in _LONG else path for path in GUIDES],
    ids=lambda path: path.name,
)
def test_what_stands_in_a_block_runs(
    guide: Path, desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for line in commands(guide):
        name, *rest = shlex.split(line)
        parsed = parser(name).parse_args(rest)
        if getattr(parsed, "watch", False) or name in ("server", "watch-word"):
            continue
        if "-" in rest:
            monkeypatch.setattr("sys.stdin", open(desk / "draft.md", encoding="utf-8"))  # noqa: SIM115
        code = main([name, *rest])
        assert code in (0, 1), f"{line}\n{capsys.readouterr().err}"


def test_rules_in_the_guide_pass_their_examples(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "docs" / "own-rules.md").read_text(encoding="utf-8")
    files = re.findall(r"```yaml\n# (规则/\S+\.yaml)\n(.*?)```", text, re.DOTALL)
    assert {"lexicon", "pattern", "length", "density"} <= {m[1] for _, rule in files if (m := re.search(r"check: (\w+)", rule))}
    for name, rule in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(rule, encoding="utf-8")
    assert main(["test", str(tmp_path / "规则")]) == 0, capsys.readouterr().err
    known = {rule.id: rule.kind.name for rule in rules_here()}
    for kind, example in re.findall(r"^\| `(\w+)` \| .* \| (\S+/\S+) \|$", text, re.MULTILINE):
        assert known[example] == kind
