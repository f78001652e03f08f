"""The report that a writer reads: each finding with its sentence, the words underlined; repeats folded into one.

What matters most in a file comes first; a long list ends in a summary by rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from govlint import reports
from govlint.analysis.finding import SEVERITY_NAMES, Finding, Safety, Severity
from govlint.document.block import Block
from govlint.document.document import Document
from govlint.project.project import Checked
from govlint.reports import Context
from govlint.text.columns import cells, visible
from govlint.text.lazyregex import lazy
from govlint.text.source import Span

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36", Severity.HINT: "2"}
_DIM = "2"
_BOLD = "1"
_UNDERLINE = "4"
_MARGIN = "    "
_FOLD_FROM = 3
_LONG_LIST = 20
_MOST_RULES = 15
_MOST_PLACES = 8
_STOPS = lazy("[，。；：、！？,;:]")


class Report(reports.Report):
    """See `govlint.reports.Report`."""

    reads = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.style = context.style
        self.counts: Counter[Severity] = Counter()
        self.safe = 0
        self.by_rule: Counter[tuple[Severity, str]] = Counter()

    def add(self, checked: Checked) -> str:
        self.counts.update(f.severity for f in checked.findings)
        self.by_rule.update((f.severity, f.rule) for f in checked.findings)
        self.safe += sum(1 for f in checked.findings if f.fix and f.fix.safety is Safety.SAFE)
        return "".join("\n".join(self._lines(checked.document, group)) + "\n\n" for group in _fold(checked.findings))

    def end(self, checked: int, failed: int) -> str:
        summary = "".join(f"{line}\n" for line in self._by_rule()) + summarise(self.counts, checked, failed)
        if self.style.interactive and self.safe:
            summary += "\n" + self._paint(f"其中 {self.safe} 处 govlint fix 能自动改，加 --diff 先看怎么改", _DIM)
        if self.style.interactive and self.counts:
            summary += "\n" + self._paint("想知道一条规则为什么这样要求：govlint explain 规则编号", _DIM)
        return summary + "\n"

    def _by_rule(self) -> Iterator[str]:
        """How often each rule reported, the worst first, where there is too much to be seen at once."""
        if self.by_rule.total() < _LONG_LIST or len(self.by_rule) < 2:
            return
        rows = sorted(self.by_rule.items(), key=lambda row: (-row[0][0], -row[1], row[0][1]))
        width = len(str(max(self.by_rule.values())))
        for (severity, rule), count in rows[:_MOST_RULES]:
            title = f" {visible(self.context.rules[rule].title)}" if rule in self.context.rules else ""
            name = self._paint(SEVERITY_NAMES[severity], _COLOURS[severity])
            yield f"{count:{width}}  {name} {self._paint(f'[{rule}]', _DIM)}{title}"
        if rest := rows[_MOST_RULES:]:
            yield f"另有 {len(rest)} 条规则的 {sum(count for _, count in rest)} 处"
        yield ""

    def _lines(self, document: Document, group: Sequence[Finding]) -> Iterator[str]:
        first = group[0]
        severity = self._paint(SEVERITY_NAMES[first.severity], _BOLD, _COLOURS[first.severity])
        message = visible(first.message) + (f"，共 {len(group)} 处" if len(group) > 1 else "")
        where = f"{visible(document.source.path)}:{place_of(document, first.span.start)}:"
        yield f"{where} {severity} {message} {self._paint(f'[{first.rule}]', _DIM)}"
        yield from self._excerpt(document, first)
        if len(group) > 1:
            yield from self._list("另有", (place_of(document, f.span.start) for f in group[1:]), len(group) - 1, "、")
        elif first.related:
            places = (f"{place_of(document, r.span.start)} {visible(r.message)}".rstrip() for r in first.related)
            yield from self._list("另见", places, len(first.related), "；")

    def _excerpt(self, document: Document, finding: Finding) -> Iterator[str]:
        place, reading, source = document.places[finding.block], finding.reading, document.source
        block, own, (start, end) = place.block, place.span(0, len(place.block.text)), finding.span
        if start < end and (end <= own.start or own.end <= start):
            # What is no part of the paragraph that it stands at, as a comment that switches a rule off.
            line = source.line(source.position(start).line)
            block, reading = (
                Block(source.text[line.start : line.end]),
                Span(start - line.start, min(end, line.end) - line.start),
            )
        before, words, after = cut(block, reading, self.style.width - len(_MARGIN))
        if not before + words + after:
            return
        if self.style.colour:
            yield _MARGIN + before + self._paint(words, _UNDERLINE, _COLOURS[finding.severity]) + after
        else:
            yield _MARGIN + before + words + after
            yield _MARGIN + " " * cells(before) + "^" * max(1, cells(words))

    def _list(self, word: str, places: Iterable[str], total: int, comma: str) -> Iterator[str]:
        shown = [place for place, _ in zip(places, range(_MOST_PLACES), strict=False)]
        tail = f" 等 {total} 处" if total > len(shown) else ""
        line = f"{word} {comma.join(shown)}{tail}"
        if cells(line) <= self.style.width - len(_MARGIN):
            yield self._paint(_MARGIN + line, _DIM)
            return
        for number, place in enumerate(shown):
            head = word if number == 0 else " " * cells(word)
            yield self._paint(f"{_MARGIN}{head} {place}{tail if number == len(shown) - 1 else ''}", _DIM)

    def _paint(self, text: str, *codes: str) -> str:
        return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if self.style.colour and text else text


def summarise(counts: Counter[Severity], checked: int, failed: int) -> str:
    """One sentence on the whole run."""
    if failed and not checked:
        return f"{failed} 个文件没能检查。"
    found = "、".join(f"{SEVERITY_NAMES[s]} {counts[s]}" for s in reversed(Severity) if counts[s])
    outcome = f"发现 {counts.total()} 处：{found}" if found else "没有发现问题"
    return f"检查了 {checked} 个文件，{outcome}" + (f"；另有 {failed} 个文件没能检查" if failed else "") + "。"


def cut(block: Block, reading: Span, width: int) -> tuple[str, str, str]:
    """The sentence that holds a span of the reading text: what stands before the words, the words, what stands after.

    All three are fit for showing and together take at most `width` columns; what is left out is marked with “…”. An
    empty span points at the character behind it.
    """
    text = block.text
    start, end = reading
    if start == end:
        start, end = (start, start + 1) if start < len(text) else (max(0, start - 1), len(text))
    sentence = block.sentence_at(start)
    words = visible(text[start:end])
    if cells(words) > width:
        return "", _fitting(words, width - 2) + "…", ""
    before = visible(text[sentence.start : start]).lstrip()
    after = visible(text[end : max(end, sentence.end)]).rstrip()
    room = width - cells(words)
    left = min(cells(before), max(room // 2, room - cells(after)))
    return _shorten_left(before, left), words, _shorten_right(after, room - left)


def _fitting(text: str, width: int) -> str:
    """The longest beginning of `text` that takes at most `width` columns."""
    used = 0
    for index, char in enumerate(text):
        used += cells(char)
        if used > width:
            return text[:index]
    return text


def _shorten_right(text: str, width: int) -> str:
    if cells(text) <= width:
        return text
    if not width:
        return ""  # there is no room even for the mark
    kept = _fitting(text, max(0, width - 2))
    # Rather end where the sentence itself has a stop, unless too little would be left.
    stop = max((m.end() for m in _STOPS.finditer(kept)), default=0)
    return (kept[:stop] if stop > len(kept) // 2 else kept) + "…"


def _shorten_left(text: str, width: int) -> str:
    if cells(text) <= width:
        return text
    if not width:
        return ""  # there is no room even for the mark
    room = max(0, width - 2)
    index = len(text)
    while index and room >= (taken := cells(text[index - 1])):
        room -= taken
        index -= 1
    while index < len(text) and not cells(text[index]):
        index += 1  # a combining mark does not begin the excerpt
    kept = text[index:]
    stop = next((m.end() for m in _STOPS.finditer(kept)), len(kept))
    return "…" + (kept[stop:] if stop < len(kept) // 2 else kept)


def _fold(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings grouped where three or more say the same: the worst first, then in order of the first of each group."""
    alike: dict[tuple[str, Severity, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.rule, finding.severity, finding.message), []).append(finding)
    groups = [
        group for same in alike.values() for group in ([same] if len(same) >= _FOLD_FROM else [[finding] for finding in same])
    ]
    return sorted(groups, key=lambda group: (-group[0].severity, group[0].order))


def place_of(document: Document, offset: int) -> str:
    """Where an offset is, as a writer would look for it: line and column, or page and paragraph in a Word file."""
    location = document.source.location(offset)
    if location is not None:
        return str(location)
    line, column = document.source.position(offset)
    return f"{line}:{column}"
