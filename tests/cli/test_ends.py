"""How a run ends that breaks off, and what its streams, its terminal and its cache are."""

from __future__ import annotations

import errno
import io
import os
import sys
import zipfile
from collections.abc import Callable, Sequence

import pytest

from govlint import cli
from govlint.cli import console
from govlint.cli.later import put_off
from govlint.text.private import default_folder

INTERRUPTED, CLOSED = 130, 141


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), INTERRUPTED, ""),
        (BrokenPipeError(), CLOSED, ""),
        (OSError(errno.ENOSPC, "full"), cli.CANNOT, "govlint：磁盘已满"),
        (ValueError("甲"), cli.CANNOT, "govlint：出了错。这是 govlint 的毛病"),
    ],
)
def test_what_breaks_a_run_off_is_its_exit_code(
    error: BaseException, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def dispatch(argv: Sequence[str]) -> int:
        raise error

    monkeypatch.setattr(cli, "_dispatch", dispatch)
    let_go: list[bool] = []
    monkeypatch.setattr(console, "abandon_output", lambda: let_go.append(True))
    assert cli.main(["check"]) == code
    assert capsys.readouterr().err.startswith(said)
    assert let_go == [True] * isinstance(error, OSError)


def test_without_a_standard_output_the_code_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(cli, "_dispatch", len)
    assert cli.main(["甲", "乙", "丙"]) == 3


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "settings", "wanted"),
    [
        (Terminal(), {}, True),
        (io.StringIO(), {}, False),
        (None, {}, False),
        (Terminal(), {"TERM": "dumb"}, False),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (io.StringIO(), {"FORCE_COLOR": "1"}, True),
        (io.StringIO(), {"FORCE_COLOR": "0"}, False),
        (io.StringIO(), {"FORCE_COLOR": ""}, False),
    ],
)
def test_colours(stream: io.StringIO | None, settings: dict[str, str], wanted: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert console.wants_colour(stream) is wanted


def test_a_line_is_as_wide_as_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "57")
    assert console.width_of(Terminal()) == 57
    assert console.width_of(io.StringIO()) == console.width_of(None) == console.PIPE_WIDTH


@pytest.mark.parametrize(
    ("encoding", "said", "becomes"),
    [("ascii", "", "utf-8"), ("ascii", "ascii", "ascii"), ("gbk", "", "gbk"), ("utf-8", "", "utf-8")],
)
def test_streams_never_fail(encoding: str, said: str, becomes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", said)
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding) for _ in range(2))
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    console.prepare_streams()
    assert [(stream.encoding, stream.errors) for stream in (out, err)] == [(becomes, "backslashreplace")] * 2
    monkeypatch.setattr(sys, "stdout", object())
    console.prepare_streams()
    assert [console.is_unicode(stream) for stream in (out, None)] == [becomes == "utf-8", False]


def test_a_module_is_loaded_when_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "sndhdr_not_there", raising=False)
    monkeypatch.delitem(sys.modules, "tabnanny", raising=False)
    put_off("tabnanny", "sndhdr_not_there", "zipfile")
    module = sys.modules["tabnanny"]
    assert "sndhdr_not_there" not in sys.modules and sys.modules["zipfile"] is zipfile
    assert "check" not in vars(module)
    check: Callable[..., object] = module.check
    assert callable(check) and "check" in vars(module) and type(module) is type(sys)


def test_where_things_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVLINT_CACHE_DIR", "/甲")
    assert default_folder() == "/甲"
    monkeypatch.delenv("GOVLINT_CACHE_DIR")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "/乙")
    assert default_folder() == os.path.join("/乙", "govlint")
    monkeypatch.setenv("XDG_CACHE_HOME", " ")
    assert default_folder() == os.path.join(os.path.expanduser("~/.cache"), "govlint")
