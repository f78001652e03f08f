"""What each format reads as, for the goldens: every paragraph of made documents with its part, its numbers and its map."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random
from zlib import crc32

from govlint.document.document import Document
from govlint.document.outline import Member
from govlint.project.project import Project
from govlint.readers import decode, parse
from govlint.text.source import Source, SourceError
from govlint.text.textmap import TextMap
from govlint.word.fields import equation
from tests.bench.fuzz import made_ofd, made_pdf, made_text
from tests.made import ARTICLE, LEAFLET, NOTICE, SPEECH, letter, print_out, sheet

_BOXES = """\
???+ note "注意,事项"
    会议结束了,请离场。

!!! warning "一、提醒" inline end
    要按时。

??? tip
    没有题目,也可以。

**要点。**说明在后，\\*星号\\*。增长3~5个和5~8个，~~删去~~的也读。
"""

DOCUMENTS = {
    "speech.txt": SPEECH.encode(),
    "notice.txt": NOTICE.encode(),
    "article.md": ARTICLE.encode(),
    "boxes.md": _BOXES.encode(),
    "leaflet.html": LEAFLET.encode(),
    "letter.docx": letter(),
    "sheet.ofd": sheet(),
    "print.pdf": print_out(),
}


def golden(name: str) -> str:
    """Where a golden stands."""
    return f"tests/golden/readings/{name.replace('.', '-')}.txt"


def reading(name: str) -> str:
    """The document of this name as it is read, and as it was before its changes where it has any."""
    data = DOCUMENTS[name]
    parts = [_told(parse(decode(data, name)))]
    if name.endswith(".docx"):
        parts.append(_told(parse(decode(data, name, original=True))))
    return "\n".join(parts)


MADE = "tests/golden/readings/made.txt"
_MADE = 120
_LONGEST = 1_000
_FORMS = (r"\o", r"\o\ac", r"\O \al", r"\f", r"\f ", r"\s", r"\x")
_PARTS = (
    *("(○,21)", "(□,三)", "(甲,乙)", "(○,99)", "(1,2)", "(1;2)", "((1),2)", r"(1,\x)", "(1,2,3)", "()", "(,)"),
    *(
        r"(甲,\s\up 5(jiǎ))",
        r"(甲,\s\do 5(jiǎ))",
        r"(\s\up 9(上),\s\do 3(下))",
        r"(\s\up 9(上))",
        r"(甲\),乙)",
        "(（1），2）",
        "(甲",
    ),
)


def made() -> str:
    """Texts and pages with a little of everything: the part of each paragraph, its first words, and a digest of the rest."""
    lines = []
    for number in range(_MADE):
        random = Random(number)
        suffix = ("txt", "md", "html", "ofd", "pdf")[number % 5]
        name = f"{number}.{suffix}"
        try:
            source = _source(random, name)
        except SourceError as refusal:
            lines.append(f"{name} {refusal}")
            continue
        document = parse(source)
        lines.append(f"{name} {document.genre} {document.title[:20]!r} {document.date!r}")
        lines += [brief(line) for line in (*places(document), *_outline(document))]
    lines += [f"EQ {form}{parts}: {equation(f'EQ {form}{parts}')!r}" for form in _FORMS for parts in _PARTS]
    lines += list(_hushed())
    return "\n".join([*lines, ""])


_COMMENTS = (
    *(
        " ordinal/gap, lexis: 原文",
        " lexis，ordinal/gap：原文",
        " lexis lexis/cut-word: 原文",
        "-next-line: 原文",
        "-next-lines ordinal: 原文",
    ),
    *(
        " ordinal/gpa: 原文",
        ": 原文",
        " ordinal/gap: 原文 --> 乙 <!-- govlint-enable",
        "-next-line ordinal/gap: 原文 --> <!-- govlint-enable lexis",
    ),
    *(
        " ordinal/gap: 原文 --> <!-- govlint-enable ordinal/gap",
        " ordinal: 原文 -->\n`<!-- govlint-disable x -->`<!-- govlint-disable",
    ),
)


def _hushed() -> Iterator[str]:
    """Comments that switch a rule off, wherever and however they are written: what is still found."""
    project = Project()
    befores = ("", "\n", "甲\n", "甲\n\n", "甲 \n \t\n", "甲\r\n\r\n", "# 题\n\n> ", " \n")
    says = ("-next-line ordinal/gap: 原文", " ordinal: 原文", " ordinal/gap", "-next-line lexis: 原文")
    made = [*product(befores, says, ("\n", "\n\n", " 乙\n\n")), *product(("甲\n\n",), _COMMENTS, ("\n\n",))]
    for before, said, behind in made:
        text = (
            f"{before}<!-- govlint-disable{said} -->{behind}三、抓产业。\n\n五、抓项目。\n<!-- govlint-enable ordinal/gap -->\n"
        )
        yield f"{before!r} {said} {behind!r}"
        for found in project.lint(Source("a.md", text), remember=False).findings:
            if found.rule.startswith(("ord", "sup")):
                edits = [(edit.start, edit.end, edit.text) for edit in found.fix.edits] if found.fix else ""
                yield f"  {found.span.start}-{found.span.end} {found.rule} {found.message} {edits}"


def _source(random: Random, name: str) -> Source:
    if name.endswith(".pdf"):
        return decode(made_pdf(random), name)
    if name.endswith(".ofd"):
        return decode(made_ofd(random, broken=False), name)
    return Source(name, made_text(random)[:_LONGEST])


def brief(line: str) -> str:
    return line if len(line) <= 60 else f"{line[:50]}… {crc32(line.encode('utf-8', 'surrogatepass')):08x}"


def _told(document: Document) -> str:
    return "\n".join([f"{document.genre} {document.title!r} {document.date!r}", *places(document), *_outline(document), ""])


def places(document: Document) -> Iterator[str]:
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
