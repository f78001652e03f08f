"""lint(document, rules): runs the checks and lets the rules speak. Pure: opens nothing, prints nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any

from govlint.analysis.check import Foresight, Kind, TogetherFinder
from govlint.analysis.finding import Edit, Finding, Fix, Hit, PlacedEdit, Pointer, Related, Removal, Safety
from govlint.analysis.rule import Case, Rule
from govlint.document.block import Block, remembered
from govlint.document.document import Document, Place
from govlint.document.roles import Role
from govlint.language.machine import slots as template_slots
from govlint.text.edits import least
from govlint.text.frozen import frozen
from govlint.text.source import Span

_Hit = tuple[int, Hit]
"""The index of a rule, and what it found."""
Memo = dict[Block, tuple[_Hit, ...]]
"""What the block checks of one Ruleset answered for a block. Belongs to that Ruleset alone."""

_TOUCHING = 4
"""A hit of so many characters is about marks that stand side by side."""
MEMO_LIMIT = 10_000
"""How many blocks a memo holds before it is begun anew."""

TOGETHER = 8_000
"""From how many characters on paragraphs are looked at together."""
_PREPARED = 1_500
"""The same once so many have been looked at that all which it needs is prepared."""
_CHUNK = 1 << 16
"""How many characters are looked at together at most, unless one paragraph has more: memory is not to grow with a text."""

_Finder = Callable[[Any], Iterable[tuple[int, Hit]]]
_PLAIN = Case()


@frozen
class Failure:
    """A check that broke: an error of ours, not of the text's. The other checks still report."""

    kind: str
    error: Exception


@frozen
class Footprint:
    """Where a document was not silent: the places whose block checks led to findings, and which of the groups of document
    checks did. To look there again is to find everything again; nothing in it tells what the text says."""

    places: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()


@frozen
class Result:
    """All findings of a document in order of place, the checks that broke, and where there was something to find."""

    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...] = ()
    voices: Footprint = Footprint()


@dataclass
class _Group:
    """The rules of one kind, by index, and what looks for all of them, made when it is first asked for."""

    rules: tuple[int, ...]
    kind: Kind
    options: Sequence[Any]
    prepare: Callable[[Sequence[Any]], _Finder]

    @cached_property
    def run(self) -> _Finder:
        """What finds in a block, or in a document; a long text may need none for blocks."""
        return _prepared(self.prepare, self.options)

    @cached_property
    def together(self) -> TogetherFinder | None:
        """What finds in many paragraphs at once; most texts are too short for it."""
        return self.kind.together(self.options) if self.kind.together else None

    @cached_property
    def ahead(self) -> Foresight | None:
        """What asks something of the paragraphs of many documents at once, where that is of use."""
        return self.kind.ahead(self.options) if self.kind.ahead else None


@dataclass
class Ruleset:
    """Rules prepared to run: those of one kind together. `memo` remembers answers for equal paragraphs."""

    rules: Sequence[Rule]
    memo: Memo = field(default_factory=dict)
    seen: int = field(default=0, init=False)
    """How many characters it has been asked about so far."""

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
                self.block_groups.append(_Group(tuple(members), kind, options, kind.block))
            if kind.document is not None:
                self.document_groups.append(_Group(tuple(members), kind, options, kind.document))
        self.muting = frozenset(rule.id for rule in self.rules if rule.mutes)
        self.silent = frozenset(rule.id for rule in self.rules if rule.silent)


def _prepared(prepare: Callable[[Sequence[Any]], _Finder], options: Sequence[Any]) -> _Finder:
    try:
        return prepare(options)
    except Exception as error:  # it fails in every document, and there it is reported
        broken = error

    def fail(subject: Any) -> Iterable[tuple[int, Hit]]:
        raise broken

    return fail


def lint(document: Document, ruleset: Ruleset, *, remember: bool = True, voices: Footprint | None = None) -> Result:
    """Check a document. With `remember` the answers for its paragraphs are kept in the ruleset's memo.

    `voices` is what an equal document with equal rules gave before: nothing else is looked at, and of a silent document
    not even its places.
    """
    return _lint(document, ruleset, ruleset.memo if remember else None, voices)


def lint_all(documents: Sequence[tuple[Document, Footprint | None]], ruleset: Ruleset) -> Iterator[Result]:
    """What `lint` says of each of these documents with what is known of it, in order; nothing is remembered.

    The paragraphs of all of them are looked at together first, so that many short documents cost little more than a long one.
    """
    blocks = [d.places[i].block for d, voices in documents for i in _wanted(d, voices)]
    known: Memo = {}
    if sum(len(block.text) for block in blocks) >= TOGETHER:
        for chunk in _chunks(dict.fromkeys(blocks)):
            failures: dict[str, Failure] = {}
            hits = _found(ruleset, chunk, failures)
            # What breaks is to be said of the document that broke it.
            known |= {} if failures else {block: tuple(own) for block, own in zip(chunk, hits, strict=True)}
        for number, group in enumerate(ruleset.document_groups):
            if group.kind.ahead:
                _look_ahead(group, [d for d, voices in documents if voices is None or number in voices.groups])
    for document, voices in documents:
        yield _lint(document, ruleset, known, voices)


def _look_ahead(group: _Group, documents: Iterable[Document]) -> None:
    try:
        if group.ahead:
            group.ahead([place.block for document in documents for place in document.places])
    except Exception:  # it will break again in the document that breaks it
        return


def _lint(document: Document, ruleset: Ruleset, memo: Memo | None, voices: Footprint | None) -> Result:
    failures: dict[str, Failure] = {}
    findings: list[Finding] = []
    places, groups = set(), set()
    for index, own in block_findings(document, ruleset, _wanted(document, voices), failures, memo=memo):
        if own:
            findings += own
            places.add(index)
    passing = _is_passing(document, memo)
    for number in range(len(ruleset.document_groups)) if voices is None else sorted(voices.groups):
        found = list(group_findings(document, ruleset, number, failures))
        if found:
            findings += found
            groups.add(number)
        if passing:
            _forget(place.block for place in document.places)
    listed = heard(document, findings, ruleset)
    return Result(listed, tuple(failures.values()), Footprint(frozenset(places), frozenset(groups)))


def _is_passing(document: Document, memo: Memo | None) -> bool:
    """Whether a document is so long, and seen so surely only once, that what is worked out of its paragraphs is let go."""
    return memo is None and len(document.source.text) > _CHUNK


def _forget(blocks: Iterable[Block]) -> None:
    for block in blocks:
        block.forget()


def _wanted(document: Document, voices: Footprint | None) -> Sequence[int]:
    return range(len(document.places)) if voices is None else sorted(voices.places)


def block_findings(
    document: Document, ruleset: Ruleset, wanted: Sequence[int], failures: dict[str, Failure], *, memo: Memo | None
) -> Iterator[tuple[int, list[Finding]]]:
    """What is found in each of the places that are wanted and not silent, in order; failures are added, and answers to
    the memo, where there is one."""
    for index, own in _block_hits(ruleset, document, wanted, memo, failures):
        yield index, list(_speak_all(document, ruleset, ((n, hit, index) for n, hit in own), failures))


def group_findings(document: Document, ruleset: Ruleset, number: int, failures: dict[str, Failure]) -> Iterable[Finding]:
    """What one group of document checks finds; failures are added."""
    hits = _run([ruleset.document_groups[number]], document, failures)
    return _speak_all(document, ruleset, ((n, hit, hit.block) for n, hit in hits), failures)


def heard(document: Document, findings: Iterable[Finding], ruleset: Ruleset) -> tuple[Finding, ...]:
    """Of all findings those that are reported, in order of place."""
    listed = sorted(findings, key=lambda f: f.order)
    return tuple(_once(document.source.text, _audible(listed, ruleset)))


def _block_hits(
    ruleset: Ruleset, document: Document, wanted: Sequence[int], memo: Memo | None, failures: dict[str, Failure]
) -> Iterator[tuple[int, Sequence[_Hit]]]:
    """The places that are wanted and not silent, in order, with what the block checks find there."""
    indexes = iter(wanted)
    for blocks in _chunks(document.places[index].block for index in wanted):
        answers = _found(ruleset, blocks, failures) if memo is None else _remembered(ruleset, memo, blocks, failures)
        for hits, index in zip(answers, indexes, strict=False):
            if hits:
                yield index, hits
        if _is_passing(document, memo):
            _forget(blocks)


def _remembered(
    ruleset: Ruleset, memo: Memo, blocks: Sequence[Block], failures: dict[str, Failure]
) -> Sequence[Sequence[_Hit]]:
    """What the block checks find in each of these blocks, from the memo where it has the answer."""
    answers = {block: memo[block] for block in blocks if block in memo}
    fresh = [block for block in dict.fromkeys(blocks) if block not in answers]
    for block, hits in zip(fresh, _found(ruleset, fresh, failures), strict=True):
        answers[block] = tuple(hits)
        if not failures:
            if len(memo) >= MEMO_LIMIT:
                memo.clear()
            memo[block] = answers[block]
    return [answers[block] for block in blocks]


def _chunks(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    chunk: list[Block] = []
    size = 0
    for block in blocks:
        chunk.append(block)
        size += len(block.text)
        if size >= _CHUNK:
            yield chunk
            chunk, size = [], 0
    yield chunk


def _found(ruleset: Ruleset, blocks: Sequence[Block], failures: dict[str, Failure]) -> Sequence[Sequence[_Hit]]:
    """What the block checks find in each of these blocks: looked at together where that costs less."""
    groups = ruleset.block_groups
    size = sum(len(block.text) for block in blocks)
    ruleset.seen += size
    if size < (_PREPARED if ruleset.seen >= TOGETHER else TOGETHER):
        return [list(_run(groups, block, failures)) for block in blocks]
    # It needs numpy.
    from govlint.analysis.together import Together

    together = Together(blocks)
    found: list[list[_Hit]] = [[] for _ in blocks]
    for group in groups:
        try:
            hits = list(group.together(together)) if group.together else None
        except Exception:  # what is broken in one paragraph must not take the others' findings with it
            hits = None
        if hits is None:
            for block, own in zip(blocks, found, strict=True):
                own.extend(_run([group], block, failures))
        else:
            for index, number, hit in hits:
                found[index].append((group.rules[number], hit))
    return found


def _run(groups: Iterable[_Group], subject: Any, failures: dict[str, Failure]) -> Iterable[tuple[int, Hit]]:
    for group in groups:
        try:
            for number, hit in group.run(subject):
                yield group.rules[number], hit
        except Exception as error:  # one broken check must not take the others' findings with it
            failures.setdefault(group.kind.name, Failure(group.kind.name, error))


def _speak_all(
    document: Document, ruleset: Ruleset, hits: Iterable[tuple[int, Hit, int]], failures: dict[str, Failure]
) -> Iterable[Finding]:
    for number, hit, index in hits:
        rule = ruleset.rules[number]
        case = rule.cases.get(hit.case, _PLAIN)
        place = document.places[index]
        if case.off or not _applies(rule, document, place) or _is_parted(place.block, hit) or _is_in_slot(place, hit):
            continue
        try:
            yield _speak(document, rule, case, hit, index)
        except Exception as error:  # a hit that its rule cannot put into words
            failures.setdefault(rule.kind.name, Failure(rule.kind.name, error))


def _applies(rule: Rule, document: Document, place: Place) -> bool:
    if (rule.genres and document.genre not in rule.genres) or document.genre in rule.except_genres:
        return False
    if rule.where:
        return place.role in rule.where
    return place.role is not Role.FURNITURE or rule.category == "residue"


def _is_in_slot(place: Place, hit: Hit) -> bool:
    """Whether a hit would have a template's slot changed: what a program reads is not for mending."""
    slots = _slots(place.block) if hit.edits else ()
    return any(edit.start < end and start < edit.end for start, end in slots for edit in hit.edits)


@remembered
def _slots(block: Block) -> Sequence[tuple[int, int]]:
    return tuple(template_slots(block.text)) if "{" in block.text else ()


def _is_parted(block: Block, hit: Hit) -> bool:
    """Whether a few characters only seem to touch: words that are struck out stand between them."""
    if not block.elisions or hit.end - hit.start > _TOUCHING:
        return False
    first = bisect_left(block.elisions, hit.start + 1, key=lambda e: e.at)
    last = bisect_left(block.elisions, hit.end, key=lambda e: e.at)
    return any(e.kind == "struck" for e in block.elisions[first:last])


def _speak(document: Document, rule: Rule, case: Case, hit: Hit, index: int) -> Finding:
    place = document.places[index]
    span = place.span(hit.start, hit.end)
    # An automatic number has no characters of its own, and is what a hit without any speaks of.
    slots = {"match": place.block.text[hit.start : hit.end] or place.block.label, **hit.slots}
    return Finding(
        span=span,
        rule=rule.id,
        severity=rule.severity if case.severity is None else case.severity,
        message=(rule.message if case.message is None else case.message).format_map(slots),
        match=document.source.text[span.start : span.end],
        fix=_fix(document, place, rule, case, hit, slots, index),
        related=tuple(_relate(document, rule, pointer, index if rule.kind.block else pointer.block) for pointer in hit.related),
        block=index,
        reading=Span(hit.start, hit.end),
    )


def _fix(
    document: Document, place: Place, rule: Rule, case: Case, hit: Hit, slots: Mapping[str, str], index: int
) -> Fix | None:
    if not hit.edits and not hit.removals:
        return None
    safety = rule.safety if case.safety is None else case.safety
    edits = []
    for edit in hit.edits:
        here = document.places[edit.block] if isinstance(edit, PlacedEdit) else place
        span = here.span(edit.start, edit.end)
        edits.append(Edit(span.start, span.end, edit.text))
        if not here.map.unbroken(edit.start, edit.end):
            safety = Safety.SUGGESTION
    for removal in hit.removals:
        edits.extend(_remove(document.places[index if rule.kind.block else removal.block], removal))
    title = rule.fix or ("删去“{match}”" if all(e.text == "" for e in hit.edits) else "改为“{use}”")
    use = "".join(e.text for e in hit.edits)
    return Fix(safety, title.format_map({"use": use, **slots}), tuple(edits))


def _remove(place: Place, removal: Removal) -> Iterable[Edit]:
    elisions = place.block.elisions
    # What stands before the first character begins where the block does.
    end = place.map.end(removal.at) if removal.at else place.map.home
    for index in range(bisect_left(elisions, removal.at, key=lambda e: e.at), len(elisions)):
        elision = elisions[index]
        if elision.at != removal.at:
            break
        start, end = end, end + len(elision.text)
        if elision.kind == removal.kind:
            yield Edit(start, end, "")


def _relate(document: Document, rule: Rule, pointer: Pointer, index: int) -> Related:
    place = document.places[index]
    slots = {"match": place.block.text[pointer.start : pointer.end], **pointer.slots}
    return Related(place.span(pointer.start, pointer.end), rule.related[pointer.role].format_map(slots))


def _audible(findings: list[Finding], ruleset: Ruleset) -> Iterable[Finding]:
    """The findings that no muting rule has covered, without those of silent rules."""
    muting, silent = ruleset.muting, ruleset.silent
    spans = [f.span for f in findings if f.rule in muting]
    starts = [span.start for span in spans]
    # The furthest end of any muting span up to each one, since spans may overlap.
    ends = list(accumulate((span.end for span in spans), max))
    for finding in findings:
        before = bisect_left(starts, max(finding.span.end, finding.span.start + 1))
        muted = before > 0 and ends[before - 1] > finding.span.start
        if finding.rule not in silent and (finding.rule in muting or not muted):
            yield finding


def _once(text: str, findings: Iterable[Finding]) -> Iterable[Finding]:
    """The findings without those that would make the very change that a graver one of their category makes: one slip, one
    remark."""
    listed = list(findings)
    said: dict[tuple[str, tuple[Edit, ...]], int] = {}
    rivals = _rivals(listed)
    for index in sorted(rivals):
        finding = listed[index]
        edits = finding.fix.edits if finding.fix else ()
        change = finding.rule.partition("/")[0], tuple(least(text, edit) for edit in edits)
        other = said.setdefault(change, index)
        if finding.severity > listed[other].severity:
            said[change] = index
    kept = set(said.values())
    return (finding for index, finding in enumerate(listed) if index not in rivals or index in kept)


def _rivals(findings: Sequence[Finding]) -> set[int]:
    """The indexes of the findings whose first edit lies at or in that of another: no others can make the same change."""
    firsts = sorted((f.fix.edits[0].start, f.fix.edits[0].end, i) for i, f in enumerate(findings) if f.fix and f.fix.edits)
    rivals: set[int] = set()
    end, last = -1, -1
    for start, stop, index in firsts:
        if start <= end:
            rivals |= {last, index}
        if stop >= end:
            end, last = stop, index
    return rivals
