"""Words looked for by number: all that stand in a text are found where they stand, and nothing else is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govlint.analysis.together import Together
from govlint.analysis.wordlist import Wordlist
from govlint.document.block import Block
from govlint.document.joined import BOUND
from tests.conftest import examples

LETTERS = "甲乙丙丁\U00020000\uffff" + BOUND
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=11), max_size=12, unique=True)
TEXTS = st.lists(st.text(LETTERS.replace(BOUND, "戊"), max_size=30), min_size=1, max_size=4)


@given(WORDS, TEXTS)
@examples(300)
def test_all_and_only_what_stands_there(words: list[str], texts: list[str]) -> None:
    together = Together([Block(text) for text in texts])
    which, starts = Wordlist(words).find(together)
    found = sorted(zip(which.tolist(), starts.tolist(), strict=True))
    text = together.text
    wanted = [(i, at) for i, word in enumerate(words) for at in range(len(text)) if text.startswith(word, at)]
    assert found == sorted(wanted)


def test_words_of_many_lengths_in_a_long_text() -> None:
    words = ["安全", "安全生产", "安全生产责任", "生产", "安全生产责任制落实情况检查", "责任制"]
    texts = ["全面落实安全生产责任制，开展安全生产责任制落实情况检查。"] * 50
    which, starts = Wordlist(words).find(together := Together([Block(text) for text in texts]))
    assert len(which) == sum(together.text.count(word) for word in words)
    assert all(together.text.startswith(words[i], at) for i, at in zip(which, starts, strict=True))
