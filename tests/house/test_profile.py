"""What a profile writes is YAML that reads as it was."""

from __future__ import annotations

import pytest
import yaml

from govlint.document.genre import Genre
from govlint.house.learn import Learned
from govlint.house.loosened import Loosened
from govlint.house.profile import existing, profile, scalar
from govlint.style.habit import Habit


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("甲", "甲"),
        ("甲 乙", "甲 乙"),
        (" 甲", '" 甲"'),
        ("甲: 乙", '"甲: 乙"'),
        ("true", '"true"'),
        ("12", '"12"'),
        ("", '""'),
        ('a"b\\', '"a\\"b\\\\"'),
        ("甲\n乙\t丙", '"甲\\n乙\\t丙"'),
        ("\u3000甲", '"\u3000甲"'),
        ("甲: \u200b", '"甲: \\u200b"'),
    ],
)
def test_texts_as_yaml_writes_them(text: str, written: str) -> None:
    assert scalar(text) == written


LEARNED = Learned(
    {
        "sentence": Habit("sentence", low=20.5, middle=30, high=2_000_000, kept=8, texts=9),
        "closing": Habit("closing", ("贡献力量", "谢谢大家"), kept=7, texts=9, example="谢谢大家！", source="甲.txt"),
        "our-pair": Habit("pair", ("其他",), ("其它",), kept=9, texts=9),
    },
    9,
    12_345,
    Genre.SPEECH,
    ("丑.txt",),
    ("狠抓",),
    ("开头没有一致的套话",),
    {"rhythm/long-sentence": Loosened(9, 9)},
)


def lines(text: str) -> list[str]:
    return [line.partition("  # 学来 ")[0] for line in text.splitlines() if not line.startswith("# ")]


def test_a_profile_as_it_is_written() -> None:
    assert lines(profile(LEARNED)) == [
        "title: 本单位的讲话稿",
        "genre: speech",
        "rules:",
        "  rhythm/long-sentence: off  # 9 篇范文中有 9 篇都不合这一条",
        "learned:",
        "  texts: 9",
        "  characters: 12345",
        "  left-out: [丑.txt]",
        "  unknown: [开头没有一致的套话]",
        "  favourites: [狠抓]",
        "  habits: [closing, our-pair, sentence]",
        "  rules: [rhythm/long-sentence]",
        "habits:",
        "  closing:  # 结尾",
        "    usual: [贡献力量, 谢谢大家]",
        "    kept: 7",
        "    texts: 9",
        "    example: 谢谢大家！",
        "    source: 甲.txt",
        "  sentence:  # 平均句长，字",
        "    low: 20.5",
        "    middle: 30",
        "    high: 2000000",
        "    kept: 8",
        "    texts: 9",
        "  our-pair:  # 两种写法",
        "    measure: pair",
        "    usual: [其他]",
        "    instead: [其它]",
        "    kept: 9",
        "    texts: 9",
    ]
    bare = lines(profile(Learned({}, 1, 300, None)))
    assert bare == ["title: 本单位的文稿", "learned:", "  texts: 1", "  characters: 300", "  habits: []", "habits: {}"]


def test_what_a_person_did_to_a_profile() -> None:
    written, before = profile(LEARNED), tuple(LEARNED.habits)
    assert existing(written, before, ("rhythm/long-sentence",)) == existing(written)
    found = existing(written)
    assert (found.kept, found.removed) == ({}, frozenset())
    assert [*found.sections] == ["", "title", "genre", "rules", "learned", "habits"]
    changed = written.replace("    low: 20.5", "    low: 10").replace("  rhythm/long-sentence:", "  # rhythm/long-sentence:")
    start = changed.index("  our-pair:")
    found = existing(changed[:start], before, ("rhythm/long-sentence",))
    assert list(found.kept) == ["sentence"] and "    low: 10" in found.kept["sentence"]
    assert found.removed == {"our-pair", "rhythm/long-sentence"}
    again = profile(LEARNED, found)
    assert "    low: 10\n" in again and "  our-pair:" not in again and "\n  rhythm/long-sentence" not in again
    assert "  habits: [closing, our-pair, sentence]\n  rules: [rhythm/long-sentence]\n" in again


@pytest.mark.parametrize(
    ("rules", "kept"),
    [
        ("rules:\n  rhythm: on\n", ["  rhythm: on"]),
        ("rules:\n  rhythm/long-sentence: warning\n", ["  rhythm/long-sentence: warning"]),
        ("rules:\n  lexis: off\n", ["  lexis: off", "  rhythm/long-sentence: off  # 9 篇范文中有 9 篇都不合这一条"]),
        ("rules: {lexis: off}\n", []),
        ("rules:  # 自己定的\n", ["  rhythm/long-sentence: off  # 9 篇范文中有 9 篇都不合这一条"]),
    ],
)
def test_what_the_user_says_of_a_rule_stands(rules: str, kept: list[str]) -> None:
    again = lines(profile(LEARNED, existing(f"title: 甲\n{rules}")))
    start = again.index(rules.splitlines()[0])
    assert again[start + 1 : again.index("learned:")] == kept


def test_long_lists_go_on_in_further_lines() -> None:
    words = tuple(f"词语{number:02}号" for number in range(20))
    learned = Learned({"words": Habit("words", instead=words, kept=1, texts=1)}, 1, 300, None)
    written = [line for line in lines(profile(learned)) if "词语" in line]
    assert len(written) == 3 and all(len(line) <= 66 for line in written)
    assert written[0].startswith("    instead: [词语00号, ") and written[-1].endswith("词语19号]")
    assert all(line.startswith(" " * 13 + "词语") for line in written[1:])
    assert yaml.safe_load("\n".join(written)) == {"instead": [*words]}
