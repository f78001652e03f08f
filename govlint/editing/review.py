"""Findings written into a Word file as a colleague would: comments on the words, safe changes as tracked changes."""

from __future__ import annotations

import copy
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from govlint.analysis.finding import SEVERITY_NAMES, Edit, Finding, Safety
from govlint.editing.fix import plan
from govlint.readers.docx import WordSource, source_of
from govlint.text.edits import least
from govlint.text.frozen import frozen
from govlint.text.source import Span
from govlint.word import cleaning
from govlint.word.comments import RULE_PREFIX, CommentBook
from govlint.word.document import MAIN, WordDocument, read
from govlint.word.editor import Editor
from govlint.word.package import Package, W, Xml
from govlint.word.runs import Operation, Unit, new, set_text

_FOLD_FROM = 3
_PLAIN = frozenset(W + name for name in ("rPr", "t", "tab", "br", "lastRenderedPageBreak"))

Lint = Callable[[WordSource], Sequence[Finding]]


@frozen
class Review:
    """A reviewed file: its bytes, how many comments were written and changes tracked, and what was found."""

    data: bytes
    comments: int
    changes: int
    findings: tuple[Finding, ...]
    source: WordSource


def clean(data: bytes) -> bytes:
    """The file without any comment or tracked change of ours. Raises SourceError, MissingLibraryError."""
    editor = Editor(Package(data))
    cleaning.remove(editor, all_threads=True)
    cleaning.remove_empty_book(editor)
    return editor.save()


def review(data: bytes, path: str, lint: Lint, why: Mapping[str, str], now: datetime, *, fold: bool = True) -> Review:
    """Check a .docx and write what is found into it; what an earlier review wrote is taken out first.

    `lint` finds; `why` has the reason of each rule by id. With `fold`, of many findings that say the same and are all
    mended by tracked changes the first alone has a comment. Raises SourceError, MissingLibraryError.
    """
    editor = Editor(Package(data))
    kept = cleaning.remove(editor, all_threads=False)
    document = read(editor.package, editor.parse)
    source = source_of(document, path)
    findings = tuple(lint(source))
    book = CommentBook(editor, document.styles, now)
    pen = _Pen(editor, document, source, why, book, kept)
    pen.write(findings, fold=fold)
    cleaning.remove_empty_book(editor)
    return Review(editor.save(), pen.comments, pen.changes, findings, source)


def stamp(data: bytes) -> bytes:
    """The file with our mark: a comment of the zip file (ISO/IEC 29500-2, annex B) with a hash of all the rest, which no
    longer fits as soon as somebody has gone on with the file."""
    rest = _unmarked(data)
    mark = _MARK + sha256(rest).hexdigest().encode()
    return rest + len(mark).to_bytes(2, "little") + mark


def is_ours(data: bytes) -> bool:
    """Whether a file is one that we have marked and nobody has changed since."""
    return _MARK in data[-_MARK_LENGTH:] and stamp(data) == data


_MARK = b"govlint "
_MARK_LENGTH = len(_MARK) + 64


def _unmarked(data: bytes) -> bytes:
    """All of a zip file up to the length of its comment."""
    end = data.rfind(b"PK\5\6")
    return data[: end + 20]


@dataclass(slots=True)
class _Note:
    """A finding on its way into the file: the line and span that its comment stands on, the edits that are tracked."""

    finding: Finding
    span: Span
    edits: tuple[Edit, ...] = ()
    alike: int = 1
    """How many findings this one speaks for."""


@dataclass(slots=True)
class _Pen:
    editor: Editor
    document: WordDocument
    source: WordSource
    why: Mapping[str, str]
    book: CommentBook
    kept: Mapping[str, str]
    comments: int = 0
    changes: int = 0
    starts: list[int] = field(default_factory=list)
    operations: dict[int, Operation] = field(default_factory=dict)

    def write(self, findings: Sequence[Finding], *, fold: bool) -> None:
        """Write the findings into the trees."""
        self.starts = [0]
        for paragraph in self.document.paragraphs:
            self.starts.append(self.starts[-1] + len(paragraph.text) + 1)
        discussed = list(self._discussed())
        notes = [
            _Note(finding, self._visible(finding.span))
            for finding in findings
            if not any(
                finding.rule == rule and s.start <= finding.span.end and finding.span.start <= s.end for rule, s in discussed
            )
        ]
        self._choose_edits(notes)
        self._open(notes)
        for edit in dict.fromkeys(e for note in notes for e in note.edits):
            self._track(edit)
        if fold:
            notes = list(_fold(notes))
        # The comment that reaches furthest begins first, so that ranges nest where they can.
        for note in sorted(notes, key=lambda n: (n.span.start, -n.span.end)):
            self._comment(note)

    # Places -------------------------------------------------------------------------------------------------------

    def _line(self, offset: int) -> int:
        return min(bisect_right(self.starts, offset), len(self.document.paragraphs)) - 1

    def _visible(self, span: Span) -> Span:
        """The span, or for an empty one the character beside it: a comment on nothing is hard to see."""
        if span.end > span.start:
            return span
        line = self._line(span.start)
        begin, end = self.starts[line], self.starts[line + 1] - 1
        return Span(span.start - 1, span.start) if span.start >= end > begin else Span(span.start, min(span.start + 1, end))

    def _open(self, notes: Iterable[_Note]) -> None:
        cuts: dict[int, set[int]] = {}
        for note in notes:
            for start, end in [note.span, *((e.start, e.end) for e in note.edits)]:
                for offset in (start, end):
                    # The end of a line and the beginning of the next are one offset apart; both are cuts of their own.
                    line = self._line(offset if offset == start else offset - 1)
                    cuts.setdefault(line, set()).add(offset - self.starts[line])
        for line, wanted in cuts.items():
            self.operations[line] = Operation(self.document.paragraphs[line], wanted)

    def _units(self, start: int, end: int) -> list[Unit]:
        """The units of a span; it may reach over lines."""
        units: list[Unit] = []
        for line in range(self._line(start), self._line(max(start, end - 1)) + 1):
            if line in self.operations:
                begin = self.starts[line]
                units += self.operations[line].between(max(0, start - begin), end - begin)
        return units

    # Changes ------------------------------------------------------------------------------------------------------

    def _choose_edits(self, notes: Iterable[_Note]) -> None:
        possible = {
            note.finding: edits
            for note in notes
            if note.finding.fix is not None
            and all(map(self._is_ours_to_change, edits := tuple(least(self.source.text, e) for e in note.finding.fix.edits)))
        }
        taken = set(plan(possible, {Safety.SAFE}).taken)
        for note in notes:
            if note.finding in taken:
                note.edits = possible[note.finding]

    def _is_ours_to_change(self, edit: Edit) -> bool:
        """Whether all of it is the writer's own plain text within one paragraph."""
        line = self._line(edit.start)
        begin, paragraph = self.starts[line], self.document.paragraphs[line]
        start, end = edit.start - begin, edit.end - begin
        if end > len(paragraph.text) or any(c in edit.text for c in "\r\n\v\f\t"):
            return False
        first, last = (start, end) if start < end else (max(0, start - 1), max(1, start))
        atoms = [a for a in paragraph.atoms if a.start < last and a.start + a.length > first]
        return bool(atoms) and all(a.free and a.is_text and _is_plain(a.run) for a in atoms)

    def _track(self, edit: Edit) -> None:
        line = self._line(edit.start)
        start, end = edit.start - self.starts[line], edit.end - self.starts[line]
        operation = self.operations[line]
        units = operation.between(start, end) if end > start else ()
        beside = units or operation.at(start)
        for unit in units:
            self._delete(unit)
        if edit.text:
            self._insert(beside[-1], edit.text, behind=bool(units) or beside[-1].end <= start)
        self.changes += 1

    def _delete(self, unit: Unit) -> None:
        deletion = new(unit.run, "del", **self.book.signature())
        unit.run.addprevious(deletion)
        deletion.append(unit.run)
        for text in unit.run.iter(W + "t"):
            text.tag = W + "delText"
        unit.first = unit.last = deletion

    def _insert(self, unit: Unit, text: str, *, behind: bool) -> None:
        insertion = new(unit.run, "ins", **self.book.signature())
        run = new(insertion, "r")
        properties = unit.run.find(W + "rPr")
        if properties is not None:
            run.append(copy.deepcopy(properties))
        words = new(run, "t")
        set_text(words, text)
        run.append(words)
        insertion.append(run)
        if behind:
            unit.last.addnext(insertion)
            unit.last = insertion
        else:
            unit.first.addprevious(insertion)
            unit.first = insertion

    # Comments -----------------------------------------------------------------------------------------------------

    def _comment(self, note: _Note) -> None:
        line = self._line(note.span.start)
        paragraph = self.document.paragraphs[line]
        if paragraph.story == MAIN:
            units = self._units(*note.span)
            if not units:
                return
            first, last = units[0].first, units[-1].last
            where = ""
        else:
            # Word has comments in the main text alone; those on a note or a text box hang on what leads there.
            first = last = _inline(paragraph.anchor) if paragraph.anchor is not None else self._top()
            words = self.source.text[note.span.start : note.span.end]
            where = f"{paragraph.story}“{_brief(words)}”："
        if first is None:
            return
        key = self.book.take_id()
        first.addprevious(new(first, "commentRangeStart", id=key))
        end = new(last, "commentRangeEnd", id=key)
        last.addnext(end)
        _out_of_changes(end).addnext(self.book.reference(last, key))
        self.book.add(key, self._lines(note, where))
        self.comments += 1

    def _lines(self, note: _Note, where: str) -> list[str]:
        """What a comment says: what is wrong, what was or may be done, what else to look at, why, and which rule."""
        finding = note.finding
        lines = [f"【{SEVERITY_NAMES[finding.severity]}】{where}{finding.message}"]
        if note.edits:
            many = f"同样的共 {note.alike} 处，都" if note.alike > 1 else ""
            lines.append(f"{many}已用修订改好，可接受或拒绝。")
        elif finding.fix is not None:
            lines.append(f"建议{finding.fix.title}。")
        lines += [f"另见“{_brief(self.source.text[r.span.start : r.span.end])}”：{r.message}" for r in finding.related[:5]]
        if reason := self.why.get(finding.rule, "").strip():
            lines.append(reason)
        return [*lines, RULE_PREFIX + finding.rule]

    def _top(self) -> Xml | None:
        """The first run of the main text, for what stands on every page."""
        return next(self.editor.open(self.editor.package.main).iter(W + "r"), None)

    def _discussed(self) -> Iterable[tuple[str, Span]]:
        """The rules and spans of our comments that stay because the writer answered them."""
        if not self.kept:
            return
        places = {
            atom.run: (start + atom.start, start + atom.start + atom.length)
            for start, paragraph in zip(self.starts, self.document.paragraphs, strict=False)
            for atom in paragraph.atoms
        }
        opened: dict[str, int] = {}
        at = 0
        pending: list[str] = []
        for element in self.editor.open(self.editor.package.main).iter(W + "r", W + "commentRangeStart", W + "commentRangeEnd"):
            key = element.get(W + "id", "")
            if element.tag == W + "r":
                if element in places:
                    start, at = places[element]
                    opened |= dict.fromkeys(pending, start)
                    pending.clear()
            elif element.tag == W + "commentRangeStart":
                pending.append(key)
            elif key in self.kept and key in opened:
                yield self.kept[key], Span(opened[key], at)


def _is_plain(run: Xml) -> bool:
    """Whether a run holds nothing but text: struck out, a picture or a reference would go with it."""
    return all(child.tag in _PLAIN for child in run)


def _fold(notes: Sequence[_Note]) -> Iterator[_Note]:
    alike = Counter((n.finding.rule, n.finding.message) for n in notes if n.edits)
    told: set[tuple[str, str]] = set()
    for note in notes:
        key = note.finding.rule, note.finding.message
        if not note.edits or alike[key] < _FOLD_FROM:
            yield note
        elif key not in told:
            told.add(key)
            note.alike = alike[key]
            yield note


def _inline(element: Xml) -> Xml:
    """The outermost run round an element that hangs on the text."""
    runs = list(element.iterancestors(W + "r"))
    return runs[-1] if runs else element


def _out_of_changes(mark: Xml) -> Xml:
    """`mark`, or the tracked change, link or field that it stands in: a reference inside would come and go with it."""
    while mark.getparent() is not None and mark.getparent().tag not in (W + "p", W + "sdtContent", W + "hyperlink"):
        mark = mark.getparent()
    return mark


def _brief(words: str) -> str:
    return words if len(words) <= 20 else words[:10] + "…" + words[-8:]
