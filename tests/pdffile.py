"""PDF files written by hand (ISO 32000-1): text in a font that every reader has widths and codes of, and lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Words(NamedTuple):
    """Text painted from a point on; `spacing` is added after each character. Lengths are points from the top left corner."""

    text: str
    left: float
    base: float
    size: float = 16
    spacing: float = 0
    turned: bool = False


class Stroke(NamedTuple):
    """A line that is drawn."""

    left: float
    top: float
    right: float
    bottom: float


class Frame(NamedTuple):
    """A box whose edges are drawn in one path, moved there by the page's own arithmetic, as Word and WPS do."""

    left: float
    top: float
    right: float
    bottom: float


WIDTH, HEIGHT = 595, 842
_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>",
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    b"/DW 1000/W[1 95 500 814 939 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4"
    b"/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>",
)


def pdf(*pages: Sequence[Words | Stroke | Frame], turn: int = 0, upright: bool = False) -> bytes:
    """A PDF of A4 pages with these words and lines on them; `upright`: words stand upright on pages that are turned."""
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(),
        *_FONT,
    ]
    for at, things in enumerate(pages):
        content = "\n".join(_painted(thing, turn if upright else 0) for thing in things).encode()
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Rotate {turn}/Resources<</Font<</F 3 0 R>>>>"
            f"/Contents {6 + 2 * at} 0 R>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _painted(thing: Words | Stroke | Frame, turn: int) -> str:
    if isinstance(thing, Frame):
        width, height = thing.right - thing.left, thing.bottom - thing.top
        # Three sides, and the fourth by closing the path.
        path = f"0 0 m {width / 2} 0 l {width / 2} {height / 2} l 0 {height / 2} l s"
        return f"q 2 0 0 2 {thing.left} {HEIGHT - thing.bottom} cm {path} Q"
    if isinstance(thing, Stroke):
        return f"{thing.left} {HEIGHT - thing.top} m {thing.right} {HEIGHT - thing.bottom} l S"
    matrix, left, bottom = {
        0: ("1 0 0 1", thing.left, HEIGHT - thing.base),
        90: ("0 1 -1 0", thing.base, thing.left),
        180: ("-1 0 0 -1", WIDTH - thing.left, thing.base),
        270: ("0 -1 1 0", WIDTH - thing.base, HEIGHT - thing.left),
    }[turn]
    matrix = "0.7 0.7 -0.7 0.7" if thing.turned else matrix
    code = thing.text.encode("utf-16-be").hex()
    return f"BT /F {thing.size} Tf {thing.spacing} Tc {matrix} {left} {bottom} Tm <{code}> Tj ET"
