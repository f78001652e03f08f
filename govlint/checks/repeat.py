"""repeat: what a document says twice: sentences, paragraphs, clauses; and sentences that all begin alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import field, replace
from functools import cached_property, lru_cache
from itertools import chain, groupby
from typing import Literal, NamedTuple

from govlint.analysis.check import DocumentFinder, Kind, OptionsError
from govlint.analysis.finding import Hit, Pointer
from govlint.document.block import Block, remembered
from govlint.document.document import Document
from govlint.document.ordinal import leading
from govlint.document.roles import RUNNING
from govlint.text.characters import CLOSERS, HAN
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_MARKS = "、；：。！？"
# Behind a figure begins no sentence: 1947年至1951年.
_OPENING = lazy(rf"[^\d]*?([{HAN}]{{2}})")
_OPENINGS = lazy(rf"(?:\A|[。！？])[^。！？\d]*?([{HAN}]{{2}})")
_CLAUSE = 5
"""From how many characters on a clause that two texts share says something."""
# （教育部、财政部负责） under each of the measures.
_REMARK = lazy("（[^（）]*）[。；]?$")
_BRACKETED = lazy("（[^（）]*）")
_EDGES = f"{CLOSERS})\"'" + "".join(filter(str.isspace, map(chr, range(0x3001))))
"""What may stand at the edge of a clause or not, as sentences are cut."""
_PARAGRAPH = 40
_CANDIDATES = 4
"""How many earlier texts that share a clause are compared at most: where more do, it is a formula."""
_COMPARED = 2
"""How many of those that share most are compared word by word."""
_FEWEST = 30
"""How many sentences a document has at least before their openings make a figure."""
_SHOWN = 5
_LONGEST = 500_000
"""How many characters one text has at most (a work report has 20,000): in a collection of texts it is no fault to repeat."""


@frozen
class Options:
    """What is compared."""

    compare: Literal["sentence", "paragraph", "clauses", "opening", "openings"] = field(
        metadata={
            "help": "比什么：sentence 相同或几乎相同的句子，paragraph 相同或几乎相同的段落，clauses 全文重复的小句占多少，"
            "opening 连着几句开头相同，openings 全文有多少句开头相同"
        }
    )
    length: int = field(default=12, metadata={"help": "句子、段落、小句有多少字（标点不算）才比；opening 和 openings 不用"})
    alike: int = field(default=80, metadata={"help": "sentence、paragraph：相同到百分之几算几乎相同；100 是一字不差"})
    over: float = field(
        default=0, metadata={"help": "opening：连着超过几句才报；clauses、openings：超过百分之几才报；其余不用"}
    )

    def __post_init__(self) -> None:
        if self.length < _CLAUSE:
            raise OptionsError(f"length 至少是 {_CLAUSE}", "length")
        if not 50 <= self.alike <= 100:
            raise OptionsError("alike 在 50 到 100 之间", "alike")
        if self.compare in ("clauses", "opening", "openings") and self.over <= 0:
            raise OptionsError(f"compare 是 {self.compare} 时要写 over，而且大于 0", "compare")


class _Piece(NamedTuple):
    """A sentence, or a paragraph with the place of its first: `words` is what it says, whole without marks and blanks,
    and by clauses."""

    start: int
    end: int
    words: str
    clauses: tuple[str, ...]


@remembered
def _sentences(block: Block) -> tuple[_Piece, ...]:
    text = block.folded
    for mark in _MARKS:
        text = text.replace(mark, "，")
    return tuple(
        _Piece(s.start + len(s.text) - len(s.text.lstrip()), s.start + len(s.core), *_said(text[s.start : s.end]))
        for s in block.sentences
        if not (s.text.startswith("（") and _REMARK.match(s.text))
    )


@remembered
def _paragraph(block: Block) -> tuple[_Piece, ...]:
    """All that a paragraph says, at the place of its first sentence; empty where it says nothing."""
    pieces = _sentences(block)
    clauses = tuple(clause for piece in pieces for clause in piece.clauses)
    return tuple(piece._replace(words="".join(p.words for p in pieces), clauses=clauses) for piece in pieces[:1])


def _said(text: str) -> tuple[str, tuple[str, ...]]:
    """What a sentence says, whole and by clauses; all its marks are ，."""
    clauses = [clause.strip() for clause in text.split("，")]
    return "".join("".join(clauses).split()).strip(_EDGES), tuple(clause for clause in clauses if len(clause) >= _CLAUSE)


class _Keys(NamedTuple):
    """What a paragraph says as numbers: what is equal in two of them has equal ones, and hardly anything else has."""

    clauses: tuple[int, ...]
    sentences: tuple[int, ...]
    whole: tuple[int, ...]
    length: int
    """At most as many characters as its sentences say."""


@remembered
def _keys(block: Block) -> _Keys:
    text = block.folded.replace("！", "。").replace("？", "。")
    cut = text.replace("。", "，")
    for mark in "、；：":
        cut = cut.replace(mark, "，")
    clauses = [hash(clause.strip(_EDGES)) for clause in cut.split("，") if len(clause) >= _CLAUSE]
    bare = "".join(text.split())
    for mark in "、；：，":
        bare = bare.replace(mark, "")
    sentences = [sentence.strip(_EDGES) for sentence in bare.split("。")]
    said = [sentence.strip(_EDGES) for sentence in _BRACKETED.sub("", bare).split("。")] if "（" in bare else sentences
    whole = "".join(said)
    known = tuple(hash(sentence) for sentence in sentences if len(sentence) >= _CLAUSE)
    return _Keys(tuple(clauses), known, (hash(whole),) if whole else (), len(whole))


@remembered
def _opening_words(block: Block) -> tuple[str, ...]:
    """What `_openings` says, without the places."""
    if block.label or leading(block) is None:
        return tuple(_OPENINGS.findall(block.folded))
    return tuple(piece.words for piece in _openings(block))


@remembered
def _openings(block: Block) -> tuple[_Piece, ...]:
    """The first two characters of each sentence; its ordinal is no opening."""
    marker = None if block.label else leading(block)
    if marker is None:
        return tuple(_Piece(*match.span(1), match.group(1), ()) for match in _OPENINGS.finditer(block.folded))
    places = ((max(sentence.start, marker.end), sentence.end) for sentence in block.sentences)
    found = (_OPENING.match(block.folded, start, end) for start, end in places)
    return tuple(_Piece(*match.span(1), match.group(1), ()) for match in found if match)


class _Said(NamedTuple):
    """A piece and the index of its block."""

    block: int
    piece: _Piece

    def pointer(self, role: str) -> Pointer:
        return Pointer(self.piece.start, self.piece.end, role, {}, self.block)

    def hit(self, slots: Mapping[str, str], related: Sequence[Pointer], case: str = "") -> Hit:
        return Hit(self.piece.start, self.piece.end, slots, related=tuple(related), case=case, block=self.block)


class _Running:
    """The running text of a document, cut up once for all rules."""

    def __init__(self, document: Document) -> None:
        self.blocks = [(i, p.block) for i, p in enumerate(document.places) if p.role in RUNNING]

    @cached_property
    def keys(self) -> list[_Keys]:
        """Of each block."""
        return [_keys(block) for _, block in self.blocks]

    @cached_property
    def alike(self) -> list[tuple[int, Block]]:
        """The blocks that may say what is said elsewhere, too."""
        again: list[Set[int]] = []
        for which in ("clauses", "sentences", "whole"):
            counts = Counter(chain.from_iterable(getattr(keys, which) for keys in self.keys))
            again.append({key for key, count in counts.items() if count > 1})
        return [
            block
            for block, keys in zip(self.blocks, self.keys, strict=True)
            if not all(known.isdisjoint(own) for known, own in zip(again, keys[:3], strict=True))
        ]

    @cached_property
    def sentences(self) -> list[_Said]:
        """Those of the blocks that are alike."""
        return [_Said(index, piece) for index, block in self.alike for piece in _sentences(block)]

    @cached_property
    def paragraphs(self) -> list[_Said]:
        """Those of the blocks that are alike."""
        return [_Said(index, piece) for index, block in self.alike for piece in _paragraph(block)]

    @cached_property
    def length(self) -> int:
        """How many characters all sentences say."""
        return sum(len(piece.words) for _, block in self.blocks for piece in _sentences(block))

    @cached_property
    def shared(self) -> frozenset[str]:
        """The clauses that stand in the text more than once."""
        counts = Counter(chain.from_iterable(said.piece.clauses for said in self.sentences))
        return frozenset(clause for clause, count in counts.items() if count > 1)

    @cached_property
    def opening_words(self) -> list[str]:
        return [words for _, block in self.blocks for words in _opening_words(block)]

    @cached_property
    def openings(self) -> list[_Said]:
        return [_Said(index, piece) for index, block in self.blocks for piece in _openings(block)]


def _prepare(rules: Sequence[Options]) -> DocumentFinder:
    def find(document: Document) -> Iterator[tuple[int, Hit]]:
        text = _Running(document)
        if sum(len(block.text) for _, block in text.blocks) > _LONGEST:
            return
        for index, options in enumerate(rules):
            for hit in _COMPARISONS[options.compare](text, options):
                yield index, hit

    return find


def _same_sentences(text: _Running, options: Options) -> Iterator[Hit]:
    found = list(_pairs(text.sentences, text.shared, options))
    # Of a paragraph that is there twice the sentences are, too.
    whole = replace(options, length=_PARAGRAPH)
    copied = {said.block for said, _, _ in _pairs(text.paragraphs, text.shared, whole)} if found else set()
    for said, earlier, same in found:
        if said.block not in copied:
            yield said.hit({}, [earlier.pointer("same")], "" if same else "near")


def _same_paragraphs(text: _Running, options: Options) -> Iterator[Hit]:
    for said, earlier, same in _pairs(text.paragraphs, text.shared, options):
        yield said.hit({}, [earlier.pointer("same")], "" if same else "near")


def _pairs(texts: Sequence[_Said], shared: frozenset[str], options: Options) -> Iterator[tuple[_Said, _Said, bool]]:
    """Each piece that repeats an earlier one, with that one and whether not a word differs."""
    whole: dict[str, _Said] = {}
    by_clause: dict[str, list[_Said]] = {}
    for said in texts:
        words = said.piece.words
        if len(words) < options.length:
            continue
        earlier = whole.setdefault(words, said)
        if earlier is not said:
            yield said, earlier, True
        elif options.alike < 100 and not shared.isdisjoint(said.piece.clauses):
            for other in _sharers(said, shared.intersection(said.piece.clauses), by_clause):
                if _is_alike(words, other.piece.words, options.alike):
                    yield said, other, False
                    break


def _sharers(said: _Said, clauses: Iterable[str], by_clause: dict[str, list[_Said]]) -> Iterable[_Said]:
    """The earlier pieces that share most of these clauses with this one, which is entered beside them."""
    candidates: dict[int, _Said] = {}
    shared: dict[int, int] = {}
    for clause in clauses:
        sharers = by_clause.setdefault(clause, [])
        if len(sharers) < _CANDIDATES:
            for other in sharers:
                if other is not said:
                    candidates[id(other)] = other
                    shared[id(other)] = shared.get(id(other), 0) + len(clause)
            sharers.append(said)
    return [candidates[key] for key in sorted(shared, key=shared.__getitem__, reverse=True)[:_COMPARED]]


@lru_cache(maxsize=4096)
def _is_alike(one: str, other: str, alike: int) -> bool:
    """Whether so many in a hundred of the different pairs of characters of two texts are in both."""
    shorter, longer = sorted((len(one), len(other)))
    # What differs much in length differs much.
    if shorter * 100 < longer * alike:
        return False
    a, b = (set(map(str.__add__, text, text[1:])) for text in (one, other))
    return len(a & b) * 100 >= len(a | b) * alike


def _repeated_share(text: _Running, options: Options) -> Iterator[Hit]:
    seen: dict[str, _Said] = {}
    again: dict[_Said, _Said] = {}
    repeated = 0
    for said in text.sentences:
        for clause in said.piece.clauses:
            if len(clause) >= options.length and (earlier := seen.setdefault(clause, said)) is not said:
                repeated += len(clause)
                again.setdefault(said, earlier)
    # To measure all of them takes longer.
    if repeated * 100 <= options.over * sum(keys.length for keys in text.keys):
        return
    share = repeated * 100 / max(1, text.length)
    if share > options.over:
        later = list(again)
        related = [again[later[0]].pointer("same"), *(said.pointer("same") for said in later[1:_SHOWN])]
        slots = {"count": str(len(again)), "share": f"{share:.1f}", "limit": f"{options.over:g}"}
        yield later[0].hit(slots, related)


def _same_run(text: _Running, options: Options) -> Iterator[Hit]:
    # Few texts have a long one.
    if max((len(list(run)) for _, run in groupby(text.opening_words)), default=0) <= options.over:
        return
    run: list[_Said] = []
    for said in text.openings:
        if run and said.piece.words != run[0].piece.words:
            yield from _long_run(run, options)
            run = []
        run.append(said)
    yield from _long_run(run, options)


def _long_run(run: Sequence[_Said], options: Options) -> Iterator[Hit]:
    if len(run) > options.over:
        slots = {"count": str(len(run)), "limit": f"{options.over:g}"}
        yield run[0].hit(slots, [said.pointer("same") for said in run[1:]])


def _same_share(text: _Running, options: Options) -> Iterator[Hit]:
    total = len(text.opening_words)
    if total < _FEWEST:
        return
    words, count = Counter(text.opening_words).most_common(1)[0]
    share = count * 100 / total
    if share > options.over:
        most = [said for said in text.openings if said.piece.words == words]
        slots = {"count": str(len(most)), "share": f"{share:.0f}", "limit": f"{options.over:g}"}
        step = max(1, (len(most) - 1) // _SHOWN)
        yield most[0].hit(slots, [said.pointer("same") for said in most[1::step][:_SHOWN]])


_COMPARISONS: dict[str, Callable[[_Running, Options], Iterator[Hit]]] = {
    "sentence": _same_sentences,
    "paragraph": _same_paragraphs,
    "clauses": _repeated_share,
    "opening": _same_run,
    "openings": _same_share,
}

KIND = Kind(
    "repeat",
    Options,
    document=_prepare,
    slots={"count": "有几处（几句）", "share": "占百分之几", "limit": "规则里的 over"},
    roles={"same": "说了同样的话、开头相同的另一处"},
    cases={"near": "几乎相同，不是一字不差"},
)
