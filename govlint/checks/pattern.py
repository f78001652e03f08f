"""pattern: regular expressions whose named groups are the message's slots; they run only where a word they need occurs."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from ahocorasick_rs import AhoCorasick, MatchKind

from govlint.block import Block, Segment
from govlint.check import BlockFinder, Kind, OptionsError
from govlint.finding import Edit, Hit
from govlint.fold import fold

_FOREIGN = (
    (
        re.compile(r"(?<!\\)(?:\\\\)*\((?:\?<?[=!])"),
        "不支持前后断言；要报告的部分写成 (?P<match>…)，例外写在 allow 里",
    ),
    (re.compile(r"(?<!\\)(?:\\\\)*(?:\\[1-9]|\(\?P=)"), "不支持回指前面的组"),
    (re.compile(r"(?<!\\)(?:\\\\)*(?:\(\?[a-zA-Z-]+[:)]|\\Q)"), r"不支持 (?i) 这类开关和 \Q…\E"),
)


# What RE2 says, in a writer's words; https://github.com/google/re2/wiki/Syntax lists what it takes.
_REASONS = {
    "missing )": "左括号没有配对",
    "unexpected )": "右括号没有配对",
    "missing ]": "方括号没有配对",
    "no argument for repetition operator": "重复号前面没有内容",
    "bad repetition operator": "重复号连写了",
    "invalid repetition size": "重复次数太大或前后颠倒",
    "invalid character class range": "方括号里的范围不对",
    "invalid escape sequence": "不认识的转义",
    "trailing \\": "末尾的反斜杠没有下文",
    "invalid perl operator": "不支持这种括号",
    "invalid named capture group": "组名写得不对，或重了名",
    "pattern too large": "太长，或重复次数太大",
}


def _reason(error: Exception) -> str:
    said = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
    what, _, where = said.partition(": ")
    for english, chinese in _REASONS.items():
        if what.startswith(english):
            return f"{chinese}（{where}）" if where else chinese
    return said


@cache
def _compile(source: str) -> Any:
    """A regular expression that answers in time linear in the text, whatever it says. Raises re2's error."""
    # RE2 takes 5 ms to load, and only rules of this kind need it.
    import re2

    options = re2.Options()
    options.log_errors = False
    return re2.compile(source, options)


@dataclass(frozen=True)
class Options:
    """What a pattern rule may say."""

    pattern: str = field(
        metadata={"help": "在一句话里找的正则表达式（RE2 写法）；(?P<match>…) 是要报告的部分，其余具名组可填进 message"}
    )
    use: str = field(default="", metadata={"help": "改法的模板，可用 {组名}；不写则只报告、不改"})
    allow: tuple[str, ...] = field(default=(), metadata={"help": "把要报告的部分包含在内、因而不算的词"})
    literals: tuple[str, ...] = field(
        default=(), metadata={"help": "凡能匹配的句子里必有其一的字词；通常能从 pattern 里看出来，不必写"}
    )
    within: Literal["sentence", "paragraph"] = field(
        default="sentence", metadata={"help": "在多大的范围里找：sentence 一句话之内，paragraph 整段"}
    )

    @property
    def compiled(self) -> Any:
        return _compile(self.pattern)

    def faults(self) -> Iterator[OptionsError]:
        """What cannot work in the expression, and what does not go with it."""
        for key in ("allow", "literals"):
            for number, word in enumerate(getattr(self, key)):
                if fold(word) != word:
                    yield OptionsError(f"“{word}”要写成“{fold(word)}”：比对时都看作简体、全角标点", key, number)
        foreign = next((complaint for sign, complaint in _FOREIGN if sign.search(self.pattern)), None)
        if foreign:
            yield OptionsError(foreign, "pattern")
            return
        try:
            compiled = self.compiled
        except Exception as error:  # the class that re2 raises is known only once it is loaded
            yield OptionsError(f"正则表达式写错了：{_reason(error)}", "pattern")
            return
        for name in compiled.groupindex:
            if not name.isidentifier() or name == "use" or self.pattern.count(f"<{name}>") > 1:
                yield OptionsError(f"组名“{name}”不能用：要像变量名，不与 use 相同，也不重复", "pattern")
        if any(m.start() == m.end() for sample in ("", "字a1，") for m in compiled.finditer(sample)):
            yield OptionsError("这个正则表达式连空的地方也能匹配上", "pattern")
        elif not self.literals and not required_literals(self.pattern):
            yield OptionsError("看不出哪些字词必定出现，请写在 literals 里", "pattern")
        try:
            names = [name for _, name, _, _ in string.Formatter().parse(self.use) if name is not None]
        except ValueError:
            yield OptionsError("花括号不成对；要写花括号本身请写成 {{ }}", "use")
            return
        for name in names:
            if name != "match" and name not in compiled.groupindex:
                yield OptionsError(f"pattern 里没有叫“{name}”的组", "use")


def _prepare(rules: Sequence[Options]) -> BlockFinder:
    wanted: dict[str, list[int]] = {}
    for index, options in enumerate(rules):
        for word in options.literals or required_literals(options.pattern) or ():
            wanted.setdefault(word, []).append(index)
    words = list(wanted)
    automaton = AhoCorasick(words, matchkind=MatchKind.Standard)

    def find(block: Block) -> Iterator[tuple[int, Hit]]:
        places: dict[int, list[int]] = {}
        for which, start, _ in automaton.find_matches_as_indexes(block.folded, overlapping=True):
            for index in wanted[words[which]]:
                places.setdefault(index, []).append(start)
        for index, starts in places.items():
            for hit in _hits(block, rules[index], starts):
                yield index, hit

    return find


def _hits(block: Block, options: Options, starts: list[int]) -> Iterator[Hit]:
    """The matches in those sentences, or in the paragraph, that hold one of the places `starts`, which are in order."""
    groups = options.compiled.groupindex
    at = 0
    paragraph = (Segment(0, len(block.folded), block.folded),)
    for sentence in block.sentences if options.within == "sentence" else paragraph:
        while at < len(starts) and starts[at] < sentence.start:
            at += 1
        if at == len(starts):
            return
        if starts[at] >= sentence.end:
            continue
        excused = [m.span() for word in options.allow for m in re.finditer(re.escape(word), sentence.text)]
        for match in options.compiled.finditer(sentence.text):
            slots = {name: match[number] or "" for name, number in groups.items()}
            start, end = match.span(groups.get("match", 0))
            if start == end or any(s <= start and end <= e for s, e in excused):
                continue
            slots["match"] = sentence.text[start:end]
            use = options.use.format_map(slots)
            place = (sentence.start + start, sentence.start + end)
            edits = (Edit(*place, use),) if use else ()
            yield Hit(*place, {**slots, "match": block.text[slice(*place)], "use": use}, edits)


# Which words a pattern needs ---------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"\\[pP](?:\{[^}]*\}|.)|\\x(?:\{[^}]*\}|..)|\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|"
    r"\(\?P?<\w+>|\(\?:|\(|\)|\||[?*+]\??|\{\d+(?:,\d*)?\}\??|.",
    re.DOTALL,
)
_OPTIONAL = re.compile(r"[?*]\??|\{0.*")
_REPEATED = re.compile(r"[?*+]\??|\{\d.*")


def required_literals(source: str) -> frozenset[str] | None:
    """Words of which every text that the pattern matches holds at least one; None where the pattern shows none.

    Of several such sets the one whose shortest word is longest: it is the rarest.
    """
    return _alternatives(_TOKEN.findall(source), 0)[0]


def _alternatives(tokens: Sequence[str], at: int) -> tuple[frozenset[str] | None, int]:
    found: list[frozenset[str] | None] = []
    while True:
        needed, at = _sequence(tokens, at)
        found.append(needed)
        if at == len(tokens) or tokens[at] == ")":
            break
        at += 1
    sound = [needed for needed in found if needed]
    return (frozenset().union(*sound) if len(sound) == len(found) else None), at


def _sequence(tokens: Sequence[str], at: int) -> tuple[frozenset[str] | None, int]:
    candidates: list[frozenset[str]] = []
    run = ""
    while at < len(tokens) and tokens[at] not in ("|", ")"):
        token = tokens[at]
        needed: frozenset[str] | None = None
        char = ""
        if token.startswith("("):
            needed, at = _alternatives(tokens, at + 1)
        elif len(token) == 1 and token not in ".^$":
            char = token
        elif len(token) == 2 and token[0] == "\\" and not token[1].isalnum():
            char = token[1]
        at += 1
        following = tokens[at] if at < len(tokens) else ""
        repeated = bool(_REPEATED.fullmatch(following))
        optional = bool(_OPTIONAL.fullmatch(following))
        if char and not optional:
            run += char
        elif needed and not optional:
            candidates.append(needed)
        if run and (not char or repeated):
            candidates.append(frozenset((run,)))
            run = ""
        at += repeated
    if run:
        candidates.append(frozenset((run,)))
    best = max(candidates, key=lambda words: (min(map(len, words)), -len(words)), default=None)
    return best, at


def _named(options: Options) -> Iterable[str]:
    return list(options.compiled.groupindex)


KIND = Kind("pattern", Options, block=_prepare, slots={"use": "改成的说法"}, named=_named, fixes=True)
