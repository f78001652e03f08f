"""Writing back: whole or not at all, and nothing of the file changed but its text."""

from __future__ import annotations

import codecs
import os
import re
import stat
import sys
from pathlib import Path

import pytest

from govlint.editing.save import SaveError, save
from govlint.text.edits import Edit
from govlint.text.files import load

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes and links as POSIX has them")
TEXT = "一、讲话\r\n二、稿子\n三、完\r"


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "gb18030"),
    ],
)
def test_encoding_byte_order_mark_and_line_ends_stay(tmp_path: Path, bom: bytes, encoding: str) -> None:
    path = tmp_path / "稿.txt"
    path.write_bytes(bom + TEXT.encode(encoding))
    source = load(path)
    save(source, [Edit(m.start(), m.end(), "稿") for m in re.finditer("稿子", source.text)])
    assert path.read_bytes() == bom + TEXT.replace("稿子", "稿").encode(encoding)
    assert os.listdir(tmp_path) == ["稿.txt"]


@POSIX
def test_the_mode_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("旧", encoding="utf-8")
    path.chmod(0o640)
    save(load(path), [Edit(0, 1, "新")])
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@POSIX
def test_a_link_goes_on_pointing_to_the_file(tmp_path: Path) -> None:
    real = tmp_path / "folder" / "real.txt"
    real.parent.mkdir()
    real.write_text("旧", encoding="utf-8")
    link = tmp_path / "link.txt"
    link.symlink_to(real)
    save(load(link), [Edit(0, 1, "新")])
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "新"
    assert os.listdir(real.parent) == ["real.txt"]


def test_a_file_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("旧", encoding="utf-8")
    source = load(path)
    path.write_text("别人写的", encoding="utf-8")
    with pytest.raises(SaveError, match="别处改动过"):
        save(source, [Edit(0, 1, "新")])
    assert path.read_text(encoding="utf-8") == "别人写的"


def test_a_file_changed_while_writing_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("旧", encoding="utf-8")
    source = load(path)
    sync = os.fsync

    def meddle(handle: int) -> None:
        sync(handle)
        path.write_text("别人写的", encoding="utf-8")

    monkeypatch.setattr(os, "fsync", meddle)
    with pytest.raises(SaveError, match="别处改动过"):
        save(source, [Edit(0, 1, "新")])
    assert path.read_text(encoding="utf-8") == "别人写的"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_deleted_file_does_not_come_back(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("旧", encoding="utf-8")
    source = load(path)
    path.unlink()
    with pytest.raises(SaveError):
        save(source, [Edit(0, 1, "新")])
    assert os.listdir(tmp_path) == []


def test_nothing_is_left_behind_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("旧", encoding="utf-8")
    source = load(path)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SaveError, match="没有写入"):
        save(source, [Edit(0, 1, "新")])
    assert path.read_text(encoding="utf-8") == "旧"
    assert os.listdir(tmp_path) == ["a.txt"]


@POSIX
def test_a_write_protected_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("旧", encoding="utf-8")
    source = load(path)
    path.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda p, mode: mode != os.W_OK)  # the superuser may write anything
    with pytest.raises(SaveError, match="没有写入权限"):
        save(source, [Edit(0, 1, "新")])
    assert path.read_text(encoding="utf-8") == "旧"


def test_a_character_that_the_encoding_lacks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("旧", encoding="utf-8")
    source = load(path)
    with pytest.raises(SaveError, match=r"U\+D800"):
        save(source, [Edit(0, 1, "新\ud800")])
    assert path.read_text(encoding="utf-8") == "旧"
