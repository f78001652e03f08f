"""Regular expressions as rule files write them: RE2's, linear in the text, with what is wrong with one in a writer's words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from functools import cache, reduce
from itertools import chain
from operator import and_
from typing import Any

from govlint.document.joined import BOUND
from govlint.text.compact import compact
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy, revive, spell

_FOREIGN = (
    (
        lazy(r"(?<!\\)(?:\\\\)*\((?:\?<?[=!])"),
        "不支持前后断言；要报告的部分写成 (?P<match>…)，例外写在 allow 里",
    ),
    (lazy(r"(?<!\\)(?:\\\\)*(?:\\[1-9]|\(\?P=)"), "不支持回指前面的组"),
    (lazy(r"(?<!\\)(?:\\\\)*(?:\(\?[a-zA-Z-]+[:)]|\\Q)"), r"不支持 (?i) 这类开关和 \Q…\E"),
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
def compiled(source: str) -> Any:
    """A regular expression that answers in time linear in the text, whatever it says. Raises re2's error.

    What it gives is the interpreter's own pattern where that was kept, and RE2's else; both find the same (`steps`).
    """
    if (form := _forms().get(compact(source))) and (kept := revive(json.loads(form))):
        _made.add(source)
        return kept
    # RE2 takes 5 ms to load, and only some rules need it.
    import re2

    options = re2.Options()
    options.log_errors = False
    _made.add(source)
    return re2.compile(source, options)


_made: set[str] = set()
_learned_forms = ""
_BETWEEN = "\x1f"
"""What stands in no JSON."""


@cache
def _forms() -> Mapping[str, str]:
    """The kept forms by their expressions, both as JSON: few of many are asked for."""
    said = _learned_forms.split(_BETWEEN)
    return dict(zip(said[::2], said[1::2], strict=False))


def may_match(source: str, text: str) -> bool:
    """Whether an expression can match in a text, as far as it pays to ask: to compile one takes as long as to read a page."""
    return source in _made or all(any(word in text for word in words) for words in needs(source).words)


@cache
def group_numbers(source: str) -> Mapping[str, int]:
    """The named groups of an expression and their numbers; RE2's own answer is made anew each time."""
    return dict(compiled(source).groupindex)


def complaint(source: str) -> str:
    """What is wrong with an expression, in Chinese; empty where nothing is."""
    if foreign := next((said for sign, said in _FOREIGN if sign.search(source)), ""):
        return foreign
    try:
        compiled(source)
    except Exception as error:  # the class that re2 raises is known only once it is loaded
        return f"正则表达式写错了：{_reason(error)}"
    for name in compiled(source).groupindex:
        if not name.isidentifier() or name == "use" or source.count(f"<{name}>") > 1:
            return f"组名“{name}”不能用：要像变量名，不与 use 相同，也不重复"
    if any(m.start() == m.end() for sample in ("", "字a1，") for m in compiled(source).finditer(sample)):
        return "这个正则表达式连空的地方也能匹配上"
    return ""


def template_complaint(template: str, groups: Collection[str]) -> str:
    """What is wrong with a template whose slots are an expression's groups, in Chinese; empty where nothing is."""
    import string

    try:
        names = [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
    except ValueError:
        return "花括号不成对；要写花括号本身请写成 {{ }}"
    return next((f"pattern 里没有叫“{name}”的组" for name in names if name != "match" and name not in groups), "")


_TOKEN = lazy(
    r"\\[pP](?:\{[^}]*\}|.)|\\x(?:\{[^}]*\}|..)|\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|"
    r"\(\?P?<\w+>|\(\?:|\(|\)|\||[?*+]\??|\{\d+(?:,\d*)?\}\??|.",
    re.DOTALL,
)
_OPTIONAL = lazy(r"[?*]\??|\{0.*")
_REPEATED = lazy(r"[?*+]\??|\{\d.*")


def required_literals(source: str) -> frozenset[str] | None:
    """Words of which every text that the pattern matches holds at least one; None where the pattern shows none.

    Of several such sets the one whose shortest word is longest: it is the rarest.
    """
    if source not in _required:
        sets = [words for words in needs(source).words if not all(map(str.isdigit, words))]
        _required[source] = _shortest(max(sets, key=_value)) if sets else None
    return _required[source]


_required: dict[str, frozenset[str] | None] = {}


@frozen
class Needs:
    """What every text holds that a pattern matches: a word of each set of `words`, and each character of `often` so often."""

    words: tuple[frozenset[str], ...] = ()
    often: Mapping[str, int] = field(default_factory=dict)


def needs(source: str, *, bounded: bool = False) -> Needs:
    """What a text must hold for the pattern to match. With `bounded`, a bound is held to stand before it and behind it."""
    key = f"{bounded:d}{source}"
    if key not in _known:
        _known[key] = _told(key) or _needs(source, bounded)
    return _known[key]


_known: dict[str, Needs] = {}
_learned = ""


def _told(key: str) -> Needs | None:
    """What was learned to be needed; it is read when it is first asked for, since few texts are long enough for it."""
    global _learned
    if _learned:
        spelt, _learned = _learned, ""
        for one, (words, often) in json.loads(spelt).items():
            _known.setdefault(one, Needs(tuple(map(frozenset, words)), often))
    return _known.get(key)


def learned(sources: Iterable[str] = ()) -> tuple[dict[str, Any], str, str]:
    """What `required_literals` has answered so far, as JSON has it, what `needs` has, and what is made of these expressions."""
    from govlint.analysis.steps import interpreted

    required = {source: words and sorted(words) for source, words in _required.items()}
    needed = {key: [[sorted(words) for words in one.words], one.often] for key, one in _known.items()}
    forms = [(source, form) for source in sources if (said := interpreted(source)) and (form := spell(said, re.ASCII))]
    return required, compact(needed), _BETWEEN.join(map(compact, chain.from_iterable(forms)))


def learn(required: Mapping[str, Any], needed: str, forms: str) -> None:
    """Take these answers, which `learned` gave in this very program and under this interpreter, for one's own."""
    global _learned, _learned_forms
    _learned_forms = forms
    _forms.cache_clear()
    _required.update({source: words and frozenset(words) for source, words in required.items()})
    _learned = needed


def _needs(source: str, bounded: bool) -> Needs:
    part, _ = _alternatives(_TOKEN.findall(source), 0, frozenset((BOUND,)) if bounded else _EMPTY)
    words = tuple(dict.fromkeys(words for words in part.words if not words & {"", BOUND}))
    return Needs(
        words, {character: times for character, times in part.often.items() if times > 1 and character not in ("", BOUND)}
    )


_Words = frozenset[str]
_EMPTY = frozenset(("",))
_MOST = 128
"""How many words a set may have; a longer word is rarer, but many words are slow to prepare."""
_EVERYWHERE = ("，", "。", "、", "的")
_DIGITS = "0123456789"


@frozen
class _Part:
    """What a part of a pattern asks of a text: sets of words, one of each of which must stand in it, characters that stand in
    it so many times, how it can end, whether that is all."""

    words: tuple[_Words, ...]
    ending: _Words
    whole: bool
    often: Counter[str]


def _alternatives(tokens: Sequence[str], at: int, bound: _Words) -> tuple[_Part, int]:
    """What the alternatives from here on need, and where they end."""
    found: list[_Part] = []
    while True:
        part, at = _sequence(tokens, at, bound)
        found.append(part)
        if at == len(tokens) or tokens[at] == ")":
            break
        at += 1
    if len(found) == 1:
        return found[0], at
    best = [max(part.words, key=_value) for part in found if part.words]
    words = (frozenset().union(*best),) if len(best) == len(found) else ()
    ending = frozenset().union(*(part.ending for part in found))
    often = reduce(and_, (part.often for part in found))
    return _Part(words, ending, all(part.whole for part in found), often), at


def _sequence(tokens: Sequence[str], at: int, bound: _Words) -> tuple[_Part, int]:
    candidates: list[_Words] = []
    often: Counter[str] = Counter()
    run = _EMPTY  # what the tokens since the last unknown one can match
    known = True
    while at < len(tokens) and tokens[at] not in ("|", ")"):
        token = tokens[at]
        if token.startswith("("):
            part, at = _alternatives(tokens, at + 1, bound)
        else:
            exact = bound if token in ("^", "$") else _matched(token)
            part = _Part((), exact or _EMPTY, exact is not None, Counter(exact if exact and len(exact) == 1 else ()))
        at += 1
        following = tokens[at] if at < len(tokens) else ""
        repeated = bool(_REPEATED.fullmatch(following))
        at += repeated
        once = following.startswith("?")
        if _OPTIONAL.fullmatch(following):
            part = _Part((), part.ending | _EMPTY if once else _EMPTY, part.whole and once, Counter())
        often += part.often
        if part.whole and len(run) * len(part.ending) <= _MOST:
            run = frozenset(before + word for before in run for word in part.ending)
            if not repeated or once:
                continue
        candidates += [run, *part.words]
        run, known = part.ending, False
    candidates.append(run)
    return _Part(tuple(words for words in candidates if "" not in words), run, known, often), at


def _matched(token: str) -> _Words | None:
    """The characters that a token can match, where they are a few."""
    if len(token) == 1:
        return None if token == "." else frozenset((token,))
    if token[0] == "\\":
        return frozenset(_DIGITS) if token == r"\d" else None if token[1].isalnum() else frozenset((token[1],))
    inside = token[1:-1].replace("0-9", _DIGITS).replace(r"\d", _DIGITS)
    simple = token.startswith("[") and not inside.startswith("^") and not set(inside) & set("\\-[")
    return frozenset(inside) if simple else None


def _shortest(words: _Words) -> _Words:
    """The words without those that hold another of them."""
    lengths = sorted(set(map(len, words)))[:-1]
    return frozenset(
        word
        for word in words
        if not any(word[at : at + n] in words for n in lengths if n < len(word) for at in range(len(word) - n + 1))
    )


def _value(words: _Words) -> tuple[int, int]:
    """How well a set of words tells texts apart: by the length of its shortest, then by how few they are."""
    return min(map(_rarity, words)), -len(words)


def _rarity(word: str) -> int:
    """The length of a word; a mark that stands in every sentence says nothing, and a figure little."""
    return 0 if word in _EVERYWHERE or word.isdigit() else len(word)
