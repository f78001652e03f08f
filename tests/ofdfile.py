"""OFD files written by hand (GB/T 33190-2016): pages of text objects and lines."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
OFD_XML = (
    f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD {NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
    "<ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
)


def text(
    words: str, left: float, top: float, size: float = 5.6, *, delta: str | None = None, code: str = "", more: str = ""
) -> str:
    """A text object, its places in millimetres; `delta` is DeltaX, by default one em for each character."""
    step = f"g {len(words) - 1} {size}" if delta is None and len(words) > 1 else delta or ""
    steps = f'DeltaX="{step}"' if step else ""
    box = f"{left} {top} {size * len(words)} {size}"
    return (
        f'<ofd:TextObject ID="1" Boundary="{box}" Font="2" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size}" {steps} {code}>{words}</ofd:TextCode></ofd:TextObject>'
    )


def line(left: float, top: float, right: float, bottom: float) -> str:
    """A line that is drawn."""
    return (
        f'<ofd:PathObject ID="1" Boundary="{left} {top} {right - left} {bottom - top}" LineWidth="0.3">'
        f"<ofd:AbbreviatedData>M 0 0 L {right - left} {bottom - top}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def page(*objects: str, before: str = "") -> str:
    """The XML of a page; `before` stands before its content."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {NAMESPACE}>{before}<ofd:Content><ofd:Layer ID="9">'
        f"{''.join(objects)}</ofd:Layer></ofd:Content></ofd:Page>"
    )


def ofd(*pages: Sequence[str] | str, common: str = "", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """An OFD of A4 pages: each its objects, or its XML. `common` goes into CommonData; `parts` are added or replaced."""
    entries = "".join(f'<ofd:Page ID="{10 + at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages)))
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:Document {NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID>'
        f"<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData>"
        f"<ofd:Pages>{entries}</ofd:Pages></ofd:Document>"
    )
    files: dict[str, str | bytes] = {"OFD.xml": OFD_XML, "Doc_0/Document.xml": document}
    for at, content in enumerate(pages):
        files[f"Doc_0/Pages/Page_{at}/Content.xml"] = content if isinstance(content, str) else page(*content)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in (files | dict(parts or {})).items():
            out.writestr(name, data)
    return target.getvalue()


def units(words: str) -> float:
    """The width of words in ems, every Latin letter half of one."""
    return sum(0.5 if char.isascii() else 1.0 for char in words)


_UNIT = r"[“‘《〈（【〔(]*(?:[!-~\u00a1-\u024f]+|[^ ])[，。、；：！？”’》〉）】〕…%％)]*"


def wrapped(words: str, width: int) -> Iterator[str]:
    """Words in lines of so many ems, the first of them two shorter; what may not begin a line hangs out of the one above.

    At a blank only Latin words are broken, which have one between them in any case: at the end of a line nobody sees it.
    """
    line, room = "", width - 2.0
    for unit in re.findall(rf"{_UNIT}(?: +{_UNIT})*", words):
        for part in re.split(r"(?<=[!-~])(?= [!-~])", unit):
            if line and units(line + part) > room:
                yield line
                line, room, part = "", width, part.lstrip(" ")
            line += part
    yield line


def set_in(*paragraphs: str, top: float = 37, width: int = 28, size: float = 5.6) -> list[str]:
    """Paragraphs, a text object for each line, the first two characters in."""
    return [found for _, found in _laid(paragraphs, top, width, size, 1e9)]


def set_in_pages(*paragraphs: str, width: int = 28, size: float = 5.6) -> list[list[str]]:
    """The same, page after page, as high as GB/T 9704-2012 has them."""
    pages: list[list[str]] = []
    for page_number, found in _laid(paragraphs, 37, width, size, 257):
        if page_number == len(pages):
            pages.append([])
        pages[page_number].append(found)
    return pages


def _laid(paragraphs: Iterable[str], top: float, width: int, size: float, bottom: float) -> Iterator[tuple[int, str]]:
    number, base = 0, top
    for words in paragraphs:
        for at, found in enumerate(wrapped(words, width)):
            if base > bottom:
                number, base = number + 1, top
            deltas = " ".join(f"{size * (0.5 if char.isascii() else 1)}" for char in found)
            escaped = html.escape(found, quote=False)
            yield number, text(escaped, 28 + 2 * size * (at == 0), base, size, delta=deltas)
            base += 1.75 * size
