"""Bytes to text and back: encodings, what is refused and how, lines and columns."""

from __future__ import annotations

import codecs
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlint.readers import read
from govlint.text.encoding import decode
from govlint.text.files import load, read_bytes
from govlint.text.source import MAX_BYTES, Position, Source, SourceError, Span
from tests.conftest import NO_PERMISSIONS, SEED

TEXT = "同志们：\r\n今天，我们召开全区经济工作会议，主要任务是总结经验、部署工作。\r\n一、聚焦重点，推动工作\r\n"
TRADITIONAL = "同志們：今天，我們召開全區經濟工作會議，主要任務是總結經驗、部署工作，請大家認真抓好落實。"
SHORT = ("各位代表", "加强领导", "张建国同志", "工作报告", "狠抓落实", "一、总则", "抓好落实。")


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("gb18030", b""),
    ],
)
@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\r\n", "\n"), TEXT.replace("\r\n", "\r"), TRADITIONAL])
def test_encodings_are_told_apart_and_written_back(encoding: str, bom: bytes, text: str) -> None:
    data = bom + text.encode(encoding)
    source = decode(data, "稿.txt")
    assert source.text == text
    assert source.encoding == encoding
    assert source.encode() == data


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", SHORT)
def test_a_few_characters_are_enough(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "稿.txt").text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030", "utf-16-le", "utf-16-be"])
def test_the_seed_in_every_encoding(encoding: str) -> None:
    text = load(SEED).text
    # What GBK lacks (the tone marks ǹ and the like) is not what this is about.
    text = text.encode(encoding, "ignore").decode(encoding)
    assert decode(text.encode(encoding), "稿.txt").text == text


def test_gbk_that_passes_for_utf8() -> None:
    data = "谢谢".encode("gbk")
    assert data.decode("utf-8") == "лл"
    assert decode(data, "稿.txt").text == "谢谢"


@pytest.mark.parametrize("text", ["Привет", "café", "naïve 10°C", "§1 ±5"])
def test_other_scripts_stay_utf8(text: str) -> None:
    assert decode(text.encode(), "稿.txt").text == text


def test_chinese_far_behind_ascii() -> None:
    text = "# " + "plain " * 2000 + "\n我们要加强领导，落实责任。"
    assert decode(text.encode("gbk"), "稿.txt").text == text


def refusal(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        decode(data, "稿.txt")
    return str(caught.value)


def test_big5_is_refused_by_name() -> None:
    assert "Big5" in refusal(TRADITIONAL.encode("big5"))
    assert "Big5" in refusal("會議紀要".encode("big5"))


def test_binary_is_refused() -> None:
    assert "不是文本文件" in refusal(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))
    assert "不是文本文件" in refusal(b"PK\x03\x04\x14\0\0\0\x08\0" + bytes(range(255, 0, -1)) * 4)
    assert "不是文本文件" in refusal("会议\0纪要".encode())
    assert "不是文本文件" in refusal(codecs.BOM_UTF16_LE + "会议\0纪要".encode("utf-16-le"))
    assert "不是文本文件" in refusal("会议纪要".encode("utf-32"))


def test_bytes_that_no_encoding_explains_are_refused() -> None:
    assert "认不出" in refusal(bytes(range(128, 256)))
    assert "认不出" in refusal("これは日本語の文章です。".encode("euc-jp")[:-1] + b"\xff")


def test_broken_utf8_says_where() -> None:
    data = TEXT.encode()
    assert "第 10 个字节" in refusal(data[:9] + b"\xff" + data[9:])
    assert "解码失败：第 6 个字节" in refusal(codecs.BOM_UTF8 + b"ab\xffcd")


def test_cut_off_gb18030_says_where() -> None:
    data = TEXT.encode("gb18030")
    assert f"第 {len(data) + 1} 个字节" in refusal(data + b"\x81")


def test_an_empty_file_is_fine() -> None:
    for data in (b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE):
        source = decode(data, "空.txt")
        assert source.text == ""
        assert source.line_count == 1
        assert source.position(0) == (1, 1)
        assert list(read(source)) == []


def test_too_large_is_refused_before_decoding(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(SourceError, match=r"文件过大（50 MB），最多检查 32 MB"):
        load(path)
    # Not text at all: had it been decoded, the complaint would be another.
    assert "文件过大" in refusal(b"\xff" * (MAX_BYTES + 1))


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_ten_megabytes_in_one_line(suffix: str) -> None:
    sentence = "我们要加强领导，落实责任。"
    text = sentence * (10 * 1024 * 1024 // len(sentence.encode()))
    source = decode(text.encode(), f"长{suffix}")
    ((block, places),) = read(source)
    assert block.text == text
    assert places.span(len(text) - 1, len(text)) == (len(text) - 1, len(text))
    assert source.position(len(text)) == (1, len(text) + 1)


def test_a_missing_path_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="没有这个文件"):
        load(tmp_path / "无.txt")
    with pytest.raises(SourceError, match="这是文件夹"):
        load(tmp_path)


@pytest.mark.skipif(sys.platform == "win32" or getattr(os, "geteuid", lambda: 0)() == 0, reason=NO_PERMISSIONS)
def test_an_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "锁.txt"
    path.write_text("会议", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(SourceError, match="没有读取权限"):
        load(path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="a device of Unix")
def test_a_device_without_end_is_refused() -> None:
    with pytest.raises(SourceError, match="文件过大"):
        decode(read_bytes("/dev/zero", special=True), "/dev/zero")
    with pytest.raises(SourceError, match="不是文件"):
        load("/dev/zero")


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("C:\\稿子\\讲话.MD", True),
        ("\\\\server\\share\\讲话.markdown", True),
        ("/Users/某/Desktop/讲话稿 终稿(2).md", True),
        ("讲话.txt", False),
        ("稿.md/讲话", False),
        ("", False),
    ],
)
def test_the_file_name_says_the_format(path: str, heading: bool) -> None:
    ((block, _),) = read(Source(path, "# 讲话"))
    assert (block.kind == "heading") is heading


# Lines and columns ----------------------------------------------------------------------------------------------------


def test_only_three_marks_end_a_line() -> None:
    text = "一\u000b二\u2028三\u0085四\f五😀六\r\n七\r八\n九"
    source = Source("稿.txt", text)
    assert source.line_count == 4
    assert source.position(text.index("五")) == (1, 9)
    # An emoji is one code point and one column.
    assert source.position(text.index("六")) == (1, 11)
    assert source.position(text.index("七")) == (2, 1)
    assert source.position(text.index("八")) == (3, 1)
    assert source.position(text.index("九")) == (4, 1)
    assert [text[slice(*source.line(n))] for n in range(1, 5)] == ["一\u000b二\u2028三\u0085四\f五😀六", "七", "八", "九"]


def test_between_cr_and_lf_is_still_the_line_before() -> None:
    source = Source("稿.txt", "一\r\n二")
    assert source.position(2) == (1, 3)
    assert source.position(3) == (2, 1)


def test_the_end_of_a_text() -> None:
    assert Source("稿.txt", "一\n").position(2) == (2, 1)
    assert Source("稿.txt", "一\n").line(2) == Span(2, 2)
    assert Source("稿.txt", "一").position(1) == (1, 2)


@settings(deadline=None)
@given(st.text(alphabet="一二a😀\r\n\u000b\u2028\u0085\f\ufeff", max_size=40))
def test_position_and_offset_are_inverse(text: str) -> None:
    source = Source("稿.txt", text)
    positions = [source.position(offset) for offset in range(len(text) + 1)]
    assert [source.offset(position) for position in positions] == list(range(len(text) + 1))
    assert positions == sorted(positions)
    assert positions[0] == Position(1, 1)
    assert positions[-1].line == source.line_count
    whole = [text[slice(*source.line(n))] for n in range(1, source.line_count + 1)]
    assert whole == text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(["utf-8-sig", "utf-16"]))
def test_any_text_with_a_mark_comes_back(text: str, encoding: str) -> None:
    text = text.encode("utf-16", "ignore").decode("utf-16").replace("\0", "")
    data = text.encode(encoding)
    source = decode(data, "稿.txt")
    assert source.text == text
    assert source.encode() == data


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_a_reason(data: bytes) -> None:
    try:
        source = decode(data, "稿.txt")
    except SourceError as error:
        assert str(error)
    else:
        assert source.encode() == data
