"""One text in five formats: the same findings on the same words, and every word where it says it is."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from govlint.analysis.engine import Ruleset, lint
from govlint.readers import decode, load, parse, read
from govlint.rulefiles.loader import load_builtin
from govlint.text.source import Source
from tests import ofdfile
from tests.conftest import SEED
from tests.office import convert, needs
from tests.wordfile import docx, paragraph, run

Lines = list[str]


def as_text(lines: Lines) -> bytes:
    return "\n".join(lines).encode()


def as_markdown(lines: Lines) -> bytes:
    # Any ASCII punctuation may have a backslash before it and means nothing then.
    return "\n\n".join(re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", line) for line in lines).encode()


def as_html(lines: Lines) -> bytes:
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines)
    return f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>\n{body}\n</body></html>".encode()


def as_word(lines: Lines) -> bytes:
    """Every paragraph in three runs, cut wherever, as Word leaves them."""

    def runs(line: str) -> Iterator[str]:
        first, second = len(line) // 3, len(line) * 2 // 3
        for part, form in ((line[:first], ""), (line[first:second], "<w:b/>"), (line[second:], "<w:i/>")):
            if part:
                yield run(html.escape(part), form)

    return docx(*(paragraph(*runs(line)) for line in lines))


def as_pages(lines: Lines) -> bytes:
    """Every paragraph broken into lines, and these into pages."""
    return ofdfile.ofd(*ofdfile.set_in_pages(*lines))


FORMATS: dict[str, Callable[[Lines], bytes]] = {
    ".txt": as_text,
    ".md": as_markdown,
    ".html": as_html,
    ".docx": as_word,
    ".ofd": as_pages,
}


_ONLY_ON_PAGES = re.compile(r"\d{1,4}|(\w )+\w")
"""What is the number of a page there, and what is letter-spaced."""


def lines_of(path: Path) -> Lines:
    """The paragraphs of a text, their spaces as a browser shows them."""
    return [re.sub("[ \t]+", " ", line.strip()) for line in load(path).text.splitlines() if line.strip()]


def found(source: Source, ruleset: Ruleset) -> list[tuple[str, str, str, str]]:
    document = parse(source)
    findings = lint(document, ruleset, remember=False).findings
    for finding in findings:
        assert finding.match == source.text[finding.span.start : finding.span.end]
    words = ((document.places[f.block].block.text, f) for f in findings)
    return sorted((f.rule, str(f.severity), f.message, text[f.reading.start : f.reading.end]) for text, f in words)


def compare(paths: list[Path]) -> int:
    # How it looks on paper a Word file alone can say; a blank between scripts is a style in Markdown, and no fault there.
    apart = "punctuation/space-between-scripts"
    ruleset = Ruleset([rule for rule in load_builtin() if rule.kind.name != "layout" and rule.id != apart])
    total = 0
    for path in paths:
        lines = [line for line in lines_of(path) if not _ONLY_ON_PAGES.fullmatch(line)]
        sources = {suffix: decode(write(lines), path.stem + suffix) for suffix, write in FORMATS.items()}
        texts = {suffix: [block.text for block, _ in read(source)] for suffix, source in sources.items()}
        assert all(text == texts[".txt"] for text in texts.values()), path.name
        plain = found(sources[".txt"], ruleset)
        for suffix, source in sources.items():
            assert found(source, ruleset) == plain, (path.name, suffix)
        total += len(plain)
    return total


def test_the_seed_in_five_formats() -> None:
    assert compare([SEED]) > 20


@pytest.mark.slow
def test_the_corpus_in_five_formats(corpus: list[Path]) -> None:
    assert compare([path for path in corpus if path.suffix == ".txt"]) > 30


@pytest.mark.slow
@needs("soffice")
def test_what_libreoffice_makes_of_a_text_is_found_at_fault_alike(tmp_path: Path) -> None:
    lines = [
        "关于做好工作的通知",
        "各单位：",
        *(f"{n}、今天,我们召开会议,部署第{n}项工作，认真抓好落实。" * 3 for n in "一二四"),
    ]
    original = tmp_path / "通知.docx"
    original.write_bytes(docx(*(paragraph(run(line)) for line in lines)))
    ruleset = Ruleset([rule for rule in load_builtin() if rule.kind.name != "layout"])
    wanted = found(decode(as_text(lines), "通知.txt"), ruleset)
    assert len(wanted) > 3
    for target in ("odt", "rtf", "doc", "pdf"):
        assert found(load(convert(original, target)), ruleset) == wanted, target


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".md", ".html", ".docx"])
def test_every_character_of_the_corpus_is_where_it_says(suffix: str, corpus: list[Path]) -> None:
    for path in corpus:
        if path.suffix != ".txt":
            continue
        source = decode(FORMATS[suffix](lines_of(path)), path.stem + suffix)
        for block, places in read(source):
            for at, char in enumerate(block.text):
                span = places.span(at, at + 1)
                there = source.text[span.start : span.end]
                assert char in (there, there.removeprefix("\\"), html.unescape(there)), (path.name, span)
