"""The text of one file as it was found: bytes decoded, offsets and lines counted; knows nothing of what the text means."""

from __future__ import annotations

import codecs
import errno
import os
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from govlint.layout import Layout

MAX_BYTES = 32 * 1024 * 1024

_LINE_END = re.compile(r"\r\n|\n|\r")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Encodings are told apart by how common the characters are that they give: these few hundred make up most of any text.
_COMMON = frozenset(
    "的一是不在了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多"
    "定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由"
    "其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意"
    "建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统"
    "接知较将组见计别她手角期根论运农指区市县镇街局强安推服务做领导干部落实坚持项目企业稳改革创新协调绿色城乡村镇今召"
    "這個為來時們後對會發動過說產種經進著電裡實兩機當點從業應開還數關與間樣內線應質氣變條結問題無軍總員設長頭資邊級"
    "圖統較將組見計別論運農區縣鎮強務領導幹落堅項業穩創協調綠鄉"
    "，。、；：？！“”‘’（）《》—…　·×０１２３４５６７８９"
)
_COMMON_WEIGHT, _USUAL_WEIGHT, _RARE_WEIGHT = 1.0, 0.6, 0.1
_PLAUSIBLE = 0.35
_SAMPLE = 4096
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_CANDIDATES = ("gb18030", "utf-16-le", "utf-16-be", "big5", "utf-8")
_DOUBTFUL_LENGTH = 64

_OS_ERRORS = {
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EIO: "磁盘读写出错",
    errno.ENOSPC: "磁盘已满",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EMFILE: "打开的文件太多",
    errno.EBUSY: "文件正被占用",
}


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


class Position(NamedTuple):
    """A 1-based line and a 1-based column, both in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file whose pages a writer sees and whose text has no lines: a Word paragraph.

    `part` is the story it stands in (正文, 表格, 脚注, …), `paragraph` counts that story's paragraphs that have text from 1,
    `page` is the page it was last printed on, 0 where the file does not say, `label` the number that Word puts before it.
    """

    part: str
    paragraph: int
    page: int = 0
    label: str = ""

    def __str__(self) -> str:
        """The place as a writer would say it."""
        page = f"第{self.page}页" if self.page else ""
        return f"{page}{self.part}第{self.paragraph}段"


class SourceError(Exception):
    """A file that cannot be read as text; `str()` is a message in Chinese for the writer."""


@dataclass(frozen=True)
class Source:
    """Decoded text of one file and what is needed to write it back as it was.

    Offsets count code points of `text`, which is without its byte order mark and keeps its line ends. `layout` is how it
    looks on paper, None where the format does not say.
    """

    path: str
    text: str
    encoding: str = "utf-8"
    bom: bytes = b""
    layout: Layout | None = field(default=None, repr=False)

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

    def location(self, offset: int) -> Location | None:
        """Where a writer finds `offset` in a file that has no lines to count; None where lines and columns say it."""
        return None

    def encode(self, text: str) -> bytes:
        """`text` as bytes in this source's own encoding, with its byte order mark."""
        return self.bom + text.encode(self.encoding)


def decode(data: bytes, path: str) -> Source:
    """Read the bytes of a file as text.

    Knows UTF-8 and UTF-16 with and without byte order mark, and GB18030 (so GBK and GB2312).
    Raises SourceError for what is too large, for binary data, for bytes no encoding explains, and for text that decodes
    but reads as nonsense: Big5 passes silently as GB18030 and must be refused by name.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(too_large(len(data)))
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _source(path, data[len(bom) :], encoding, bom)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error.start
    else:
        if "\0" not in text and not _is_gbk_after_all(text, data):
            return Source(path, text)
        broken = 0
    scores = {encoding: _plausibility(data, encoding) for encoding in _CANDIDATES}
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] < _PLAUSIBLE:
        if b"\0" in data:
            raise SourceError("不是文本文件（含有二进制内容）")
        raise SourceError("认不出文件的编码；请另存为 UTF-8 或 GB18030 后再检查")
    if best == "big5":
        raise SourceError("文件像是 Big5 编码，无法可靠读取；请另存为 UTF-8 后再检查")
    if best == "utf-8" and broken:
        raise SourceError(f"文件像是 UTF-8 编码，但第 {broken + 1} 个字节起有损坏；请修复或另存为 UTF-8 后再检查")
    return _source(path, data, best)


def load(path: str | os.PathLike[str]) -> Source:
    """Read and decode a file of text. Raises SourceError, also for a file that cannot be opened."""
    return decode(read_bytes(path), os.fspath(path))


def read_bytes(path: str | os.PathLike[str], limit: int = MAX_BYTES) -> bytes:
    """The bytes of a file, one more than `limit` at most. Raises SourceError."""
    name = os.fspath(path)
    try:
        # Windows calls a folder that is opened as a file a matter of permissions.
        if os.path.isdir(name):
            raise IsADirectoryError
        if os.path.getsize(name) > limit:
            raise SourceError(too_large(os.path.getsize(name), limit))
        with open(name, "rb") as file:
            # A device or a pipe tells no size.
            return file.read(limit + 1)
    except OSError as error:
        raise SourceError(explain_os_error(error)) from error


def explain_os_error(error: OSError) -> str:
    """What went wrong with a file, in Chinese."""
    if isinstance(error, FileNotFoundError):
        return "没有这个文件或文件夹"
    if isinstance(error, PermissionError):
        return "没有读取权限"
    if isinstance(error, IsADirectoryError):
        return "这是文件夹，不是文件"
    return _OS_ERRORS.get(error.errno or 0, f"无法读取（{error.strerror or error}）")


def too_large(size: int, limit: int = MAX_BYTES) -> str:
    """What to say of a file of so many bytes, in Chinese."""
    return f"文件过大（{size / 1048576:.0f} MB），最多检查 {limit // 1048576} MB；请分成几个文件"


def _source(path: str, data: bytes, encoding: str, bom: bytes = b"") -> Source:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        at = len(bom) + error.start + 1
        raise SourceError(f"按 {encoding.upper()} 解码失败：第 {at} 个字节起不成字符") from error
    if "\0" in text:
        raise SourceError("不是文本文件（含有二进制内容）")
    return Source(path, text, encoding, bom)


def _is_gbk_after_all(text: str, data: bytes) -> bool:
    """Whether a short text that passes for UTF-8 is Chinese in GBK: 谢谢 is лл in UTF-8.

    Two-byte characters of GBK can be letters of two bytes in UTF-8 (Cyrillic, Greek); a text of a few such letters and
    no Latin one is more likely Chinese.
    """
    if len(data) > _DOUBTFUL_LENGTH or any(char.isascii() and char.isalpha() for char in text):
        return False
    letters = [char for char in text if not char.isascii()]
    if len(letters) < 2 or not all(char.isalpha() and char < "\u0800" for char in letters):
        return False
    return _plausibility(data, "gb18030") >= _USUAL_WEIGHT


def _plausibility(data: bytes, encoding: str) -> float:
    """How much a sample looks like Chinese text when it is read in this encoding: 0 not at all, 1 wholly."""
    # From the first byte that is not ASCII, which begins a character, or the code unit that holds it.
    found = _NOT_ASCII.search(data)
    start = found.start() if found else 0
    if encoding.startswith("utf-16"):
        start -= start % 2
    decoder = codecs.getincrementaldecoder(encoding)("replace" if encoding == "utf-8" else "strict")
    try:
        # An unfinished character at the end of the sample is not held against it.
        text = decoder.decode(data[start : start + _SAMPLE])
    except UnicodeDecodeError:
        return 0.0
    if "\0" in text:
        return 0.0
    foreign = [char for char in text if not char.isascii()]
    if not foreign:
        return 1.0 if encoding.startswith("utf-16") and text.isprintable() else 0.0
    return sum(map(_weight, foreign)) / len(foreign)


def _weight(char: str) -> float:
    if char in _COMMON:
        return _COMMON_WEIGHT
    if "\u4e00" <= char <= "\u9fff":
        return _USUAL_WEIGHT if _is_usual(char) else _RARE_WEIGHT
    return 0.0


def _is_usual(char: str) -> bool:
    """Whether a character is of the first level of GB 2312 or of Big5."""
    return any(
        first <= char.encode(encoding, "replace")[0] <= last
        for encoding, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6))
    )
