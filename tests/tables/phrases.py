"""Makes the tables of idioms and phrases.

    python -m tests.tables.phrases TRAINING [--alarms]

Phrases are the words of four characters, and the pairs of words of two, that the texts in TRAINING hold FREQUENT times,
but for those with a word that goes with everything. Idioms are those of four characters that jieba's dictionary tags as
such, and counts at least COMMON times or the texts hold; of their halves at least one must hardly stand alone.
phrases-others.txt and idioms-others.txt keep what is not in the dictionary and yet meant: pairs of characters that the
texts hold KNOWN times side by side, and what is one character off from a phrase or an idiom and stands there twice.
`--alarms` prints what is one character off and stands there once: mistakes, or words that are rare.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import jieba
import rjieba

from govlint.analysis.check import Kind
from govlint.checks import misspelling, nearmiss
from govlint.document.block import Block
from govlint.language import phrases
from govlint.language.likeness import likeness
from tests.tables.training import lines

COMMON = 5
FREQUENT = 10
KNOWN = 3
_ANY = ("或者", "以及", "及其", "是否", "其他", "其它", "这个", "那个", "一个", "各种")
_PHRASE = re.compile("在..[中上下]|从..[看起始]|从即日起|从头.始")
"""Phrases that the dictionary has among its idioms."""
_NUMERALS = frozenset("〇一二三四五六七八九十百千万亿两")
_FINDERS: tuple[tuple[Kind, object], ...] = (
    (misspelling.KIND, misspelling.Options()),
    (nearmiss.KIND, nearmiss.Options(idioms=True)),
)


def main() -> None:
    folder, *rest = sys.argv[1:]
    if rest:
        for kind, options in _FINDERS:
            for written, use, context in _found(folder, kind, options):
                print(kind.name, written, use, context, sep="\t")
        return
    counts, loose, alone = _counts(folder)
    tagged = {word: n for word, n in _idioms() if n >= COMMON or counts[word]}
    idioms = [
        w
        for w in tagged
        if not _PHRASE.fullmatch(w) and not _NUMERALS.issuperset(w) and min(alone[w[:2]], alone[w[2:]]) < FREQUENT
    ]
    frequent = [w for w, n in counts.items() if n >= FREQUENT and not _goes_anywhere(w)]
    _write("idioms", sorted(idioms))
    _write("phrases", _by_halves(sorted(frequent, key=lambda w: (-counts[w], w))))
    halves = frozenset(half for w in frequent for half in (w[:2], w[2:]))
    words = {pair for pair, n in loose.items() if n >= KNOWN and _is_near(pair, halves)}
    for name, known, (kind, options) in zip(("phrases-others", "idioms-others"), (words, set(tagged)), _FINDERS, strict=True):
        _write(name, sorted(known))
        phrases.phrases.cache_clear()
        phrases.idioms.cache_clear()
        near = Counter(written for written, _, _ in _found(folder, kind, options))
        _write(name, sorted(known | {written for written, n in near.items() if n > 1}))


def _write(name: str, rows: Iterable[str]) -> None:
    (phrases.FOLDER / f"{name}.txt").write_text("".join(f"{row}\n" for row in rows), encoding="utf-8", newline="\n")


def _by_halves(words: list[str]) -> Iterator[str]:
    """A line for each first half with the second halves (>), and one for each second half with the first (<)."""
    for side in ">", "<":
        others: dict[str, list[str]] = defaultdict(list)
        for word in words:
            half, other = (word[:2], word[2:]) if side == ">" else (word[2:], word[:2])
            others[half].append(other)
        yield from (f"{side} {half} {''.join(rest)}" for half, rest in sorted(others.items()))


def _is_near(pair: str, halves: frozenset[str]) -> bool:
    first, second = _by_character(halves)
    return any(likeness(pair[1], other) for other in first[pair[0]]) or any(likeness(pair[0], o) for o in second[pair[1]])


@cache
def _by_character(halves: frozenset[str]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    first: dict[str, set[str]] = defaultdict(set)
    second: dict[str, set[str]] = defaultdict(set)
    for half in halves:
        first[half[0]].add(half[1])
        second[half[1]].add(half[0])
    return first, second


def _idioms() -> Iterator[tuple[str, int]]:
    for line in Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split(" ")
        if tag == "i" and len(word) == 4:
            yield word, int(count)


def _counts(folder: str) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """How often the texts hold each word of four characters and each pair of words of two; each two characters that are
    words by themselves; and each word of two characters."""
    counts: Counter[str] = Counter()
    loose: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for line in lines(folder):
        before = ""
        for word in rjieba.cut(line, hmm=False):
            if not ("\u4e00" <= word[0] <= "\u9fff" and "\u4e00" <= word[-1] <= "\u9fff"):
                before = ""
                continue
            if len(word) == 4:
                counts[word] += 1
            elif len(word) == len(before) == 2:
                counts[before + word] += 1
            elif len(word) == len(before) == 1:
                loose[before + word] += 1
            if len(word) == 2:
                alone[word] += 1
            before = word
    return counts, loose, alone


def _goes_anywhere(phrase: str) -> bool:
    # Of two countries any two make a pair: 中俄关系, 中法关系.
    paired = phrase[2:] in ("关系", "命运", "双方", "合作", "友好") and phrase[0] in "中俄美欧日非"
    return paired or bool(_NUMERALS & set(phrase)) or phrase[:2] in _ANY or phrase[2:] in _ANY


def _found(folder: str, kind: Kind, options: object) -> Iterator[tuple[str, str, str]]:
    assert kind.block
    find = kind.block([options])
    for line in lines(folder):
        for _, hit in find(Block(line)):
            phrase = hit.slots.get("phrase", hit.slots["use"])
            start = hit.start - phrase.index(hit.slots["use"])
            context = f"{line[max(0, start - 8) : start]}⟦⟧{line[start + 4 : start + 12]}"
            yield line[start : start + 4], phrase, context


if __name__ == "__main__":
    main()
