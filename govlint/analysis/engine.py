"""lint(document, rules): runs the checks and lets the rules speak. Pure: opens nothing, prints nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from govlint.analysis.check import Foresight, Kind, TogetherFinder
from govlint.analysis.finding import Finding, Hit
from govlint.analysis.mended import mended
from govlint.analysis.rule import Rule
from govlint.analysis.speaking import audible, once, speak
from govlint.document.block import Block, portions
from govlint.document.document import Document
from govlint.text.frozen import frozen

_Hit = tuple[int, Hit]
"""The index of a rule, and what it found."""
Memo = dict[Block, tuple[_Hit, ...]]
"""What the block checks of one Ruleset answered for a block. Belongs to that Ruleset alone."""

MEMO_LIMIT = 10_000
"""How many blocks a memo holds before it is begun anew."""

TOGETHER = 8_000
"""From how many characters on paragraphs are looked at together."""
_PREPARED = 1_500
"""The same once so many have been looked at that all which it needs is prepared."""
_CHUNK = 1 << 16
"""How many characters are looked at together at most, unless one paragraph has more: memory is not to grow with a text."""

_Finder = Callable[[Any], Iterable[tuple[int, Hit]]]


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
            if kind.block is not None:
                self.block_groups.append(self._group(members, kind.block))
            if kind.document is not None:
                self.document_groups.append(self._group(members, kind.document))
        self.muting = frozenset(rule.id for rule in self.rules if rule.mutes)
        self.silent = frozenset(rule.id for rule in self.rules if rule.silent)

    def _group(self, members: Sequence[int], prepare: Callable[[Sequence[Any]], _Finder]) -> _Group:
        rules = [self.rules[index] for index in members]
        return _Group(tuple(members), rules[0].kind, [rule.options for rule in rules], prepare)

    @cached_property
    def parted(self) -> tuple[list[_Group], list[_Group]]:
        """The block checks that look at each sentence by itself, and the others; for a text that is being written."""
        by_sentence: list[_Group] = []
        others: list[_Group] = []
        for group in self.block_groups:
            alone = [index for index in group.rules if index in self.by_sentence]
            rest = [index for index in group.rules if index not in self.by_sentence]
            whole = not alone or not rest
            for members, groups in ((alone, by_sentence), (rest, others)):
                if members:
                    groups.append(group if whole else self._group(members, group.prepare))
        return by_sentence, others

    @cached_property
    def by_sentence(self) -> frozenset[int]:
        """The indexes of the rules whose block checks look at each sentence by itself."""
        kinds = ((index, rule, rule.kind.by_sentence) for index, rule in enumerate(self.rules))
        return frozenset(index for index, rule, is_so in kinds if is_so and is_so(rule.options))


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
    known: Memo = {}
    look_together(documents, ruleset, known)
    for document, voices in documents:
        yield _lint(document, ruleset, known, voices)


def look_together(documents: Sequence[tuple[Document, Footprint | None]], ruleset: Ruleset, known: Memo) -> None:
    """Look at the paragraphs of all of these documents at once, where they are many enough for that to cost less.

    What the block checks find is added to `known`; what is asked of them else stays with them.
    """
    blocks = dict.fromkeys(d.places[i].block for d, voices in documents for i in _wanted(d, voices))
    fresh = [block for block in blocks if block not in known]
    if not _is_enough(ruleset, sum(len(block.text) for block in fresh)):
        return
    for chunk in portions(fresh, _CHUNK):
        failures: dict[str, Failure] = {}
        hits = _found(ruleset, chunk, failures)
        if not failures:  # what breaks is to be said of the document that broke it
            known.update(zip(chunk, map(tuple, hits), strict=True))
    for number, group in enumerate(ruleset.document_groups):
        if group.kind.ahead:
            _look_ahead(group, [d for d, voices in documents if voices is None or number in voices.groups])


def _is_enough(ruleset: Ruleset, size: int) -> bool:
    return size >= (_PREPARED if ruleset.seen >= TOGETHER else TOGETHER)


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
    for number in range(len(ruleset.document_groups)) if voices is None else sorted(voices.groups):
        found = list(group_findings(document, ruleset, number, failures))
        if found:
            findings += found
            groups.add(number)
    if _is_passing(document, memo):
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
    document: Document,
    ruleset: Ruleset,
    wanted: Sequence[int],
    failures: dict[str, Failure],
    *,
    memo: Memo | None,
    before: Block | None = None,
) -> Iterator[tuple[int, list[Finding]]]:
    """What is found in each of the places that are wanted and not silent, in order; failures are added, and answers to
    the memo, where there is one. `before` is what an edit has made the only new paragraph of."""
    for index, own in _block_hits(ruleset, document, wanted, memo, failures, before):
        yield index, list(_speak_all(document, ruleset, ((n, hit, index) for n, hit in own), failures))


def group_findings(document: Document, ruleset: Ruleset, number: int, failures: dict[str, Failure]) -> Iterable[Finding]:
    """What one group of document checks finds; failures are added."""
    hits = _run([ruleset.document_groups[number]], document, failures)
    return _speak_all(document, ruleset, ((n, hit, hit.block) for n, hit in hits), failures)


def heard(document: Document, findings: Iterable[Finding], ruleset: Ruleset) -> tuple[Finding, ...]:
    """Of all findings those that are reported, in order of place."""
    listed = sorted(findings, key=lambda f: f.order)
    return tuple(once(document.source.text, audible(listed, ruleset.muting, ruleset.silent)))


def _block_hits(
    ruleset: Ruleset,
    document: Document,
    wanted: Sequence[int],
    memo: Memo | None,
    failures: dict[str, Failure],
    before: Block | None,
) -> Iterator[tuple[int, Sequence[_Hit]]]:
    """The places that are wanted and not silent, in order, with what the block checks find there."""
    indexes = iter(wanted)
    for blocks in portions((document.places[index].block for index in wanted), _CHUNK):
        answers = _found(ruleset, blocks, failures) if memo is None else _remembered(ruleset, memo, blocks, failures, before)
        for hits, index in zip(answers, indexes, strict=False):
            if hits:
                yield index, hits
        if _is_passing(document, memo):
            _forget(blocks)


def _remembered(
    ruleset: Ruleset, memo: Memo, blocks: Sequence[Block], failures: dict[str, Failure], before: Block | None
) -> Sequence[Sequence[_Hit]]:
    """What the block checks find in each of these blocks, from the memo where it has the answer."""
    answers = {block: memo[block] for block in blocks if block in memo}
    fresh = [block for block in dict.fromkeys(blocks) if block not in answers]
    known = memo.get(before) if before and len(fresh) == 1 else None
    if before and known is not None:
        found: Sequence[Sequence[_Hit]] = [_mended(ruleset, before, known, fresh[0], failures)]
    else:
        found = _found(ruleset, fresh, failures)
    for block, hits in zip(fresh, found, strict=True):
        answers[block] = tuple(hits)
        if not failures:
            if len(memo) >= MEMO_LIMIT:
                memo.clear()
            memo[block] = answers[block]
    return [answers[block] for block in blocks]


def _mended(ruleset: Ruleset, old: Block, known: Iterable[_Hit], new: Block, failures: dict[str, Failure]) -> Sequence[_Hit]:
    """What the block checks find in a paragraph, told what they have found in it before it was edited."""
    change = mended(old, new)
    if change is None:
        return _found(ruleset, [new], failures)[0]
    by_sentence, others = ruleset.parted
    kept = change.kept(hit for hit in known if hit[0] in ruleset.by_sentence)
    fresh = change.placed(_found(ruleset, [change.part], failures, by_sentence)[0])
    return [*kept, *fresh, *_found(ruleset, [new], failures, others)[0]]


def _found(
    ruleset: Ruleset, blocks: Sequence[Block], failures: dict[str, Failure], groups: Sequence[_Group] | None = None
) -> Sequence[Sequence[_Hit]]:
    """What the block checks, or these of them, find in each of these blocks: looked at together where that costs less."""
    groups = ruleset.block_groups if groups is None else groups
    size = sum(len(block.text) for block in blocks)
    ruleset.seen += size
    if not _is_enough(ruleset, size):
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
        try:
            finding = speak(document, rule, hit, index)
        except Exception as error:  # a hit that its rule cannot put into words
            failures.setdefault(rule.kind.name, Failure(rule.kind.name, error))
            continue
        if finding is not None:
            yield finding
