"""Expressions that the interpreter answers for RE2: it finds the very same, and in few steps."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest
import re2

from govlint.analysis import expression
from govlint.analysis.steps import interpreted
from govlint.rulefiles.shipped import load_builtin
from tests.conftest import SEED, SIXTEENTHS


def found(pattern: Any, text: str) -> list[tuple[tuple[int, int], tuple[str | None, ...]]]:
    return [(match.span(), match.groups()) for match in pattern.finditer(text)]


def shipped() -> list[str]:
    """The expressions of all rules."""
    return sorted({one for rule in load_builtin() for one in rule.expressions})


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"(?P<match>甲|甲乙)丙?", "甲乙丙甲丙"),
        (r"^甲[^，]{2,4}?(?P<tail>乙)$", "甲丁丁乙"),
        (r"甲$", "甲\n"),
        (r"[$]甲\$", "$甲$"),
        (r"(?:^|[，；])(?P<match>(?:不断|进一步)?提高)(?:$|[，。])", "进一步提高，提高。"),
        (r"\p{Han}{2,3}(?P<n>\d{1,3})", "〇々𠮷一１23"),
        (r"[\p{Han}×]〔\d{4}〕", "发〔2024〕×〔２０２４〕"),
        (r"[ \x{3000}]甲\P{Han}", "　甲a 甲乙 甲\n"),
        (r"^[^。；]*?，(?P<tail>但是|但|却)", "虽然，但是，却"),
        (r"^(?:要|逐年|不断)*(?P<tail>加大)", "要不断要加大"),
        (r"(?:甲|乙{0,2}){1,3}丙", "甲乙乙乙丙"),
        (r"甲.乙", "甲\n乙甲\u2028乙"),
        (r"\d\w\D\W", "１23a，0一二，"),
    ],
)
def test_both_find_the_same(source: str, text: str) -> None:
    said = interpreted(source)
    assert said is not None
    assert found(re.compile(said, re.ASCII), text) == found(re2.compile(source), text)


@pytest.mark.parametrize(
    "source",
    [
        r"[^。]*甲",
        r"甲[^。]+乙",
        r"(?:甲|甲乙){2,40}丙",
        r"(?:甲乙?){1,12}丙",
        r"^[^。]*甲[^。]*乙",
        r"^(?:甲|甲甲)*乙",
        r"[^。]{2,60}[^。]{2,60}甲",
        r"(?:[^，]{0,9}，){0,9}甲",
        r"[^\P{Han}]甲",
        r"\s甲",
        r"\b甲",
        r"(?i)甲",
        r"[[:alpha:]]甲",
        r"\x41甲",
    ],
)
def test_what_may_take_many_steps_or_mean_something_else_is_left(source: str) -> None:
    re2.compile(source)
    assert interpreted(source) is None


def test_alternatives_that_begin_otherwise_leave_one_way() -> None:
    many = "|".join(f"{chr(code)}甲" for code in range(0x4E00, 0x4E00 + 900))
    assert interpreted(f"(?:{many})[^。]{{2,1900}}乙")
    assert interpreted(f"(?:{many}|[^甲])[^。]{{2,1900}}乙") is None


def texts() -> list[str]:
    """What shipped rules find and do not find, and pieces of it put together anew."""
    examples = [text for rule in load_builtin() for text in (*rule.bad, *rule.good) if isinstance(text, str)]
    lines = [line for text in (*examples, SEED.read_text(encoding="utf-8")) for line in text.splitlines() if line]
    pieces = [piece for line in lines for piece in re.findall(r"[^，。；：、]+[，。；：、]?", line)]
    mixed = random.Random(7)
    return [*lines, *("".join(mixed.sample(pieces, 4)) for _ in lines)]


def held(sources: list[str], written: list[str]) -> int:
    """How many matches both find in texts that may have them; they must be the same."""
    matches = 0
    for source in sources:
        if (said := interpreted(source)) is None:
            continue
        linear, own = re2.compile(source), re.compile(said, re.ASCII)
        needed = expression.needs(source).words
        for text in written:
            if all(any(word in text for word in words) for words in needed):
                both = found(linear, text)
                assert found(own, text) == both, (source, text)
                matches += len(both)
    return matches


@SIXTEENTHS
def test_shipped_expressions_find_the_same(first: int) -> None:
    sources = shipped()
    # By default few texts too: CI goes through all.
    written = texts() if first else texts()[::4]
    assert held(sources[first::16], written) > 0
    assert sum(interpreted(source) is not None for source in sources[first::16]) > 0.75 * len(sources[first::16])


@SIXTEENTHS
def test_they_do_on_published_texts(corpus: list[Path], first: int) -> None:
    written = [line for path in corpus[first::16] for line in path.read_text(encoding="utf-8").splitlines()]
    assert held(shipped()[first::16], written) > 0
