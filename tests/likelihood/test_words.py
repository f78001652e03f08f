"""Words suspected of standing in for others that sound or look like them."""

from __future__ import annotations

import pytest

from govlint.likelihood import joined
from govlint.likelihood.words import misheard


def test_each_text_counts_alone() -> None:
    texts = ["要认真旅行监管职责。", "", "年度目标任务已分解。", "年度目标人物已分解。"]
    found = misheard(texts)
    assert [[(one.start, one.written, one.meant) for one in some] for some in found] == [
        [(3, "旅行", "履行")],
        [],
        [],
        [(4, "人物", "任务")],
    ]
    assert found == [misheard([text])[0] for text in texts]


def test_many_texts_are_looked_at_a_chunk_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["要认真旅行监管职责。", "", "年度目标任务已分解。", "年度目标人物已分解。"] * 5
    whole = misheard(texts)
    monkeypatch.setattr(joined, "CHUNK", 25)
    assert misheard(texts) == whole


def test_what_is_no_word_is_told_from_what_is_one() -> None:
    (found,) = misheard(["规范住房租凭市场。"])[0]
    assert (found.meant, found.near, found.broken) == ("租赁", "住房租赁", True)
    assert not misheard(["要认真旅行监管职责。"])[0][0].broken


def test_the_edges_of_a_text_hold_no_words() -> None:
    assert misheard(["旅", "旅行", "", "a\U0001f600"]) == [[], [], [], []]
