"""The model that is shipped: in the form that the script writes, light, mapped; what it says of a text rests on that alone."""

from __future__ import annotations

import tracemalloc
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.likelihood.grams import encode, exchanged, key, raw
from govlint.likelihood.measures import SHAPES, SHIPPED, SOUNDS
from govlint.likelihood.model import Model, load
from govlint.likelihood.pairs import pairs
from govlint.likelihood.table import Sieve
from tests.conftest import examples

PARAGRAPHS = (
    "全年经济运行总体乎稳，稳中向好。",
    "各级各部门要认真贯彻洛实会议精神，持续优化营伤环境。",
    "村里办起蚂蟥养殖场，带动五十户增收。",
    "中央财政安排抉贫资金162亿元。",
    "",
    "乎",
    "GDP增长5.3%。",
    "𠀀𠮷",
    "要坚持农业农村优先发展，全面推进乡村震兴。",
)


@pytest.fixture(scope="module")
def model() -> Model:
    return load()


def test_it_weighs_no_more_than_twelve_and_a_half_megabytes() -> None:
    assert sum(file.stat().st_size for file in SHIPPED.iterdir()) <= 12_500_000


def test_it_has_the_form_that_the_script_writes(model: Model) -> None:
    confusions, network = model.confusions, model.network
    assert isinstance(model.table.cells, np.memmap)
    assert model.table.cells.dtype == np.uint16
    assert len(model.table.cells) % model.table.segment == 0
    assert (np.diff(confusions.heads.astype(int)) > 0).all()
    assert len(confusions.starts) == len(confusions.heads) + 1
    assert confusions.starts[0] == 0 and confusions.starts[-1] == len(confusions.others) == len(confusions.likeness)
    assert confusions.likeness.min() > 0 and confusions.likeness.max() < SOUNDS * SHAPES
    made = pairs(PARAGRAPHS[0], model.table, model.sieve, confusions)
    assert made.features.shape == (len(made.places), network.weights.shape[0])
    assert network.weights.shape[1:] == network.biases.shape == network.outputs.shape


def test_loading_it_makes_few_objects_and_reads_little() -> None:
    load.__wrapped__()  # what Python itself keeps of a first time is not counted
    tracemalloc.start()
    model = load.__wrapped__()
    size, peak = tracemalloc.get_traced_memory()
    objects = sum(trace.count for trace in tracemalloc.take_snapshot().statistics("filename"))
    tracemalloc.stop()
    assert model.table.cells.nbytes > 5e6
    assert size < 2e6 and peak < 4e6
    assert objects < 5_000


def test_the_sieve_changes_nothing(model: Model) -> None:
    text = "\n".join(PARAGRAPHS)
    with_it = pairs(text, model.table, model.sieve, model.confusions)
    without = pairs(text, model.table, Sieve(np.full(8, 255, np.uint8)), model.confusions)
    assert with_it.places.tolist() == without.places.tolist() and with_it.others.tolist() == without.others.tolist()


def test_what_is_known_is_known(model: Model) -> None:
    def level(text: str) -> int:
        codes = encode(text)
        return int(model.table.find(key(raw(codes, len(text))))[6])

    assert level("经济") > level("平稳") > level("乎稳") == 0


@given(st.text("经济乎稳。1", min_size=3, max_size=12), st.integers(0, 2))
def test_a_run_with_a_character_exchanged_has_the_key_of_that_run(text: str, offset: int) -> None:
    codes = encode(text)
    other = encode(text[:offset] + "平" + text[offset + 1 :])
    at = np.array([6])
    made = exchanged(raw(codes, 3)[at], codes[at + offset], np.array([ord("平")], np.uint32), 3, offset)
    assert made == raw(other, 3)[at]


def test_slips_are_found_and_told(model: Model) -> None:
    found = model.suspects(PARAGRAPHS, 1.0)
    told = [[(s.written, s.meant, text[s.offset]) for s in some] for some, text in zip(found, PARAGRAPHS, strict=True)]
    assert told[0] == [("乎稳", "平稳", "乎")]
    assert [meant for _, meant, _ in told[1]] == ["贯彻落实", "营商"]
    assert told[2] == told[4] == told[5] == told[6] == told[7] == []
    for some, text in zip(found, PARAGRAPHS, strict=True):
        for suspect in some:
            assert text[slice(*suspect.span)] == suspect.written


@examples(20)
@given(st.integers(0, 10_000), st.integers(1, 40))
def test_what_it_says_of_a_paragraph_depends_on_that_alone(seed: int, chunk: int) -> None:
    model = load()
    alone = {text: model.suspects([text], -2.0)[0] for text in PARAGRAPHS}
    order = [*PARAGRAPHS] * 2
    Random(seed).shuffle(order)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("govlint.likelihood.joined.CHUNK", chunk)
        together = model.suspects(order, -2.0)
    # Sums over more rows may round otherwise in the last bit.
    for text, some in zip(order, together, strict=True):
        assert [(s.offset, s.other, s.written) for s in some] == [(s.offset, s.other, s.written) for s in alone[text]]
        assert np.allclose([s.score for s in some], [s.score for s in alone[text]], atol=1e-4)
