"""What each format reads as, for the goldens: every paragraph of made documents with its part, its numbers and its map."""

from __future__ import annotations

from collections.abc import Iterator

from govlint.document.document import Document
from govlint.document.outline import Member
from govlint.readers import decode, parse
from govlint.text.textmap import TextMap
from tests.made import ARTICLE, LEAFLET, SPEECH, letter, print_out, sheet

DOCUMENTS = {
    "讲话.txt": SPEECH.encode(),
    "文章.md": ARTICLE.encode(),
    "网页.html": LEAFLET.encode(),
    "函.docx": letter(),
    "通知.ofd": sheet(),
    "通知.pdf": print_out(),
}


def golden(name: str) -> str:
    """Where a golden stands."""
    return f"tests/golden/readings/{name.rpartition('.')[2]}.txt"


def reading(name: str) -> str:
    """The document of this name as it is read, and as it was before its changes where it has any."""
    data = DOCUMENTS[name]
    parts = [_told(parse(decode(data, name)))]
    if name.endswith(".docx"):
        parts.append(_told(parse(decode(data, name, original=True))))
    return "\n".join(parts)


def _told(document: Document) -> str:
    return "\n".join([f"{document.genre} {document.title!r} {document.date!r}", *_places(document), *_outline(document), ""])


def _places(document: Document) -> Iterator[str]:
    for number, place in enumerate(document.places):
        block = place.block
        said = [f"{block.kind}{block.level or ''}", str(place.role), f"part {place.part}" if place.part else ""]
        said += [f"label {block.label!r}" if block.label else "", f"unfilled {block.unfilled}" if block.unfilled else ""]
        yield f"{number} {' '.join(filter(None, said))}: {block.text!r}"
        if block.elisions:
            yield "    " + " ".join(f"{each.at}:{each.kind}:{each.text!r}" for each in block.elisions)
        yield "    " + " ".join(_runs(document.source.text, place.map, len(block.text)))
        for sentence in block.sentences:
            yield "    " + " | ".join(repr(clause.core) for clause in sentence.clauses)


def _runs(text: str, places: TextMap, length: int) -> Iterator[str]:
    for run in places.stretches():
        yield f"{run.length}@{run.source}+{run.width}{text[run.source : run.source + run.width]!r}"
    yield "/".join(str(tuple(places.span(at, min(length, at + 2)))) for at in range(0, length, max(1, length // 3)))


def _outline(document: Document) -> Iterator[str]:
    def branch(member: Member, depth: int) -> Iterator[str]:
        yield f"{'  ' * depth}- {document.entry(member, 12)} {member.marker.number} {member.fault or ''}".rstrip()
        for run in member.children:
            for child in run.members:
                yield from branch(child, depth + 1)

    for run in document.outline.roots:
        for member in run.members:
            yield from branch(member, 0)
