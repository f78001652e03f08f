"""Words of a draft, names of files and values of settings that steer other programs, where those read them: none gets there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from govlint.cli import main
from tests.conftest import ROOT

COMMAND = re.compile(r"^\s*::|##\[", re.MULTILINE)
"""What GitHub's runner obeys: it passes over blanks at the beginning of a line."""
DRAFT = "::error file=a::甲\n一、抓\x1b[31m产业\n三、抓项目::add-mask::乙\n会议定于×月×日。##[add-mask]丙\n"


@pytest.mark.parametrize("form", ["text", "concise"])
def test_no_line_of_a_report_is_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    if sys.platform != "win32":
        Path("::error ::甲.txt").write_text(DRAFT, encoding="utf-8")
        Path("##[error]乙.txt").write_bytes(b"\0\1")
    Path("稿.txt").write_text("::会议定于×月×日。\n" + DRAFT, encoding="utf-8")
    main(["check", ".", "--format", form, "--isolated"])
    printed = capsys.readouterr()
    assert "×月×日" in printed.out
    assert not COMMAND.search(printed.out), printed.out
    assert not COMMAND.search(printed.err), printed.err
    assert "\x1b" not in printed.out + printed.err


def test_annotations_are_commands_and_nothing_else_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    Path("稿.txt").write_text("一、抓\n三、×月×日\x1b[31m\n会议定于×\x1b月×日。\n", encoding="utf-8")
    if sys.platform != "win32":
        Path("红\x1b[31m.txt").write_text("一、抓\n三、抓\n", encoding="utf-8")
    main(["check", ".", "--format", "github", "--isolated"])
    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert all(re.match(r"::(error|warning|notice) file=", line) for line in lines)
    assert not any("\x1b" in line for line in lines)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("govlint.yaml", 'ru\\u001bles: {a: "\\e[31m红"}\n'),
        ("govlint.yaml", '"\\e[31mrules": {}\n'),
        ("govlint.yaml", 'keep: [{rule: "\\e[2J", text: 甲, reason: 乙}]\n'),
        ("规则/lexis/a.yaml", 'title: "\\e]0;标题\\a"\n'),
        ("规则/lexis/\x1b[31m.yaml", "title: 甲\n"),
    ],
)
def test_no_complaint_steers_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    if sys.platform == "win32" and "\x1b" in name:
        pytest.skip("no such names there")
    monkeypatch.chdir(tmp_path)
    Path("稿.txt").write_text("会议。\n", encoding="utf-8")
    if name.startswith("规则"):
        Path("govlint.yaml").write_text("rule-folders: [规则]\n", encoding="utf-8")
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")
    for command in (
        ["check", "."],
        ["rules"],
        ["config", "show"],
        ["test", "规则"] if name.startswith("规则") else ["explain", "x"],
    ):
        assert main(command) == 2
        printed = capsys.readouterr()
        assert printed.err
        assert "\x1b" not in printed.out + printed.err


@pytest.mark.skipif(sys.platform == "win32", reason="the action runs in bash")
def test_the_action_lets_no_text_be_a_command() -> None:
    """Where annotations are off the report goes to the log between two marks that nobody can guess."""
    script = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert re.search(r'echo "::stop-commands::\$pause".*"\$GOVLINT" check.*echo "::\$pause::"', script, re.DOTALL)
    (made,) = re.findall(r'pause="(\$\(.*\))"', script)
    marks = {subprocess.run(["bash", "-c", f"echo {made}"], capture_output=True).stdout for _ in range(2)}
    assert {len(mark.strip()) for mark in marks} == {32}
    assert len(marks) == 2
