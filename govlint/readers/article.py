"""Finds the article among the blocks of a web page: the innermost container that holds nearly all prose.

Its title and publication line are looked for above it; navigation and related links, inside it and round it, are left
out. Knows how blocks lie in elements, not how they were read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from govlint.document.block import Block
from govlint.readers.htmltree import Element
from govlint.text.textmap import TextMap

_ASIDE = frozenset({"nav", "aside", "footer", "menu", "form"})
_CONTAINER_NAMES = "html body main article section div center table tbody tr td form font span"
_CONTAINERS = frozenset(_CONTAINER_NAMES.split())
_PROSE = re.compile(r"[。；！？]")
_PUBLICATION = re.compile(
    r"(发布|发文|成文|更新|发稿)?(时间|日期|来源|作者|机关|单位)\s*[:：]|^\s*(19|20)\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]"
)
_ARTICLE_SHARE = 0.85
_LINK_SHARE = 0.7
_MANY_LINKS = 3
_FEW_LINKS = 0.3
_LABEL = 5  # 成文日期： and its date may stand in cells of their own


@dataclass(slots=True)
class Found:
    """A block of the page, the element it stands in, and how many of its characters are in links."""

    block: Block
    map: TextMap
    element: Element
    linked: int
    links: int

    @property
    def is_prose(self) -> bool:
        text = self.block.text
        if self.is_publication or self.linked > len(text) * _LINK_SHARE:
            return False
        return bool(_PROSE.search(text) or len(text) >= 40)

    @property
    def is_publication(self) -> bool:
        """Whether it says when and by whom the article was published."""
        text = self.block.text
        few_links = self.linked <= len(text) * _FEW_LINKS
        return few_links and _LABEL < len(text) < 100 and _PUBLICATION.search(text) is not None


@dataclass(slots=True)
class _Weight:
    """What an element holds: characters, those in links, links, and characters of prose."""

    chars: int = 0
    linked: int = 0
    links: int = 0
    prose: int = 0

    @property
    def is_links(self) -> bool:
        return self.links >= _MANY_LINKS and self.linked >= self.chars * _LINK_SHARE


def article(blocks: Sequence[Found], title: str, title_block: tuple[Block, TextMap] | None) -> Iterator[Found]:
    """The blocks of the article among those of a page. `title` is what the page calls itself, `title_block` that as a block."""
    weights: dict[Element, _Weight] = {}
    aside = _ASIDE - {"form"} if _is_in_form(blocks) else _ASIDE
    for found in blocks:
        lineage = list(found.element.ancestors())
        prose = len(found.block.text) if found.is_prose and not _is_inside(found, aside) else 0
        for element in lineage:
            weight = weights.setdefault(element, _Weight())
            weight.chars += len(found.block.text)
            weight.linked += found.linked
            weight.links += found.links
            weight.prose += prose
    if not blocks:
        return
    container = _innermost(list(blocks[0].element.ancestors())[-1], weights)
    inside = [i for i, f in enumerate(blocks) if container in f.element.ancestors()]
    first = inside[0]
    body = [_of_article(blocks[i], container) for i in inside if not _is_aside(blocks[i], container, weights, aside)]
    lines = _title_lines(body, title)
    yield from _above(title, title_block, blocks[:first], body, titled=bool(lines))
    for index, found in enumerate(body):
        yield _as(found, "title") if index in lines else found


def _is_in_form(blocks: Sequence[Found]) -> bool:
    """Whether most of the prose stands in forms: some site systems put the whole page, or the article, into one."""
    prose = dict.fromkeys((False, True), 0)
    for found in blocks:
        if found.is_prose and not _is_inside(found, _ASIDE - {"form"}):
            prose[_is_inside(found, frozenset({"form"}))] += len(found.block.text)
    return prose[True] > prose[False]


def _is_inside(found: Found, tags: frozenset[str]) -> bool:
    return any(element.tag in tags for element in found.element.ancestors())


def _of_article(found: Found, container: Element) -> Found:
    """A block of the article: the cell that all of the article stands in is none of its tables'."""
    if found.block.kind != "cell":
        return found
    inside = takewhile(lambda e: e is not container, found.element.ancestors())
    return found if any(e.tag in ("td", "th") for e in inside) else _as(found, "paragraph")


def _title_lines(body: Sequence[Found], title: str) -> range:
    """Which blocks at the beginning of the article are its title, broken over lines, though nothing but the page's own
    title says so."""
    named = list(takewhile(lambda found: found.block.kind == "paragraph" and _names(found.block.text, title), body[:4]))
    lines = "".join(found.block.text for found in named)
    return range(len(named) if _names(lines, title) else 0)


def _as(found: Found, kind: str) -> Found:
    return replace(found, block=replace(found.block, kind=kind))


def _innermost(root: Element, weights: dict[Element, _Weight]) -> Element:
    """The deepest container that holds nearly all prose of the page; the whole page where there is no prose."""
    element = root
    while True:
        children = (c for c in element.children if isinstance(c, Element) and c in weights)
        heaviest = max(children, key=lambda c: weights[c].prose, default=None)
        if heaviest is None or heaviest.tag not in _CONTAINERS:
            return element
        if not weights[heaviest].prose or weights[heaviest].prose < weights[root].prose * _ARTICLE_SHARE:
            return element
        element = heaviest


def _is_aside(found: Found, container: Element, weights: dict[Element, _Weight], aside: frozenset[str]) -> bool:
    for element in found.element.ancestors():
        if element is container:
            return False
        if element.tag in aside or weights[element].is_links:
            return True
    return False


def _above(
    title: str,
    title_block: tuple[Block, TextMap] | None,
    above: Sequence[Found],
    body: Sequence[Found],
    *,
    titled: bool,
) -> Iterator[Found]:
    """The title and the publication line that stand above the article, or the page's own title where there is none; no
    title where the article begins with it."""
    # Of what names the article the longest does: who issued it and what it is about may stand there too.
    names = {i: len(f.block.text) for i, f in enumerate(above) if _names(f.block.text, title)}
    named = [i for i, length in names.items() if length == max(names.values())]
    if not named:
        named = [i for i, f in enumerate(above) if f.block.kind == "heading" and f.block.level == 1]
    if named and not titled:
        yield _as(above[named[-1]], "title")
    has_title = named or titled or any(_names(f.block.text, title) or f.block.kind == "heading" for f in body[:3])
    if not has_title and title_block is not None and above:
        yield Found(*title_block, body[0].element if body else Element(""), 0, 0)
    for found in above[named[-1] + 1 if named else 0 :]:
        if found.is_publication:
            yield _as(found, "note")


def _names(text: str, title: str) -> bool:
    return len(text) >= 4 and text in title
