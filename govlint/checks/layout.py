"""layout: how a document looks on paper against what it should look like; silent where its file does not say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Literal, NamedTuple

from govlint.analysis.check import Kind, OptionsError, each_document
from govlint.analysis.finding import Hit
from govlint.document.document import Document, Place
from govlint.document.ordinal import leading
from govlint.document.roles import Role
from govlint.text.frozen import frozen
from govlint.text.layout import Layout, Look, Page, named_size
from govlint.text.lazyregex import lazy

_DATE = lazy(r"[12〇○一二×X][0-9〇○零一二三四五六七八九十×X]{3}年.{1,3}月.{1,3}日$")
_SUBTITLE = lazy(r"[—（(]")
_DASHES = lazy(r"[—–―－-]\s*\d*\s*[—–―－-]")
_FULL = lazy("[０-９]")
_ISSUER = lazy("文件$")
_MARK = lazy("[“”‘’—…]")
_SIDES = {"left": "居左", "right": "居右", "center": "居中"}
_ONE_PAGE = 22 * 28  # characters (5.2.3)
_SHOWN = 12
_FAR = 6
_TALL = 1.4  # a line of Chinese type, in its size: a grid that is finer is skipped by every second line
_POINTS_PER_MM = 72 / 25.4
_LOW_SERIES = ("1.", "（1）", "①")
_SERIES = {"heading-1": "一、", "heading-2": "（一）"}

_Parts = Literal["title", "heading-1", "heading-2", "body"]

_WANTED: Mapping[str, tuple[str, ...]] = {
    "paper": ("width", "height"),
    "margins": ("top", "left", "width", "height"),
    "grid": ("lines", "characters"),
    "page-number": ("size",),
    "head": (),
    "font": ("size",),
    "indent": ("first",),
    "marks": (),
    "date": ("right",),
}


@frozen
class Options:
    """What to look at, and what it should be like."""

    see: Literal["paper", "margins", "grid", "page-number", "head", "font", "indent", "date", "marks"] = field(
        metadata={
            "help": "看什么：paper 纸张，margins 页边和版心，grid 每面行数和每行字数，page-number 页码，"
            "head 页眉，font 字体字号，indent 正文首行缩进，date 成文日期的位置，"
            "marks 引号、破折号、省略号的字体"
        }
    )
    want: Mapping[str, float] = field(
        default_factory=dict,
        metadata={
            "sample": "{width: 210, height: 297}",
            "help": "应当是多少：paper 写 width、height（毫米），margins 写 top、left 和版心的 width、height（毫米），"
            "grid 写 lines、characters，page-number 和 font 写 size（磅），indent 写 first（字），date 写 right（字）",
        },
    )
    fonts: tuple[str, ...] = field(default=(), metadata={"help": "可用的字体；名称里有其中一个就行，不分大小写"})
    of: _Parts = field(
        default="body", metadata={"help": "看哪一部分的字体：title，heading-1 用“一、”的标题，heading-2 用“（一）”的标题，body"}
    )
    tolerance: float = field(default=0, metadata={"help": "允许相差多少，单位同 want"})

    def faults(self) -> Iterator[OptionsError]:
        """Measures that are not of what is looked at, or none."""
        known = _WANTED[self.see]
        for name in self.want:
            if name not in known:
                yield OptionsError(f"{self.see} 只有 {'、'.join(known)}，没有“{name}”", "want", name)
        if known and not self.want:
            yield OptionsError("want 是空的", "want")

    def meets(self, name: str, value: float) -> bool:
        """Whether a measure is as wanted; so is one that nobody asks for."""
        return name not in self.want or abs(value - self.want[name]) <= self.tolerance + 0.01


class _View(NamedTuple):
    document: Document
    layout: Layout

    def line(self, place: Place) -> int:
        return self.document.source.position(place.span(0, 1).start).line

    def look(self, place: Place) -> Look:
        return self.layout.look(self.line(place))

    def blank(self, place: Place) -> tuple[float, float] | None:
        """The white space that was typed before and behind a paragraph, in characters; None where that cannot be told."""
        source = self.document.source
        line = source.line(self.line(place))
        span = place.span(0, len(place.block.text))
        before, behind = source.text[line.start : span.start], source.text[span.end : line.end]
        # Behind a soft return is no first line; how far a tab goes depends on what is before it.
        if any(c not in " \u3000" for c in before + behind):
            return None
        return _width(before), _width(behind)

    def first(self, line: int) -> int | None:
        """The first place on a line or below it, of those that are not nothing."""
        start = self.document.source.line(line).start if line <= self.document.source.line_count else 0
        return next((i for i, p in enumerate(self.document.places) if p.block.text and p.span(0, 1).start >= start), None)


def _find(document: Document, options: Options) -> Iterator[Hit]:
    layout = document.source.layout
    if layout is not None:
        yield from _SIGHTS[options.see](_View(document, layout), options)


# Pages ----------------------------------------------------------------------------------------------------------------


def _on_pages(view: _View, options: Options) -> Iterator[Hit]:
    """One hit at the beginning of the first section that is not as wanted."""
    look: Callable[[_View, Page, Options], str] = {"paper": _paper, "margins": _margins, "grid": _grid}[options.see]
    odd = [(page, found) for page in view.layout.pages if page.width and page.height and (found := look(view, page, options))]
    if odd and (index := view.first(odd[0][0].line)) is not None:
        yield _hit(view.document, index, odd[0][1], len(odd))


def _paper(view: _View, page: Page, options: Options) -> str:
    sides = (page.width, page.height), (page.height, page.width)  # wide tables lie on their side
    if any(options.meets("width", w) and options.meets("height", h) for w, h in sides):
        return ""
    return f"{page.width:g}×{page.height:g}毫米"


def _margins(view: _View, page: Page, options: Options) -> str:
    width, height = page.area
    if page.width > page.height or min(width, height) <= 0:
        return ""
    measures = {"top": page.top, "left": page.left, "width": width, "height": height}
    names = {"top": "天头", "left": "订口", "width": "版心宽", "height": "版心高"}
    return "、".join(f"{names[n]}{value:.0f}毫米" for n, value in measures.items() if not options.meets(n, value))


def _grid(view: _View, page: Page, options: Options) -> str:
    """Only of the main text: tables and lists behind it are set as they need."""
    if page.line > 1 or page.width > page.height:
        return ""
    width, height = page.area
    body = _usual(view)
    pitch = body.leading or (page.pitch if body.gridded and page.pitch >= body.size * _TALL else 0)
    lines = int(height * _POINTS_PER_MM / pitch + 0.1) if pitch else 0
    characters = int(width * _POINTS_PER_MM / page.step + 0.1) if page.step else 0
    odd = {f"每面{lines}行": lines and not options.meets("lines", lines)}
    odd[f"每行{characters}字"] = characters and not options.meets("characters", characters)
    return "、".join(words for words, is_odd in odd.items() if is_odd)


def _usual(view: _View) -> Look:
    """How most paragraphs of the body look."""
    looks = Counter(view.look(place) for _, place in _body(view.document))
    return looks.most_common(1)[0][0] if looks else Look()


# Page numbers ---------------------------------------------------------------------------------------------------------


def _page_number(view: _View, options: Options) -> Iterator[Hit]:
    index = view.first(1)
    if index is None:
        return
    number = view.layout.number
    if number is None:
        yield _hit(view.document, index, "没有页码", case="missing")
        return
    found = []
    if number.size and not options.meets("size", number.size):
        found.append(named_size(number.size))
    if not _is_one_of(number.font, options.fonts):
        found.append(number.font)
    if _FULL.search(number.text):
        found.append("全角数字")
    if not _DASHES.search(number.text):
        found.append("左右没有一字线")
    if number.odd in _SIDES and number.odd != "right":
        found.append(f"单页{_SIDES[number.odd]}")
    # What is but one page has no even one.
    if number.even in _SIDES and number.even != "left" and _length(view.document) > _ONE_PAGE:
        found.append(f"双页{_SIDES[number.even]}")
    if found:
        yield _hit(view.document, index, "、".join(found))


def _length(document: Document) -> int:
    return sum(len(place.block.text) for place in document.places)


# Heads ----------------------------------------------------------------------------------------------------------------


def _head(view: _View, options: Options) -> Iterator[Hit]:
    head, index = view.layout.head, view.first(1)
    # Who issues a document of one page may have the name in its head.
    if head is None or index is None or _ISSUER.search(head.text):
        return
    found = [f"文字“{head.text[:_SHOWN]}{'…' if len(head.text) > _SHOWN else ''}”"] if head.text else []
    found += ["一条横线"] if head.ruled else []
    yield _hit(view.document, index, "和".join(found))


# Paragraphs -----------------------------------------------------------------------------------------------------------


def _body(document: Document) -> Iterator[tuple[int, Place]]:
    for index in document.with_role(Role.BODY, part=0):
        place = document.places[index]
        if place.block.kind == "paragraph" and place.block.text:
            yield index, place


def _part(document: Document, part: _Parts) -> Iterator[tuple[int, Place]]:
    if part == "body":
        for index, place in _body(document):
            # A heading that runs into its text, （一）…。…, may be set as a heading as far as it goes.
            if (marker := leading(place.block)) is None or marker.series in _LOW_SERIES:
                yield index, place
    elif part == "title":
        # Above the title may stand who issues the document, in larger characters.
        lines = [i for i in document.with_role(Role.TITLE, part=0) if not _SUBTITLE.match(document.places[i].block.text)]
        yield from ((i, document.places[i]) for i in lines[-1:])
    else:
        for index in document.with_role(Role.HEADING, part=0):
            marker = leading(document.places[index].block)
            if marker is not None and marker.series == _SERIES[part]:
                yield index, document.places[index]


def _fonts(view: _View, options: Options) -> Iterator[Hit]:
    """One hit at the first paragraph that is set otherwise."""
    odd = []
    for index, place in _part(view.document, options.of):
        look = view.look(place)
        sized = not look.size or options.meets("size", look.size)
        if not (sized and _is_one_of(look.font, options.fonts)):
            odd.append((index, "、".join(filter(None, (look.font, named_size(look.size) if look.size else "")))))
    if odd:
        yield _hit(view.document, *odd[0], len(odd))


def _marks(view: _View, options: Options) -> Iterator[Hit]:
    """One hit at the first mark of a paragraph that has some in a Latin font."""
    odd = []
    for index in view.document.with_role(Role.TITLE, Role.HEADING, Role.BODY, part=0):
        place = view.document.places[index]
        font = view.look(place).marks
        if font and not _is_one_of(font, options.fonts) and (mark := _MARK.search(place.block.text)):
            odd.append((index, font, mark))
    if odd:
        index, font, mark = odd[0]
        yield Hit(mark.start(), mark.end(), {"found": font, "count": str(len(odd))}, block=index)


def _is_one_of(font: str, fonts: Sequence[str]) -> bool:
    """Whether it is one of these; a font that is not known is."""
    return not font or not fonts or any(name.lower() in font.lower() for name in fonts)


def _indents(view: _View, options: Options) -> Iterator[Hit]:
    """One hit at the first paragraph whose first line begins elsewhere."""
    odd = []
    for index, place in _body(view.document):
        look, blank = view.look(place), view.blank(place)
        # An addressee stands at the edge; what is moved far in is put somewhere, not indented.
        placed = place.block.label or place.block.text[-1] in "：:" or look.align not in ("left", "both", "")
        if blank is None or placed or (first := look.left + look.first + blank[0]) > _FAR:
            continue
        if not options.meets("first", first):
            odd.append((index, f"空{first:g}字" if first > 0 else "没有空"))
    if odd:
        yield _hit(view.document, *odd[0], len(odd))


def _date(view: _View, options: Options) -> Iterator[Hit]:
    signed = view.document.with_role(Role.SIGNATURE, part=0)
    if not signed or not view.layout.pages:
        return
    index = signed[-1]
    date = view.document.places[index]
    page, look = view.layout.pages[0], view.look(date)
    if not _DATE.match(date.block.folded.replace(" ", "")) or not look.size:
        return
    room = round(page.area[0] * _POINTS_PER_MM / look.size, 1)
    place = _stand(view, date, room)
    if place is None or options.meets("right", gap := room - place[1]):
        return
    # Without a seal the date begins two characters to the right of who signs, which a long name moves far to the left.
    above = _stand(view, view.document.places[signed[-2]], room) if len(signed) > 1 else None
    if above is not None and abs(place[0] - above[0] - 2) <= 1 and gap > options.want.get("right", 0):
        return
    yield _hit(view.document, index, f"右边空{gap:.0f}字" if gap >= 0.5 else "顶到了右边")


def _stand(view: _View, place: Place, room: float) -> tuple[float, float] | None:
    """Where a line begins and ends, in characters from the left of the text area."""
    look, blank = view.look(place), view.blank(place)
    if blank is None:
        return None
    length = _width(place.block.text)
    if look.align == "right":
        end = room - look.right - blank[1]
        return end - length, end
    if look.align == "center":
        begin = (room + look.left + look.first - look.right - length + blank[0] - blank[1]) / 2
    else:
        begin = look.left + look.first + blank[0]
    return begin, begin + length


def _width(text: str) -> float:
    """In characters; those of ASCII are half as wide."""
    return sum(0.5 if c.isascii() else 1 for c in text)


def _hit(document: Document, index: int, found: str, count: int = 1, case: str = "") -> Hit:
    text = document.places[index].block.text
    return Hit(0, len(text), {"found": found, "count": str(count)}, case=case, block=index)


_SIGHTS: Mapping[str, Callable[[_View, Options], Iterator[Hit]]] = {
    **dict.fromkeys(("paper", "margins", "grid"), _on_pages),
    "page-number": _page_number,
    "head": _head,
    "font": _fonts,
    "indent": _indents,
    "date": _date,
    "marks": _marks,
}

KIND = Kind(
    "layout",
    Options,
    document=each_document(_find),
    slots={"found": "版面现在的样子", "count": "这样的有几处"},
    cases={"missing": "完全没有（页码）"},
)
