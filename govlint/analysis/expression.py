"""Regular expressions as rule files write them: RE2's, linear in the text, with what is wrong with one in a writer's words."""

from __future__ import annotations

import re
import string
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

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
def compiled(source: str) -> Any:
    """A regular expression that answers in time linear in the text, whatever it says. Raises re2's error."""
    # RE2 takes 5 ms to load, and only some rules need it.
    import re2

    options = re2.Options()
    options.log_errors = False
    return re2.compile(source, options)


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
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
    except ValueError:
        return "花括号不成对；要写花括号本身请写成 {{ }}"
    return next((f"pattern 里没有叫“{name}”的组" for name in names if name != "match" and name not in groups), "")


_TOKEN = re.compile(
    r"\\[pP](?:\{[^}]*\}|.)|\\x(?:\{[^}]*\}|..)|\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|"
    r"\(\?P?<\w+>|\(\?:|\(|\)|\||[?*+]\??|\{\d+(?:,\d*)?\}\??|.",
    re.DOTALL,
)
_OPTIONAL = re.compile(r"[?*]\??|\{0.*")
_REPEATED = re.compile(r"[?*+]\??|\{\d.*")


@cache
def required_literals(source: str) -> frozenset[str] | None:
    """Words of which every text that the pattern matches holds at least one; None where the pattern shows none.

    Of several such sets the one whose shortest word is longest: it is the rarest.
    """
    return _alternatives(_TOKEN.findall(source), 0)[0].words


_Words = frozenset[str]
_EMPTY = frozenset(("",))
_MOST = 64
"""How many words a set may have; a longer word is rarer, but many words are slow to prepare."""
_EVERYWHERE = ("，", "。", "、", "的")


@dataclass(frozen=True, slots=True)
class _Needs:
    """What a part of a pattern asks of a text: words of which one must stand in it, how it can end, whether that is all."""

    words: _Words | None
    ending: _Words
    whole: bool


def _alternatives(tokens: Sequence[str], at: int) -> tuple[_Needs, int]:
    """What the alternatives from here on need, and where they end."""
    found: list[_Needs] = []
    while True:
        needs, at = _sequence(tokens, at)
        found.append(needs)
        if at == len(tokens) or tokens[at] == ")":
            break
        at += 1
    sound = [needs.words for needs in found if needs.words is not None]
    words = frozenset().union(*sound) if len(sound) == len(found) else None
    ending = frozenset().union(*(needs.ending for needs in found))
    return _Needs(words, ending, all(needs.whole for needs in found)), at


def _sequence(tokens: Sequence[str], at: int) -> tuple[_Needs, int]:
    candidates: list[_Words] = []
    run = _EMPTY  # what the tokens since the last unknown one can match
    known = True
    while at < len(tokens) and tokens[at] not in ("|", ")"):
        token = tokens[at]
        if token.startswith("("):
            needs, at = _alternatives(tokens, at + 1)
        else:
            exact = _matched(token)
            needs = _Needs(None, exact or _EMPTY, exact is not None)
        at += 1
        following = tokens[at] if at < len(tokens) else ""
        repeated = bool(_REPEATED.fullmatch(following))
        at += repeated
        once = following.startswith("?")
        if _OPTIONAL.fullmatch(following):
            needs = _Needs(None, needs.ending | _EMPTY if once else _EMPTY, needs.whole and once)
        if needs.whole and len(run) * len(needs.ending) <= _MOST:
            run = frozenset(before + word for before in run for word in needs.ending)
            if not repeated or once:
                continue
        candidates += [words for words in (run, needs.words) if words]
        run, known = needs.ending, False
    candidates.append(run)
    sound = [_shortest(words) for words in candidates if "" not in words]
    best = max(sound, key=lambda words: (min(map(_rarity, words)), -len(words)), default=None)
    return _Needs(best, run, known), at


def _matched(token: str) -> _Words | None:
    """The characters that a token can match, where they are a few; the empty one for an anchor."""
    if token in ("^", "$"):
        return _EMPTY
    if len(token) == 1:
        return None if token == "." else frozenset((token,))
    if len(token) == 2 and token[0] == "\\":
        return None if token[1].isalnum() else frozenset((token[1],))
    inside = token[1:-1]
    simple = token.startswith("[") and not inside.startswith("^") and not set(inside) & set("\\-[")
    return frozenset(inside) if simple else None


def _shortest(words: _Words) -> _Words:
    """The words without those that hold another of them."""
    return frozenset(word for word in words if not any(other != word and other in word for other in words))


def _rarity(word: str) -> int:
    """The length of a word; a mark that stands in every sentence says nothing."""
    return 0 if word in _EVERYWHERE else len(word)
