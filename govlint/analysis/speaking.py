"""What rules say of what is found: a hit in words, at its place in the source, with its fix; and which findings are heard."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import accumulate

from govlint.analysis.finding import Edit, Finding, Fix, Hit, PlacedEdit, Pointer, Related, Removal, Safety
from govlint.analysis.rule import Case, Rule
from govlint.document.block import Block, remembered
from govlint.document.document import Document, Place
from govlint.document.roles import Role
from govlint.language.machine import slots as template_slots
from govlint.text.edits import least
from govlint.text.source import Span

_TOUCHING = 4
"""A hit of so many characters is about marks that stand side by side."""
_WORDING = frozenset({"lexis", "grammar", "parallel"})
"""Categories that look at the same words from several sides: what they say of one place is one slip."""
_PLAIN = Case()


def speak(document: Document, rule: Rule, hit: Hit, index: int) -> Finding | None:
    """What a rule says of a hit in the place `index`; None where it has nothing to say there. Raises what its words raise."""
    case = rule.cases.get(hit.case, _PLAIN)
    place = document.places[index]
    if case.off or not _applies(rule, document, place) or _is_parted(place.block, hit) or _is_in_slot(place, hit):
        return None
    return _finding(document, rule, case, hit, index)


def _applies(rule: Rule, document: Document, place: Place) -> bool:
    if not rule.is_for(document.genre):
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


def _finding(document: Document, rule: Rule, case: Case, hit: Hit, index: int) -> Finding:
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


def audible(findings: Sequence[Finding], muting: Collection[str], silent: Collection[str]) -> Iterable[Finding]:
    """The findings, in order of place, that none of the rules which mute has covered, without those of silent rules."""
    spans = [f.span for f in findings if f.rule in muting]
    starts = [span.start for span in spans]
    # The furthest end of any muting span up to each one, since spans may overlap.
    ends = list(accumulate((span.end for span in spans), max))
    for finding in findings:
        before = bisect_left(starts, max(finding.span.end, finding.span.start + 1))
        muted = before > 0 and ends[before - 1] > finding.span.start
        if finding.rule not in silent and (finding.rule in muting or not muted):
            yield finding


def once(text: str, findings: Iterable[Finding]) -> Iterable[Finding]:
    """The findings, in order of place, without those that say of a slip what a graver one says: one slip, one remark.

    That is so where two of a category would make the very same change, and where two about wording stand at one place."""
    return _at_one_place(list(_with_one_change(text, findings)))


def _with_one_change(text: str, findings: Iterable[Finding]) -> Iterable[Finding]:
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


def _at_one_place(findings: Sequence[Finding]) -> Iterable[Finding]:
    """The findings without those about wording of which another one, as grave at least, has half of the words."""
    dropped: set[int] = set()
    near: list[int] = []
    for index, finding in enumerate(findings):
        if finding.rule.partition("/")[0] not in _WORDING:
            continue
        near = [other for other in near if findings[other].span.end > finding.span.start]
        for other in near:
            rival = findings[other]
            if not {other, index} & dropped and rival.rule != finding.rule and _shares_half(rival.span, finding.span):
                dropped.add(index if rival.severity >= finding.severity else other)
        near.append(index)
    return (finding for index, finding in enumerate(findings) if index not in dropped)


def _shares_half(one: Span, other: Span) -> bool:
    """Whether two ranges share at least half of the longer one."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and 2 * shared >= max(one.end - one.start, other.end - other.start)


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
