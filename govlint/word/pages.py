"""Pages set for print: paper, margins, grid, and a page number at the foot of odd and even pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from govlint.text.frozen import frozen
from govlint.text.source import SourceError
from govlint.word.editor import Editor
from govlint.word.order import PARAGRAPH, SECTION, SETTINGS, drop, give, insert, open_, properties
from govlint.word.package import W, Xml, relations_of
from govlint.word.runs import new
from govlint.word.styles import is_on

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_NUMBER_WORDS = frozenset("第页共-—–－ /0123456789")


@frozen
class Sheet:
    """A page: lengths in twentieths of a point; `pitch` is the height of a line of the grid."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    foot: int
    """How far the foot's last line is from the edge."""
    pitch: int


def set_pages(editor: Editor, sheet: Sheet) -> None:
    """Set each upright section so; one that lies keeps its margins and gets the paper alone."""
    for section in sections(editor):
        paper = open_(section, "pgSz", SECTION)
        width, height = (_length(paper.get(W + name, "")) for name in ("w", "h"))
        lies = width > height
        sides = (sheet.height, sheet.width) if lies else (sheet.width, sheet.height)
        orientation = {"orient": "landscape"} if lies else {}
        give(section, "pgSz", SECTION, w=str(sides[0]), h=str(sides[1]), **orientation)
        if lies:
            continue
        margins = open_(section, "pgMar", SECTION)
        said = {"top": sheet.top, "right": sheet.right, "bottom": sheet.bottom, "left": sheet.left, "footer": sheet.foot}
        for name, value in (said | {"gutter": 0}).items():
            margins.set(W + name, str(value))
        margins.set(W + "header", margins.get(W + "header", "851"))
        give(section, "docGrid", SECTION, type="lines", linePitch=str(sheet.pitch))


def _length(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 0


def sections(editor: Editor) -> list[Xml]:
    """The properties of the sections in order, the last one's made where a file says nothing of pages."""
    body = editor.open(editor.package.main).find(W + "body")
    if body is None:
        raise SourceError("Word 文件已损坏：里面没有正文")
    found = [e for e in body.iter(W + "sectPr") if e.getparent().tag in (W + "body", W + "pPr")]
    if body.find(W + "sectPr") is None:
        last = new(body, "sectPr")
        body.append(last)
        found.append(last)
    return found


def number_pages(editor: Editor, font: str, size: int) -> bool:
    """Put a number at the foot of each page, `size` in half points: on odd pages to the right, on even ones to the left.
    A foot that says more than a page's number stays, and nothing is done; gives whether it was.
    """
    package = editor.package
    feet = {path: editor.open(path) for path in package.related(package.main, "footer")}
    if any(_says_more(tree) for tree in feet.values()):
        return False
    for section in sections(editor):
        for reference in section.findall(W + "footerReference"):
            if reference.get(W + "type", "default") != "first":
                section.remove(reference)
    first = sections(editor)[0]
    for kind, align in (("even", "left"), ("default", "right")):
        key = _add_foot(editor, kind, align, font, size)
        reference = new(first, "footerReference", type=kind)
        reference.set(_R + "id", key)
        insert(first, reference, SECTION)
    _remove_idle_feet(editor)
    _tell_odd_from_even(editor)
    return True


def _remove_idle_feet(editor: Editor) -> None:
    package = editor.package
    left = {r.get(_R + "id") for s in sections(editor) for r in s.iterfind(W + "footerReference")}
    for key, (kind, path) in package.relations(package.main).items():
        if kind.endswith("/footer") and key not in left and path in package:
            editor.remove_part(path)


def unnumber_first_page(editor: Editor) -> bool:
    """Leave the number of the first page out, its head as it is; gives whether there was one. A foot of its own that says
    more than a page's number stays."""
    section = sections(editor)[0]
    known = editor.package.relations(editor.package.main)
    said = section.find(W + "titlePg")
    is_apart = said is not None and is_on(said)
    feet = [r for r in section.iterfind(W + "footerReference") if r.get(W + "type") == "first"]
    paths = [known[r.get(_R + "id")][1] for r in feet if r.get(_R + "id") in known]
    if is_apart and not any(_shows(foot) and not _says_more(foot) for foot in map(editor.open, paths)):
        return False
    for reference in feet:
        section.remove(reference)
    _remove_idle_feet(editor)
    if not is_apart:
        heads = {r.get(W + "type", "default"): r for r in section.iterfind(W + "headerReference")}
        give(section, "titlePg", SECTION)
        if "default" in heads and "first" not in heads:
            first = new(section, "headerReference", type="first")
            first.set(_R + "id", heads["default"].get(_R + "id"))
            insert(section, first, SECTION)
    return True


def clear_heads(editor: Editor, is_ruled: Callable[[Xml], bool | None]) -> int:
    """Take the line out of heads with neither words nor pictures; gives how many paragraphs had one."""
    package = editor.package
    cleared = 0
    for path in package.related(package.main, "header"):
        tree = editor.open(path)
        if _shows(tree):
            continue
        for paragraph in tree.iter(W + "p"):
            if is_ruled(paragraph):
                borders = open_(properties(paragraph, "pPr"), "pBdr", PARAGRAPH)
                for side in ("bottom", "top"):
                    drop(borders, side)
                    borders.insert(0, new(borders, side, val="nil"))
                cleared += 1
    return cleared


def _shows(part: Xml) -> bool:
    """Whether a head or foot holds anything that is printed."""
    things = (W + "drawing", W + "pict", W + "object", W + "sym", W + "fldSimple", W + "fldChar")
    return any((t.text or "").strip() for t in part.iter(W + "t")) or next(part.iter(*things), None) is not None


def _says_more(foot: Xml) -> bool:
    words = "".join(t.text or "" for t in foot.iter(W + "t"))
    pictures = [e for e in foot.iter(W + "drawing", W + "pict") if next(e.iter(W + "txbxContent"), None) is None]
    return bool(set(words) - _NUMBER_WORDS or pictures)


def _add_foot(editor: Editor, kind: str, align: str, font: str, size: int) -> str:
    face = (
        f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )
    inside = [
        '<w:t xml:space="preserve">— </w:t>',
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{2 if kind == 'even' else 1}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        '<w:t xml:space="preserve"> —</w:t>',
    ]
    runs = "".join(f"<w:r>{face}{each}</w:r>" for each in inside)
    side = f'w:{align}Chars="100" w:{align}="{size * 10}"'
    properties = f'<w:pPr><w:snapToGrid w:val="0"/><w:ind {side}/><w:jc w:val="{align}"/></w:pPr>'
    root = f"<w:ftr {_NAMESPACE}><w:p>{properties}{runs}</w:p></w:ftr>"
    number = next(n for n in range(1, 1000) if _foot_name(n) not in editor.package and _foot_name(n) not in editor.trees)
    editor.add_part(_foot_name(number), "footer", _TYPE.format("footer"), root)
    relation = editor.open(relations_of(editor.package.main))[-1]
    return str(relation.get("Id"))


def _foot_name(number: int) -> str:
    return f"word/footerGovlint{number}.xml"


def _tell_odd_from_even(editor: Editor) -> None:
    package = editor.package
    there = package.related(package.main, "settings")
    settings = (
        editor.open(there[0])
        if there
        else editor.add_part("word/settings.xml", "settings", _TYPE.format("settings"), f"<w:settings {_NAMESPACE}/>")
    )
    said = settings.find(W + "evenAndOddHeaders")
    if said is None or not is_on(said):
        for section, head in list(_heads(editor)):
            even = new(section, "headerReference", type="even")
            even.set(_R + "id", head.get(_R + "id"))
            insert(section, even, SECTION)
    give(settings, "evenAndOddHeaders", SETTINGS)


def _heads(editor: Editor) -> Iterator[tuple[Xml, Xml]]:
    """The sections whose pages have all one head, with what refers to it."""
    for section in sections(editor):
        kinds = {r.get(W + "type", "default"): r for r in section.iterfind(W + "headerReference")}
        if "default" in kinds and "even" not in kinds and kinds["default"].get(_R + "id"):
            yield section, kinds["default"]
