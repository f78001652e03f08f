"""What of a model text is kept: its words, names, the sentences that stand where formulas do."""

from __future__ import annotations

import pytest

from govlint.house.models import Models, measured, names_of, words_of
from govlint.readers import parse
from govlint.text.source import Source
from tests.house.made import CLOSING, speech


def texts_of(text: str) -> dict[str, int]:
    return dict(names_of(parse(Source("a.txt", text))))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("要学习“枫桥经验”。", ["“枫桥经验”"]),
        ("要学习“枫桥”。", []),
        ("要学习“枫桥啊”。", ["“枫桥啊”"]),
        ("要学习“甲甲甲甲1甲甲甲甲1甲甲甲甲”。", ["“甲甲甲甲1甲甲甲甲1甲甲甲甲”"]),
        ("要学习“甲甲甲甲1甲甲甲甲12甲甲甲甲”。", []),
        ("要学习“枫桥，经验”。", []),
        ("要学习《条例》。", []),
        ("要学习《信访条例》。", ["《信访条例》"]),
        (f"要学习《{'甲' * 30}》。", [f"《{'甲' * 30}》"]),
        (f"要学习《{'甲' * 31}》。", []),
        ("由区发局管。", ["区发局"]),
        ("由局牵头。", []),
        ("区发局长管。", []),
        ("政府要过紧日子，再干。", ["政府要过紧日子"]),
        ("政府过紧日，再干。", []),
        (f"{'政' * 14}，再干。", ["政" * 14]),
        (f"{'政' * 15}，再干。", []),
        ("一要过紧日子过，再干。", []),
    ],
)
def test_names_and_set_phrases(text: str, names: list[str]) -> None:
    assert texts_of(f"再干。{text}") == dict.fromkeys(names, 1)


def test_names_are_counted_in_headings_and_salutations_too() -> None:
    text = "讲话\n同志们：\n一、学习“枫桥经验”\n要学习“枫桥经验”。\n二、再学“枫桥经验”\n好。\n"
    assert texts_of(text)["“枫桥经验”"] == 3


def test_words_of_two_characters_and_more_that_are_not_latin() -> None:
    words = words_of(parse(Source("a.txt", "今年落实，明年落实，GDP 增长 2021 年。")))
    assert words["落实"] == 2 and not {"GDP", "2021", "区", "年", "，"} & words.keys()


def test_sentences_of_each_place() -> None:
    kept = measured(parse(Source("a.txt", speech(1))), "甲").sentences
    assert kept["salutation"] == ("同志们：",)
    assert kept["closing"][-1] == CLOSING
    assert kept["opening"][0].startswith("今天，我们召开") and kept["transition"][-1] == "下面，我讲4点意见。"
    assert not set(kept["opening"]) & set(kept["transition"])


def test_of_many_sentences_those_nearest_to_their_place_are_kept() -> None:
    many = "".join(f"这是第{n}句话说的事。" for n in range(40))
    text = f"在会上的讲话\n同志们：\n{many}\n一、抓好落实\n要抓好落实。\n二、加强领导\n要加强领导。\n{many}\n"
    kept = measured(parse(Source("a.txt", text)), "甲").sentences
    assert all(len(sentences) <= 14 for sentences in kept.values())
    assert kept["opening"][0] == "这是第0句话说的事。" and kept["closing"][-1] == "这是第39句话说的事。"
    assert kept["transition"][-1] == "这是第39句话说的事。"
    long = f"在会上的讲话\n同志们：\n今天{'很' * 300}好。\n一、抓好落实\n要抓好落实。\n二、加强领导\n要加强领导。\n"
    assert {len(s) for s in measured(parse(Source("a.txt", long)), "甲").sentences["opening"]} == {240}


def test_a_text_counts_from_300_characters_on_and_once() -> None:
    def text(length: int) -> str:
        return "讲话\n" + "各部门要认真抓好各项工作，按时完成任务。\n" * 14 + "抓" * (length - 281) + "。\n"

    models = Models()
    assert [models.add(parse(Source("a.txt", text(length))), "甲") for length in (299, 300, 300)] == [False, True, False]
    assert (models.characters, len(models.models)) == (300, 1)
    models.take_away(parse(Source("a.txt", text(300))), models.models[0])
    assert (models.characters, models.models) == (0, []) and not +models.words.counts
    assert models.add(parse(Source("a.txt", text(300))), "甲")
