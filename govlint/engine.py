"""lint(document, rules): runs the checks and lets the rules speak. Pure: opens nothing, prints nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from govlint.block import Block
from govlint.check import Kind
from govlint.document import Document, Place, Role
from govlint.finding import Edit, Finding, Fix, Hit, Pointer, Related, Safety, Severity
from govlint.rule import Case, Rule
from govlint.source import Span

Memo = dict[Block, tuple[tuple[int, Hit], ...]]
"""What the block checks of one Ruleset answered for a block. Belongs to that Ruleset alone."""


@dataclass(frozen=True)
class Failure:
    """A check that broke: an error of ours, not of the text's. The other checks still report."""

    kind: str
    error: Exception


@dataclass(frozen=True)
class Result:
    """All findings of a document in order of place, and the checks that broke."""

    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True)
class _Group:
    rules: tuple[int, ...]
    kind: Kind
    run: Callable[[Any], Iterable[tuple[int, Hit]]]


@dataclass
class Ruleset:
    """Rules prepared to run: those of one kind together. `memo` remembers answers for equal paragraphs."""

    rules: Sequence[Rule]
    memo: Memo = field(default_factory=dict)

    def __post_init__(self) -> None:
        by_kind: dict[str, list[int]] = {}
        for index, rule in enumerate(self.rules):
            by_kind.setdefault(rule.kind.name, []).append(index)
        self.block_groups: list[_Group] = []
        self.document_groups: list[_Group] = []
        for members in by_kind.values():
            kind = self.rules[members[0]].kind
            options = [self.rules[i].options for i in members]
            if kind.block is not None:
                self.block_groups.append(_Group(tuple(members), kind, kind.block(options)))
            if kind.document is not None:
                self.document_groups.append(_Group(tuple(members), kind, kind.document(options)))


def lint(document: Document, ruleset: Ruleset, *, remember: bool = True) -> Result:
    """Check a document. With `remember` the answers for its paragraphs are kept in the ruleset's memo."""
    failures: dict[str, Failure] = {}
    findings: list[Finding] = []
    memo = ruleset.memo
    for index, place in enumerate(document.places):
        hits = memo.get(place.block)
        if hits is None:
            hits = tuple(_run(ruleset.block_groups, place.block, failures))
            if remember and not failures:
                memo[place.block] = hits
        for number, hit in hits:
            findings.extend(_speak(document, ruleset.rules[number], hit, index))
    for number, hit in _run(ruleset.document_groups, document, failures):
        findings.extend(_speak(document, ruleset.rules[number], hit, hit.block))
    muted = _mute(findings, {rule.id for rule in ruleset.rules if rule.mutes})
    return Result(tuple(sorted(muted, key=lambda f: f.order)), tuple(failures.values()))


def _run(groups: Iterable[_Group], subject: Any, failures: dict[str, Failure]) -> Iterable[tuple[int, Hit]]:
    for group in groups:
        try:
            yield from ((group.rules[i], hit) for i, hit in group.run(subject))
        except Exception as error:  # one broken check must not take the others' findings with it
            failures.setdefault(group.kind.name, Failure(group.kind.name, error))


def _speak(document: Document, rule: Rule, hit: Hit, index: int) -> Iterable[Finding]:
    place = document.places[index]
    if rule.genres and document.genre not in rule.genres:
        return
    if rule.where:
        if place.role not in rule.where:
            return
    elif place.role is Role.FURNITURE and rule.category != "residue":
        return
    case = rule.cases.get(hit.case, Case())
    if case.off:
        return
    span = place.span(hit.start, hit.end)
    slots = {"match": place.block.text[hit.start : hit.end], **hit.slots}
    yield Finding(
        span=span,
        rule=rule.id,
        severity=rule.severity if case.severity is None else case.severity,
        message=(rule.message if case.message is None else case.message).format_map(slots),
        match=document.source.text[span.start : span.end],
        fix=_fix(document, place, rule, case, hit, slots),
        related=tuple(_relate(document, rule, pointer, index if rule.kind.block else pointer.block) for pointer in hit.related),
        block=index,
        reading=Span(hit.start, hit.end),
    )


def _fix(document: Document, place: Place, rule: Rule, case: Case, hit: Hit, slots: Mapping[str, str]) -> Fix | None:
    if not hit.edits:
        return None
    safety = rule.safety if case.safety is None else case.safety
    edits = []
    for edit in hit.edits:
        span = place.span(edit.start, edit.end)
        edits.append(Edit(span.start, span.end, edit.text))
        if not place.map.unbroken(edit.start, edit.end):
            safety = Safety.SUGGESTION
    title = rule.fix or ("删去“{match}”" if all(e.text == "" for e in hit.edits) else "改为“{use}”")
    use = "".join(e.text for e in hit.edits)
    return Fix(safety, title.format_map({"use": use, **slots}), tuple(edits))


def _relate(document: Document, rule: Rule, pointer: Pointer, index: int) -> Related:
    place = document.places[index]
    slots = {"match": place.block.text[pointer.start : pointer.end], **pointer.slots}
    return Related(place.span(pointer.start, pointer.end), rule.related[pointer.role].format_map(slots))


def _mute(findings: list[Finding], muting: set[str]) -> Iterable[Finding]:
    spans = sorted(f.span for f in findings if f.rule in muting)
    starts = [s.start for s in spans]
    # The furthest end of any muting span up to each one, since spans may overlap.
    ends = list(accumulate((s.end for s in spans), max))
    for finding in findings:
        before = bisect_left(starts, max(finding.span.end, finding.span.start + 1))
        if finding.rule in muting or not before or ends[before - 1] <= finding.span.start:
            yield finding


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The highest severity among findings, None without any."""
    return max((f.severity for f in findings), default=None)
