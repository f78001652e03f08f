"""The text of one file as it was found: bytes decoded, offsets and lines counted; knows nothing of what the text means."""

from __future__ import annotations

import codecs
import os
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

MAX_BYTES = 32 * 1024 * 1024

_LINE_END = re.compile(r"\r\n|\n|\r")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Encodings are told apart by how much of a decoded sample consists of characters that every Chinese text is full of.
_COMMON = frozenset(
    "的一是不在了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多"
    "定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由"
    "其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意"
    "建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统"
    "接知较将组见计别她手角期根论运农指区市县镇街局强安推服务做领导干部落实坚持项目企业稳改革创新协调绿色城乡村镇今召"
    "這個為來時們後對會發動過說產種經進著電裡實兩機當點從業應開還數關與間樣內線應質氣變條結問題無軍總員設長頭資邊級"
    "圖統較將組見計別論運農區縣鎮強務領導幹落堅項業穩創協調綠鄉"
    "，。、；：？！“”‘’（）《》—…　０１２３４５６７８９0123456789,.:;()\r\n\t "
)
_PLAUSIBLE = 0.15
_SAMPLE = 4096


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


class Position(NamedTuple):
    """A 1-based line and a 1-based column, both in code points."""

    line: int
    column: int


class SourceError(Exception):
    """A file that cannot be read as text; `str()` is a message in Chinese for the writer."""


@dataclass(frozen=True)
class Source:
    """Decoded text of one file and what is needed to write it back as it was.

    Offsets count code points of `text`, which is without its byte order mark and keeps its line ends.
    """

    path: str
    text: str
    encoding: str = "utf-8"
    bom: bytes = b""

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(m.end() for m in _LINE_END.finditer(self.text))]

    @property
    def line_count(self) -> int:
        """The number of lines; an empty text has one."""
        return len(self._line_starts)

    def position(self, offset: int) -> Position:
        """The line and column of `offset`; only \\n, \\r\\n and \\r end a line."""
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def offset(self, position: Position) -> int:
        """The offset of a line and column; the inverse of `position`."""
        return self._line_starts[position.line - 1] + position.column - 1

    def line(self, number: int) -> Span:
        """The span of a 1-based line without its line end."""
        start = self._line_starts[number - 1]
        end = self._line_starts[number] if number < len(self._line_starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def encode(self, text: str) -> bytes:
        """`text` as bytes in this source's own encoding, with its byte order mark."""
        return self.bom + text.encode(self.encoding)


def decode(data: bytes, path: str) -> Source:
    """Read the bytes of a file as text.

    Knows UTF-8 and UTF-16 with and without byte order mark, and GB18030 (so GBK and GB2312).
    Raises SourceError for binary data, for bytes no encoding explains, and for text that decodes
    but reads as nonsense: Big5 passes silently as GB18030 and must be refused by name.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(f"文件过大（{len(data) / 1048576:.0f} MB），最多检查 {MAX_BYTES // 1048576} MB")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Source(path, _strict(data[len(bom) :], encoding), encoding, bom)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if "\0" not in text:
            return Source(path, text)
    scores = {e: _plausibility(data, e) for e in ("gb18030", "utf-16-le", "utf-16-be", "big5")}
    best = max(scores, key=lambda e: scores[e])
    if scores[best] >= _PLAUSIBLE and best == "big5":
        raise SourceError("文件像是 Big5 编码，无法可靠读取；请另存为 UTF-8 后再检查")
    if scores[best] >= _PLAUSIBLE:
        text = _strict(data, best)
        if "\0" not in text:
            return Source(path, text, best)
    if b"\0" in data:
        raise SourceError("不是文本文件（含有二进制内容）")
    raise SourceError("认不出文件的编码；请另存为 UTF-8 或 GB18030 后再检查")


def load(path: str | os.PathLike[str]) -> Source:
    """Read and decode a file. Raises SourceError, also for a file that cannot be opened."""
    name = os.fspath(path)
    try:
        if os.path.getsize(name) > MAX_BYTES:
            raise SourceError(f"文件过大（{os.path.getsize(name) / 1048576:.0f} MB），最多检查 {MAX_BYTES // 1048576} MB")
        with open(name, "rb") as file:
            data = file.read()
    except OSError as error:
        raise SourceError(explain_os_error(error)) from error
    return decode(data, name)


def explain_os_error(error: OSError) -> str:
    """What went wrong with a file, in Chinese."""
    if isinstance(error, FileNotFoundError):
        return "没有这个文件或文件夹"
    if isinstance(error, PermissionError):
        return "没有读取权限"
    if isinstance(error, IsADirectoryError):
        return "这是文件夹，不是文件"
    return f"无法读取（{error.strerror or error}）"


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(f"按 {encoding.upper()} 解码失败：第 {error.start + 1} 个字节起不成字符") from error


def _plausibility(data: bytes, encoding: str) -> float:
    # Cut at an even byte so that a sample of UTF-16 stays whole; an unfinished character at the end is not held against it.
    sample = codecs.getincrementaldecoder(encoding)("strict")
    try:
        text = sample.decode(data[:_SAMPLE])
    except UnicodeDecodeError:
        return 0.0
    text = text.replace("\0", "") if encoding.startswith("utf-16") else text
    if not text or (encoding == "gb18030" and "\0" in text):
        return 0.0
    return sum(c in _COMMON for c in text) / len(text)
