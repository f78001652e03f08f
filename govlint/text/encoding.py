"""Bytes to text: which encoding a file is in, told by what its text would look like."""

from __future__ import annotations

import codecs
import re

from govlint.text.source import MAX_BYTES, Source, SourceError, too_large

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
