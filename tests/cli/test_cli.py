"""The command line as its users meet it: real processes, hostile files, consoles that cannot show Chinese."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import govlint
from govlint.analysis.finding import SEVERITY_NAMES, Severity
from govlint.cli import main
from govlint.readers import SUFFIXES
from tests.cli.conftest import Call, Outcome
from tests.conftest import SEED, heed_interrupts

pytestmark = pytest.mark.usefixtures("warm_rules")

BAD = "关于做好工作的通知\n会议定于×月×日召开。\n"
"""One error: a date that is not filled in."""
GOOD = "今年我们做好三件事。\n"
PLACEHOLDERS = ("--select", "placeholder")
"""For what is about processes and not about rules."""


def run(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, encoding: str = "utf-8", **env: str) -> Outcome:
    """Run govlint as a process of its own."""
    ours = ("NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING", "PYTHONUTF8")
    environment = {k: v for k, v in os.environ.items() if k not in ours} | {"LC_ALL": "C.UTF-8"} | env
    command: Sequence[str | Path] = [sys.executable, "-m", "govlint", *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, env=environment, timeout=120)
    return Outcome(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))


def check(*arguments: str | Path, **more: Any) -> Outcome:
    return run("check", *arguments, **more)


@pytest.fixture
def call(folder: Path, call: Call) -> Call:
    """Runs govlint in `folder` within this process, for what has nothing to do with processes."""
    return call


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "坏 稿.txt").write_text(BAD, encoding="utf-8")
    (tmp_path / "好稿.md").write_text(GOOD, encoding="utf-8")
    return tmp_path


# Exit codes -----------------------------------------------------------------------------------------------------------


def test_exit_codes(call: Call) -> None:
    assert call("check", "好稿.md").code == 0
    assert call("check", "坏 稿.txt").code == 1
    assert call("check", "坏 稿.txt", "没有.txt").code == 2
    assert call("check", "好稿.md", "没有.txt", "--fail-on", "never").code == 2


@pytest.mark.parametrize("level", list(Severity))
def test_fail_on(call: Call, level: Severity) -> None:
    options = ["坏 稿.txt", "--select", "placeholder/unfilled", "--severity", f"placeholder/unfilled={level}"]
    for limit in Severity:
        assert call("check", *options, "--fail-on", str(limit)).code == int(level >= limit)
    assert call("check", *options, "--fail-on", "never").code == 0


def test_severity_off_and_ignore_silence_a_rule(call: Call) -> None:
    for option in (["--severity", "placeholder/unfilled=off"], ["--ignore", "placeholder"], ["--select", "ordinal,count"]):
        done = call("check", "坏 稿.txt", *option, "--format", "json")
        assert "placeholder/unfilled" not in done.out
        assert done.code == 0


def test_select_takes_commas_and_repeats(call: Call) -> None:
    for option in (["--select", "ordinal，placeholder"], ["--select", "ordinal", "--select", "placeholder/unfilled"]):
        found = json.loads(call("check", "坏 稿.txt", *option, "--format", "json").out)
        assert [f["rule"] for f in found] == ["placeholder/unfilled"]


def test_rules_that_mute_others_do_so_unselected(call: Call) -> None:
    done = call("check", SEED, "--select", "punctuation/half-width", "--format", "jsonl")
    found = [json.loads(line) for line in done.out.splitlines()]
    assert {f["rule"] for f in found} == {"punctuation/half-width"}
    text = SEED.read_text(encoding="utf-8")
    assert text.index(";A(") not in {f["start"] for f in found}


# What users do wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["chekc"], "govlint：没有命令“chekc”，是不是“check”？用 govlint --help 查看用法"),
        (["--verison"], "govlint：没有选项“--verison”，是不是“--version”？用 govlint --help 查看用法"),
        (["check", "--fromat", "json"], "没有选项“--fromat”，是不是“--format”？"),
        (["check", "--format", "jsno"], "--format 没有“jsno”，是不是“json”？可用：text、concise、json、jsonl"),
        (["check", "--format"], "--format 后面缺一个值"),
        (["check", "--statistics=3"], "--statistics 不带值，'3' 是多余的"),
        (["check", "--fail-on", "eror"], "--fail-on 没有“eror”，是不是“error”？"),
        (["check", "--genre", "讲话"], "--genre 没有文种“讲话”，是不是“讲话稿”？"),
        (["check", "--select", "ordinal/gpa"], "没有规则或类别“ordinal/gpa”，是不是“ordinal/gap”？"),
        (["check", "--ignore", "ordnal"], "没有规则或类别“ordnal”，是不是“ordinal”？"),
        (["check", "--severity", "ordinal"], "--severity 要写成“规则=级别”，不是“ordinal”"),
        (["check", "--severity", "ordinal=eror"], "--severity 没有级别“eror”，是不是“error”？"),
        (["check", "--severity", "ordnal=error"], "没有规则或类别“ordnal”"),
        (["check", "--stdin-filename", "a.md"], "--stdin-filename 要和“-”一起用"),
        (["check", "--statistics", "--format", "json"], "--statistics 只能和 --format text 一起用"),
    ],
)
def test_complaints_are_chinese(call: Call, arguments: list[str], complaint: str) -> None:
    done = call(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert complaint in done.err
    assert done.err.count("\n") == 1


def test_help_is_chinese_and_aligned(call: Call) -> None:
    from govlint.text.columns import cells

    done = call("check", "--help")
    assert done.code == 0
    assert not [word for word in ("usage", "options:", "positional", "show this", "default:") if word in done.out]
    rows = [line for line in done.out.splitlines() if line.startswith("  ") and "  " in line.strip()]
    assert len(rows) >= 8
    assert {cells(line) - cells(line.strip().split("  ")[-1].strip()) for line in rows} == {30}
    assert all(cells(line) <= 96 for line in done.out.splitlines())


def test_no_arguments_show_what_there_is() -> None:
    done = run()
    assert done.code == 2
    assert "用法：govlint 命令" in done.err
    assert run("--help").out == done.err


def test_no_file_to_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    done = check(cwd=tmp_path)
    assert done.code == 0
    assert done.err == f"govlint：没有找到可以检查的文件（{'、'.join(SUFFIXES)}）\n"
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


# Files ----------------------------------------------------------------------------------------------------------------


def test_no_path_means_this_folder(folder: Path, call: Call) -> None:
    (folder / "报告").mkdir()
    (folder / "报告" / "坏.txt").write_text(BAD, encoding="utf-8")
    done = call("check", "--format", "json", "--select", "placeholder")
    assert [f["path"] for f in json.loads(done.out)] == ["坏 稿.txt", str(Path("报告") / "坏.txt")]


def test_standard_input(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    done = check("-", "--format", "jsonl", "--select", "placeholder", stdin=BAD.encode())
    assert [json.loads(line)["path"] for line in done.out.splitlines()] == ["-"]
    fenced = f"```\n{BAD}```\n".encode()
    for options, code in (((), 1), (("--stdin-filename", "稿.md"), 0)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(fenced)))
        assert call("check", "-", *options).code == code, "what stands in a code block of Markdown is not checked"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(folder: Path, call: Call, encoding: str, newline: str) -> None:
    (folder / "a.txt").write_bytes(BAD.replace("\n", newline).encode(encoding))
    found = json.loads(call("check", "a.txt", "--select", "placeholder", "--format", "json").out)
    assert [(f["line"], f["column"], f["match"]) for f in found] == [(2, 5, "×月×日")]


def hostile(folder: Path) -> dict[str, str]:
    """Files that cannot be checked, and what must be said of each."""
    (folder / "big5.txt").write_bytes("今天，我們召開全體會議，主要任務是對今年工作進行部署。".encode("big5") * 20)
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 16)
    (folder / "noise.txt").write_bytes(bytes(range(128, 256)) * 32)
    os.symlink(folder / "nowhere.txt", folder / "dangling.txt")
    os.symlink(folder / "loop.txt", folder / "loop.txt")
    with open(folder / "huge.txt", "wb") as file:
        file.truncate(50 * 1024 * 1024)
    return {
        "big5.txt": "Big5",
        "binary.txt": "不是文本文件",
        "noise.txt": "",
        "dangling.txt": "没有这个文件或文件夹",
        "loop.txt": "链接绕成了圈",
        "huge.txt": "文件过大（50 MB），最多检查 32 MB",
    }


def test_hostile_files_are_named_and_the_others_checked(folder: Path, call: Call) -> None:
    complaints = hostile(folder)
    (folder / "空.txt").write_bytes(b"")
    done = call("check", "--format", "json", "--select", "placeholder")
    assert done.code == 2
    assert [f["path"] for f in json.loads(done.out)] == ["坏 稿.txt"]
    said = dict(line.removeprefix("govlint：").split("：", 1) for line in done.err.splitlines())
    assert set(said) == set(complaints)
    for name, complaint in complaints.items():
        assert complaint in said[name]
        assert any("\u4e00" <= char <= "\u9fff" for char in said[name])
    assert "检查了 3 个文件" in call("check").out
    assert "另有 6 个文件没能检查。" in call("check").out


def test_an_empty_file_is_fine(folder: Path, call: Call) -> None:
    for content in (b"", b"\xef\xbb\xbf", b"\n\n  \r\n"):
        (folder / "a.txt").write_bytes(content)
        done = call("check", "a.txt")
        assert (done.code, done.out) == (0, "检查了 1 个文件，没有发现问题。\n")


def test_one_long_line(folder: Path, call: Call) -> None:
    (folder / "a.txt").write_text("会议定于×月×日召开，请各单位认真做好准备。" * 2_000, encoding="utf-8")
    done = call("check", "a.txt", "--select", "placeholder")
    assert done.code == 1
    assert "共 2000 处" in done.out
    assert max(map(len, done.out.splitlines())) < 200


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode here")
def test_a_name_that_is_not_text(tmp_path: Path) -> None:
    name = "稿".encode() + b"\xff.txt"
    (tmp_path / os.fsdecode(name)).write_text(BAD, encoding="utf-8")
    done = check("--select", "placeholder", cwd=tmp_path)
    assert done.out.startswith("稿<U+DCFF>.txt:2:5: 错误")
    done = check("--select", "placeholder", "--format", "json", cwd=tmp_path)
    assert os.fsencode(json.loads(done.out)[0]["path"]) == name


def test_names_cannot_steer_the_terminal(folder: Path, call: Call) -> None:
    (folder / "a\x1b[2Jb\nc.txt").write_text(BAD, encoding="utf-8")
    done = call("check", "--select", "placeholder")
    assert done.out.startswith("a<U+001B>[2Jb c.txt:2:5: ")


# Consoles and pipes ---------------------------------------------------------------------------------------------------

ODD = "会议定于×月×日在𠮷野家召开。\n"
"""A character that GBK does not have."""
C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def test_a_cp936_console(tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_text(ODD, encoding="utf-8")
    done = check("稿.txt", "--select", "placeholder", cwd=tmp_path, encoding="cp936", PYTHONIOENCODING="cp936")
    assert done.code == 1
    assert done.out.startswith("稿.txt:1:5: 错误 ")
    assert "在\\U00020bb7野家" in done.out
    done = check("没有.txt", cwd=tmp_path, encoding="cp936", PYTHONIOENCODING="cp936")
    assert done.err == "govlint：没有.txt：没有这个文件或文件夹\n"


@pytest.mark.parametrize("arguments", [["稿.txt"], pytest.param([], marks=pytest.mark.slow)])
def test_the_c_locale(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_text(ODD, encoding="utf-8")
    done = check(*arguments, "--select", "placeholder", cwd=tmp_path, **C_LOCALE)
    assert done.code == 1
    assert done.out.startswith("稿.txt:1:5: 错误 ")


def test_what_is_not_there_in_the_c_locale(tmp_path: Path) -> None:
    assert "没有这个文件" in check("没有.txt", cwd=tmp_path, **C_LOCALE).err


def test_an_ascii_pipe(tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_text(ODD, encoding="utf-8")
    done = check("稿.txt", "--select", "placeholder", cwd=tmp_path, encoding="ascii", PYTHONIOENCODING="ascii")
    assert (done.code, done.err) == (1, "")
    assert done.out.startswith("\\u7a3f.txt:1:5: ")
    assert check("--help", encoding="ascii", PYTHONIOENCODING="ascii").code == 0


@pytest.mark.parametrize(
    ("form", "encoding"),
    [
        ("json", "cp936"),
        ("jsonl", "utf-16"),
        *(pytest.param("json", encoding, marks=pytest.mark.slow) for encoding in ("utf-8", "ascii", "utf-16")),
        *(pytest.param("jsonl", encoding, marks=pytest.mark.slow) for encoding in ("utf-8", "cp936", "ascii")),
    ],
)
def test_json_is_valid_in_every_encoding(tmp_path: Path, encoding: str, form: str) -> None:
    (tmp_path / "稿.txt").write_text(ODD, encoding="utf-8")
    options = ["稿.txt", "--select", "placeholder", "--format", form]
    done = check(*options, cwd=tmp_path, encoding=encoding, PYTHONIOENCODING=encoding)
    found = json.loads(done.out)
    assert (found[0] if form == "json" else found)["match"] == "×月×日"
    assert ("×月×日" in done.out) == (encoding in ("utf-8", "utf-16"))


def test_colours(folder: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def out(*options: str, **env: str) -> str:
        with monkeypatch.context() as patch:
            for name in ("FORCE_COLOR", "NO_COLOR"):
                patch.delenv(name, raising=False)
            for name, value in env.items():
                patch.setenv(name, value)
            return call("check", *options).out

    assert "\x1b" not in check(*PLACEHOLDERS, cwd=folder).out
    assert "\x1b" not in out()
    assert "\x1b[" in out(FORCE_COLOR="1")
    assert "\x1b" not in out(FORCE_COLOR="1", NO_COLOR="1")
    assert "\x1b" not in out(FORCE_COLOR="0")
    assert "\x1b" not in out("--format", "json", FORCE_COLOR="1")


def shown(terminal: int) -> bytes:
    """All that is written to a pseudo-terminal until its other end is closed."""
    data = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # Linux tells it so
            break
        if not piece:
            break
        data += piece
    os.close(terminal)
    return data


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize(("term", "colours"), [("xterm", True), pytest.param("dumb", False, marks=pytest.mark.slow)])
def test_a_terminal(folder: Path, term: str, colours: bool) -> None:
    import pty

    parent, child = pty.openpty()
    environment = {**os.environ, "TERM": term, "COLUMNS": "60", "LC_ALL": "C.UTF-8"}
    environment = {k: v for k, v in environment.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    command = [sys.executable, "-m", "govlint", "check", *PLACEHOLDERS]
    with subprocess.Popen(command, stdout=child, cwd=folder, env=environment) as process:
        os.close(child)
        data = shown(parent)
    assert process.returncode == 1
    text = data.decode()
    assert ("\x1b[4;31m×月×日\x1b[0m" in text) == colours
    assert "govlint explain" in text


PATIENCE_LOST = """
import sys
from govlint.cli import main, progress
progress._LONG = progress._DELAY = 0
sys.exit(main(["check", "--select", "placeholder", "--format", "json"]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_long_run_shows_how_far_it_is(folder: Path) -> None:
    import fcntl
    import pty
    import struct
    import termios

    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    command = [sys.executable, "-c", PATIENCE_LOST]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=child, cwd=folder, env={**os.environ, "LC_ALL": "C.UTF-8"}
    ) as process:
        os.close(child)
        bar = shown(parent).decode()
        assert process.stdout is not None
        assert json.loads(process.stdout.read())
    assert process.returncode == 1
    assert "检查   0%|" in bar
    assert "/2 个文件，还要" in bar
    assert bar.endswith("\r"), "the bar is wiped away"


def test_a_closed_pipe_is_quiet(folder: Path) -> None:
    (folder / "长.txt").write_text("".join(f"{i}年会议定于×月×日召开。\n" for i in range(500)), encoding="utf-8")
    command = [sys.executable, "-m", "govlint", "check", *PLACEHOLDERS, "--format", "jsonl", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
def test_a_full_disk_is_said(folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "govlint", "check", *PLACEHOLDERS, str(folder)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.decode() == "govlint：磁盘已满\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_interruption_is_quiet() -> None:
    command = [sys.executable, "-m", "govlint", "check", "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, preexec_fn=heed_interrupts) as process:
        time.sleep(2)  # it now waits for its standard input
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert err == b""
    assert process.returncode == 130


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell that closes streams")
@pytest.mark.parametrize(
    "closing", [*(pytest.param(one, marks=pytest.mark.slow) for one in (">&-", "2>&-", "<&-")), ">&- 2>&- <&-"]
)
def test_closed_streams(folder: Path, closing: str) -> None:
    shell = f'"{sys.executable}" -m govlint check --select placeholder {closing}'
    assert subprocess.run(shell, shell=True, cwd=folder, capture_output=True).returncode == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell that closes streams")
def test_no_standard_input_to_check(folder: Path) -> None:
    shell = f'"{sys.executable}" -m govlint check - <&-'
    done = subprocess.run(shell, shell=True, cwd=folder, capture_output=True)
    assert (done.returncode, done.stderr.decode()) == (2, "govlint：-：没有标准输入\n")


# When we ourselves are wrong ------------------------------------------------------------------------------------------

BROKEN_KIND = """
import sys
from govlint.checks import lexicon
from dataclasses import replace
from govlint.rulefiles import shipped
from govlint.cli import main

def prepare(rules):
    def find(block):
        raise ZeroDivisionError("no such luck")
        yield
    return find

load = shipped.load_builtin
def load_builtin():
    return [replace(r, kind=replace(r.kind, block=prepare)) if r.kind.name == "lexicon" else r for r in load()]
shipped.load_builtin = load_builtin
sys.exit(main(["check", "--format", "json", *sys.argv[1:]]))
"""

BROKEN_READER = """
import sys
from govlint import readers
from govlint.readers import text
from govlint.cli import main

read = text.read
def broken(source):
    if "好" in source.path:
        raise RecursionError("too deep")
    return read(source)
text.read = broken
sys.exit(main(["check", "--format", "json", *sys.argv[1:]]))
"""


def script(code: str, argument: str, folder: Path) -> Outcome:
    done = subprocess.run([sys.executable, "-c", code, argument], cwd=folder, capture_output=True)
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_broken_check_is_confessed_and_the_others_report(folder: Path) -> None:
    done = script(BROKEN_KIND, "坏 稿.txt", folder)
    assert done.code == 2
    assert "placeholder/unfilled" in {f["rule"] for f in json.loads(done.out)}
    assert done.err.startswith("govlint：坏 稿.txt：检查方式 lexicon 出了错（ZeroDivisionError: no such luck，")
    assert "请报告" in done.err
    assert done.err.count("\n") == 1


def test_a_broken_reader_spoils_one_file_only(folder: Path) -> None:
    (folder / "好.txt").write_text(BAD, encoding="utf-8")
    done = script(BROKEN_READER, ".", folder)
    assert done.code == 2
    assert {f["path"] for f in json.loads(done.out)} == {"坏 稿.txt"}
    assert done.err.startswith("govlint：好.txt：govlint出了错（RecursionError: too deep，")


# Start-up -------------------------------------------------------------------------------------------------------------


def loaded(*arguments: str, cwd: Path) -> set[str]:
    command = [sys.executable, "-X", "importtime", "-m", "govlint", *arguments]
    done = subprocess.run(command, capture_output=True, cwd=cwd, text=True, encoding="utf-8")
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}


def test_the_version_needs_nothing(tmp_path: Path) -> None:
    assert run("--version").out == f"govlint {govlint.__version__}\n"
    modules = loaded("--version", cwd=tmp_path)
    assert {m for m in modules if m.startswith("govlint")} == {
        "govlint",
        "govlint.cli",
        "govlint.cli.console",
        "govlint.cli.later",
    }
    assert modules.isdisjoint({"argparse", "yaml", "dataclasses", "shutil", "wcwidth", "difflib", "ahocorasick_rs"})


def test_a_plain_check_loads_only_what_it_needs(folder: Path) -> None:
    # A misspelt phrase is a word in pieces: that one kind cuts every text.
    modules = loaded("check", "好稿.md", "--ignore", "lexis/misspelt-phrase", cwd=folder)
    assert "govlint.analysis.engine" in modules
    heavy = {"tqdm", "wcwidth", "pathspec", "opencc", "jieba", "rjieba", "jsonschema", "asyncio", "logging"}
    assert modules.isdisjoint(heavy)
    assert not {m for m in modules if m.startswith("govlint.cli.")} - {
        "govlint.cli.console",
        "govlint.cli.output",
        "govlint.cli.arguments",
        "govlint.cli.check",
        "govlint.cli.later",
        "govlint.cli.progress",
        "govlint.cli.request",
        "govlint.cli.session",
    }


# The seed -------------------------------------------------------------------------------------------------------------


def test_statistics(call: Call) -> None:
    done = call("check", SEED, "--statistics")
    *rows, empty, summary = done.out.splitlines()
    counts = [int(row.split()[0]) for row in rows]
    assert counts == sorted(counts, reverse=True)
    assert empty == ""
    assert f"发现 {sum(counts)} 处" in summary
    assert {row.split()[1] for row in rows} <= set(SEVERITY_NAMES.values())


def test_genre_may_be_set_in_both_languages(call: Call) -> None:
    outputs = {call("check", "坏 稿.txt", "--genre", name).out for name in ("speech", "讲话稿")}
    assert len(outputs) == 1


def test_what_was_silent_is_kept_unless_that_is_not_wanted(call: Call, tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_text("今天开会。\n", encoding="utf-8")
    kept = Path(os.environ["GOVLINT_CACHE_DIR"])

    def answers(folder: Path) -> int:
        return len([path for path in folder.glob("silence-*/??/*") if path.is_file()])

    assert call("check", "稿.txt", "--no-cache").code == 0
    assert answers(kept) == 0
    assert call("check", "稿.txt").code == call("check", "稿.txt", "--cache-dir", "别处").code == 0
    assert answers(kept) == answers(tmp_path / "别处") == 1
    (tmp_path / "文件").write_text("", encoding="utf-8")
    assert "文件：不能用作缓存文件夹，这次不用缓存" in call("check", "稿.txt", "--cache-dir", "文件").err


def test_an_option_that_there_is_not_and_a_word_too_many_are_told_apart(call: Call) -> None:
    assert "没有选项“--fromat”，是不是“--format”？" in call("check", "--fromat=json").err
    assert "没有选项“-x”" in call("rules", "-x").err
    for word in ("-", "甲"):
        assert f"“{word}”是多余的" in call("server", word).err
