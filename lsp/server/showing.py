"""What of the findings in a text is shown while it is written: what says the same is gathered, what may be unfinished waits."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from govlint_lsp.documents import Open, View
from govlint_lsp.words import Words

from govlint.analysis.finding import Finding
from govlint.analysis.rule import Awaits
from govlint.document.document import Document

_A_FEW = 6
"""As many findings that say the same are one for each paragraph."""
_MANY = 20
"""As many are one for the text."""


@dataclass(frozen=True)
class Group:
    """Findings that say the same, shown as the first of them: all of a paragraph, or of the text."""

    first: Finding
    others: tuple[Finding, ...] = ()
    is_of_text: bool = False

    def message(self, words: Words) -> str:
        """The words on all of them, on one line."""
        said, count = self.first.message, len(self.others) + 1
        if not self.others:
            return said
        if self.is_of_text:
            return words("{message}，全文共 {count} 处", message=said, count=count)
        return words("{message}，本段共 {count} 处", message=said, count=count)


def gathered(findings: Sequence[Finding]) -> Iterator[Group]:
    """The findings in order, those that say the same together where there are many of them."""
    alike: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.rule, finding.message), []).append(finding)
    for finding in findings:
        same = alike[finding.rule, finding.message]
        if len(same) < _A_FEW:
            yield Group(finding)
            continue
        is_of_text = len(same) >= _MANY
        group = same if is_of_text else [f for f in same if f.block == finding.block]
        if finding is group[0]:
            yield Group(finding, tuple(group[1:]), is_of_text)


def shown(document: Open, view: View) -> list[Finding]:
    """The findings in an open document that do not wait for the rest of the text to be written.

    A document that was opened or saved as it is waits for nothing. What was found then is shown on; of what has come since,
    what a rule says may be unfinished waits while the paragraph is written in, or until a section after its own begins.
    """
    findings = list(view.findings)
    waiting = [f for f in findings if _awaits(f, view) is not Awaits.NOTHING]
    told = Counter((f.rule, f.message) for f in waiting)
    if document.edited is None:
        document.told = told
        return findings
    if view.is_whole:
        document.heads = _heads(view.checked.document)
    hidden = {
        id(f) for f in waiting if told[f.rule, f.message] > document.told[f.rule, f.message] and _waits(f, view, document)
    }
    return [f for f in findings if id(f) not in hidden] if hidden else findings


def _awaits(finding: Finding, view: View) -> Awaits:
    rule = view.rule(finding.rule)
    return rule.awaits if rule else Awaits.NOTHING


def _waits(finding: Finding, view: View, document: Open) -> bool:
    awaits = _awaits(finding, view)
    if awaits is Awaits.PARAGRAPH:
        place = view.checked.document.places[finding.block]
        span = place.span(0, len(place.block.text))
        return document.edited is not None and span.start <= document.edited <= span.end
    return awaits is Awaits.TEXT and not _goes_on(document.heads, finding.block)


def _heads(document: Document) -> list[tuple[int, int]]:
    members = (m for m in document.outline.members() if m.marker.head and m.run.rank is not None)
    return sorted((m.line, m.run.rank or 0) for m in members)


def _goes_on(heads: Sequence[tuple[int, int]], block: int) -> bool:
    """Whether a later section, of the same rank or a higher one, has begun than that which a block heads or stands in."""
    at = bisect_right(heads, block, key=lambda head: head[0]) - 1
    return at >= 0 and any(rank <= heads[at][1] for _, rank in heads[at + 1 :])


def all_of(findings: Iterable[Finding], finding: Finding) -> Group:
    """The group that a finding is shown in."""
    return next(g for g in gathered(list(findings)) if finding is g.first or finding in g.others)
