"""What LibreOffice reads for us, and what is said where it is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from govlint.cli import main
from govlint.readers import SUFFIXES, decode, external, load, read
from govlint.text.edits import Edit
from govlint.text.source import SourceError
from tests.office import convert, needs
from tests.wordfile import docx, listed, paragraph

BODY = ["在会上的讲话", "加强学习", "狠抓落实", "今天，我们召开会议，部署今年工作。"]
FILE = docx(
    BODY[0],
    paragraph(BODY[1], properties=listed(0)),
    paragraph(BODY[2], properties=listed(0)),
    *([BODY[3] * 6] * 5),
)


def converted(folder: Path, target: str) -> Path:
    original = folder / "讲话.docx"
    original.write_bytes(FILE)
    return convert(original, target)


@pytest.mark.slow
@needs("soffice")
@pytest.mark.parametrize("target", ["doc", "rtf", "odt"])
def test_office_formats_are_read_through_libreoffice(target: str, tmp_path: Path) -> None:
    source = load(converted(tmp_path, target))
    blocks = [block for block, _ in read(source)]
    assert [b.text for b in blocks] == [*BODY[:3], *([BODY[3] * 6] * 5)]
    # LibreOffice writes the stop of a label as “?” into RTF.
    assert [b.label[:1] for b in blocks[:3]] == ["", "一", "二"]
    with pytest.raises(SourceError, match="只能检查"):
        source.encode([Edit(0, 1, "新")])


@pytest.mark.slow
@needs("soffice")
def test_a_damaged_office_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "坏.odt"
    path.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(SourceError, match="LibreOffice"):
        load(path)


@pytest.mark.parametrize(("name", "hint"), [("旧.doc", "LibreOffice"), ("旧.WPS", "LibreOffice")])
def test_a_missing_program_is_named(
    name: str, hint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(external, "find", lambda *_: None)
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    assert main(["check", str(path)]) == 2
    assert hint in capsys.readouterr().err


def test_a_program_that_fails_or_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SourceError, match="读不了"):
        external.run([sys.executable, "-c", "raise SystemExit(3)"], "程序")
    monkeypatch.setattr(external, "TIMEOUT", 0.5)
    with pytest.raises(SourceError, match="没有读完"):
        external.run([sys.executable, "-c", "import time; time.sleep(60)"], "程序")
    with pytest.raises(SourceError, match="启动不了"):
        external.run(["/nonexistent/program"], "程序")


def test_folders_are_not_searched_for_them() -> None:
    assert not {".doc", ".pdf"} & set(SUFFIXES)
    assert decode(b"a", "a.unknown").text == "a"
