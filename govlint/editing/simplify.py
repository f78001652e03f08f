"""Traditional to simplified characters throughout a document, on request; code and markup, which are not read, stay."""

from __future__ import annotations

from govlint.analysis.finding import Edit
from govlint.document.document import Document
from govlint.text.fold import PARTICLE


def simplifying_edits(document: Document) -> tuple[Edit, ...]:
    """Edits that turn a document's reading text into simplified characters, in code points of the source.

    Uses OpenCC's t2s on whole paragraphs, so that a word decides about its characters (乾坤, 干了). A paragraph whose length
    would change is converted character by character. A 著 that OpenCC leaves after a verb becomes 着 (催逼着).
    """
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    edits: list[Edit] = []
    for place in document.places:
        text = place.block.text
        simple = convert(text)
        if len(simple) != len(text):
            simple = "".join(c if len(s := convert(c)) != 1 else s for c in text)
        simple = PARTICLE.sub("着", simple)
        for at, (old, new) in enumerate(zip(text, simple, strict=True)):
            if old != new and place.map.unbroken(at, at + 1):
                span = place.span(at, at + 1)
                edits.append(Edit(span.start, span.end, new))
    return tuple(edits)
