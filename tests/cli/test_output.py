"""Reports that go to files: the format from the name, several at once, each file whole or not at all."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from govlint.cli import main
from govlint.cli.output import Output, OutputError

pytestmark = pytest.mark.usefixtures("warm_rules")

TEXT = "同志们：\n今天召开×月×日会议,部署工作。\n"

RULES = ("--select", "placeholder/unfilled,punctuation/half-width")


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "稿.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_several_reports_at_once(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["check", "稿.txt", *RULES, "--output", "果.json", "--output", "sarif=果", "--output", "junit=果=1.xml"])
    assert code == 1
    assert capsys.readouterr().out == "检查了 1 个文件，发现 2 处：错误 1、警告 1。\n"
    found = json.loads(Path("果.json").read_text(encoding="utf-8"))
    assert [item["match"] for item in found] == ["×月×日", ","]
    assert len(json.loads(Path("果").read_text(encoding="utf-8"))["runs"][0]["results"]) == 2
    cases = Path("果=1.xml").read_text(encoding="utf-8")
    assert (cases.count("<failure"), cases.count("<system-out")) == (1, 1)
    assert sorted(p.name for p in Path.cwd().iterdir()) == ["果", "果.json", "果=1.xml", "稿.txt"]


def test_a_format_keeps_the_screen(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "稿.txt", *RULES, "--format", "concise", "--output", "果.md"])
    assert capsys.readouterr().out.startswith("稿.txt:2:5: 错误 ")
    assert "| 2:5 | 错误 |" in Path("果.md").read_text(encoding="utf-8")


def test_a_file_is_utf8_whatever_the_terminal_is(draft: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "govlint", "check", "稿.txt", "--output", "果.jsonl", "--fail-on", "never"]
    subprocess.run(command, check=True, env=environment, capture_output=True)
    assert "还没有填" in Path("果.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("果.pdf", "看不出格式"),
        ("果", "看不出格式"),
        ("sraif=果.json", "没有格式“sraif”，是不是“sarif”？"),
        ("sarif=", "后面缺文件名"),
    ],
)
def test_what_is_no_report_is_refused(draft: Path, given: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["check", "稿.txt", "--output", given])
    assert said in capsys.readouterr().err


def test_one_file_takes_one_report(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["check", "稿.txt", "--output", "果.json", "--output", "sarif=./果.json"])
    assert "两次写到同一个文件" in capsys.readouterr().err


def test_no_text_is_overwritten(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", ".", "--output", "./稿.txt"]) == 2
    assert draft.read_text(encoding="utf-8") == TEXT
    assert "这是要检查的稿件" in capsys.readouterr().err


@pytest.mark.parametrize(("path", "said"), [("无/果.json", "没有这个文件夹"), ("夹.json", "这是文件夹，不是文件")])
def test_where_nothing_can_be_written(draft: Path, path: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("夹.json").mkdir()
    assert main(["check", "稿.txt", "--output", path]) == 2
    assert f"{path}：{said}，报告没有写入" in capsys.readouterr().err


def test_a_report_that_breaks_off_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "果.txt"
    path.write_text("旧", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt), Output("text", str(path)) as output:
        output.write("新")
        raise KeyboardInterrupt
    assert path.read_text(encoding="utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="modes and links of POSIX")
def test_mode_and_link_stay(tmp_path: Path) -> None:
    target, link = tmp_path / "真.txt", tmp_path / "链.txt"
    target.write_text("旧", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    with Output("text", str(link)) as output:
        output.write("新\n")
    assert link.is_symlink()
    assert target.read_bytes() == "新\n".encode()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    old = os.umask(0o027)
    try:
        with Output("text", str(tmp_path / "新.txt")):
            pass
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "新.txt").stat().st_mode) == 0o640


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_is_told() -> None:
    with pytest.raises(OutputError, match="磁盘已满"), Output("text", "/dev/full") as output:
        output.write("新" * 10000)
