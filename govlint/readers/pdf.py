"""PDF, its glyphs and their places taken out by PDFium (pypdfium2); read, never written."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import closing
from math import atan2, hypot, pi
from typing import Any

from govlint.pages.lines import Paper
from govlint.pages.sheet import BLANKS, Glyph, Rule, Sheet
from govlint.readers import paged
from govlint.readers.paged import MOST_GLYPHS, MOST_ON_PAGE, MOST_PAGES, PagedSource, too_full
from govlint.text.archive import MAX_PACKAGE
from govlint.text.characters import HAN
from govlint.text.source import SourceError

LIMIT = MAX_PACKAGE
"""How many bytes a file may have."""
_MOST_OBJECTS = 20_000
"""Things painted on a page that are looked at for rules and pictures."""
_THIN = 3.0
_LARGE = 0.2
_UNKNOWN = 0.3
"""The share of characters without a known code from which a text says nothing."""
_IS_HAN = re.compile(f"[{HAN}]")
_QUARTER = pi / 2
_ASKEW = 0.1


def decode(data: bytes, path: str) -> PagedSource:
    """The text of a PDF. Raises SourceError, also where pypdfium2 is not installed or the PDF holds only pictures."""
    try:
        import pypdfium2
        from pypdfium2 import raw
    except ImportError as error:
        raise SourceError("检查 PDF 要用 pypdfium2，请安装：pip install pypdfium2；也可以检查原来的 Word 文件") from error
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", 0) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise SourceError("PDF 设了打开密码，读不了；请取消密码后再检查") from error
        raise SourceError("不是完好的 PDF：文件已损坏或不完整") from error
    paper = Paper()
    unknown = count = 0
    with closing(document):
        if len(document) > MOST_PAGES:
            raise SourceError(f"PDF 有 {len(document)} 页，最多检查 {MOST_PAGES} 页；请分成几个文件")
        for number in range(len(document)):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                continue
            with closing(page):
                sheet, lost = _sheet(raw, page, number + 1)
            unknown += lost
            count += len(sheet.glyphs)
            if count > MOST_GLYPHS:
                raise SourceError("PDF 里的文字太多，没有检查；请分成几个文件")
            paper.add(sheet)
    if (count and unknown > _UNKNOWN * (count + unknown)) or (unknown and not count):
        raise SourceError("这个 PDF 里的字体没有带上文字编码，读不出文字；请检查原来的 Word 文件")
    return paged.source_of(paper, path, "PDF")


read = paged.read


def _sheet(raw: Any, page: Any, number: int) -> tuple[Sheet, int]:
    """A page as it is painted, and how many characters on it have no known code."""
    width, height = page.get_size()
    upright = _Upright(page)
    rules, has_picture = _rules(raw, page, upright, width * height)
    with closing(page.get_textpage()) as text:
        glyphs, lost = _glyphs(raw, text, upright, number)
    return Sheet(number, width, height, glyphs, rules, has_picture), lost


class _Upright:
    """From PDF's places, from the bottom left corner of a page before it is turned, to those of a page as it is read."""

    def __init__(self, page: Any) -> None:
        self.turn: int = page.get_rotation()
        self._left, self._bottom, self._right, self._top = page.get_bbox()

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 90:
            return y - self._bottom, x - self._left
        if self.turn == 180:
            return self._right - x, y - self._bottom
        if self.turn == 270:
            return self._top - y, self._right - x
        return x - self._left, self._top - y

    def rule(self, x: float, y: float, other_x: float, other_y: float) -> Rule:
        (left, top), (right, bottom) = self(x, y), self(other_x, other_y)
        return Rule(min(left, right), min(top, bottom), max(left, right), max(top, bottom))

    def reads_along(self, a: float, b: float) -> bool:
        """Whether a text in this direction stands upright: watermarks and what runs along the margin do not."""
        return abs((atan2(b, a) - self.turn / 90 * _QUARTER + pi) % (2 * pi) - pi) < _ASKEW


def _glyphs(raw: Any, text: Any, upright: _Upright, number: int) -> tuple[list[Glyph], int]:
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    glyphs: list[Glyph] = []
    lost = 0
    half = ""
    count = raw.FPDFText_CountChars(text)
    if count > 2 * MOST_ON_PAGE:
        raise too_full(number)
    for at in range(count):
        # Blanks and line ends that PDFium itself finds between words are not in the file.
        if raw.FPDFText_IsGenerated(text, at) == 1:
            continue
        code = raw.FPDFText_GetUnicode(text, at)
        if 0xD800 <= code < 0xDC00:
            half = chr(code)
            continue
        char, half = (half + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16", "replace"), ""
        if code in (0, 0xFFFD) or 0xE000 <= code <= 0xF8FF or raw.FPDFText_HasUnicodeMapError(text, at) == 1:
            lost += 1
            char = "\ufffd" if code < 0x20 else char
        elif code < 0x20 and char not in BLANKS:
            continue
        raw.FPDFText_GetMatrix(text, at, matrix)
        if not upright.reads_along(matrix.a, matrix.b):
            continue
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        raw.FPDFText_GetLooseCharBox(text, at, box)
        font = raw.FPDFText_GetFontSize(text, at)
        size, wide = font * hypot(matrix.c, matrix.d), font * hypot(matrix.a, matrix.b)
        begin, base = upright(x.value, y.value)
        rule = upright.rule(box.left, box.bottom, box.right, box.top)
        # Of some fonts PDFium knows no widths and gives the ink alone.
        left, right = min(begin, rule.left), max(rule.right, begin + wide) if _IS_HAN.match(char) else rule.right
        glyphs.append(Glyph(char, left, right, base, size))
    return glyphs, lost


def _rules(raw: Any, page: Any, upright: _Upright, area: float) -> tuple[list[Rule], bool]:
    """The straight lines of a page, and whether a large picture stands on it."""
    rules: list[Rule] = []
    has_picture = False
    edges = [ctypes.c_float() for _ in range(4)]
    for at in range(min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        thing = raw.FPDFPage_GetObject(page, at)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE) or not raw.FPDFPageObj_GetBounds(thing, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            has_picture = has_picture or (right - left) * (top - bottom) > _LARGE * area
        elif min(right - left, top - bottom) <= _THIN:
            rules.append(upright.rule(left, bottom, right, top))
        else:
            rules += _strokes(raw, thing, upright)
    return rules, has_picture


def _strokes(raw: Any, path: Any, upright: _Upright) -> Iterator[Rule]:
    """The level and upright lines of a path that is drawn and not only filled."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, fill, stroke) or not stroke.value:
        return
    matrix, px, py = raw.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    start = before = (0.0, 0.0)
    for at in range(min(raw.FPDFPath_CountSegments(path), _MOST_OBJECTS)):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        raw.FPDFPathSegment_GetPoint(segment, px, py)
        point = (
            matrix.a * px.value + matrix.c * py.value + matrix.e,
            matrix.b * px.value + matrix.d * py.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _rule(upright, before, point)
            if raw.FPDFPathSegment_GetClose(segment):
                yield from _rule(upright, point, start)
        before = point


def _rule(upright: _Upright, begin: tuple[float, float], end: tuple[float, float]) -> Iterator[Rule]:
    rule = upright.rule(*begin, *end)
    if min(rule.right - rule.left, rule.bottom - rule.top) <= _THIN:
        yield rule
