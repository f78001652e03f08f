"""A glance without numpy: what it answers is what numpy answers, and where it says that there is nothing there is nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.likelihood import glance, mapped
from govlint.likelihood.cut import cut
from govlint.likelihood.grams import encode, key, raw, word_key
from govlint.likelihood.keyed import dropped, swapped
from govlint.likelihood.measures import MARGIN
from govlint.likelihood.model import load
from govlint.likelihood.pairs import pairs
from govlint.likelihood.words import misheard
from tests.conftest import ROOT, SEED

MIXED = st.text(st.sampled_from("推进高质量发展履行旅职责a1Ａ９ \u3000\r，。𠀀\ud800"), max_size=30)


@given(MIXED)
def test_codes_numbers_and_levels_are_those_of_numpy(text: str) -> None:
    codes, model = encode(text), load()
    own = mapped.encoded(text)
    assert own == codes.tolist()
    for length in (1, 2, 3, 4):
        numbers = raw(codes, length)
        runs = [own[at : at + length] for at in range(len(numbers))]
        assert [mapped.number(run, length) for run in runs] == numbers.tolist()
        assert [mapped.tables().level(*run) for run in runs] == model.table.find(key(numbers)).tolist()
        assert [mapped.tables().word(*run) for run in runs] == model.table.find(word_key(numbers)).tolist()
        assert mapped.tables().passes(numbers.tolist()) == model.sieve.passes(key(numbers)).tolist()


def test_pairs_and_scores_are_those_of_numpy() -> None:
    model = load()
    text = SEED.read_text(encoding="utf-8")[:2500]
    wanted = pairs(text, model.table, model.sieve, model.confusions)
    codes = mapped.encoded(text)
    found = [(at, other, likeness) for at in glance._rare(text) for other, likeness in glance._tried(codes, at)]
    assert [(at - MARGIN, other) for at, other, _ in found] == list(
        zip(wanted.places.tolist(), wanted.others.tolist(), strict=True)
    )
    assert len(found) > 50
    for (at, other, likeness), row, score in zip(found, wanted.features, model.network.score(wanted.features), strict=True):
        old = codes[at - MARGIN : at + MARGIN + 1]
        new = [*old[:MARGIN], other, *old[MARGIN + 1 :]]
        features = glance._features(new, old, likeness)
        assert features == row.tolist()
        assert glance._score(features) == pytest.approx(float(score), abs=glance._NEAR / 100)


def test_a_model_text_with_slips_is_seen_as_numpy_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glance, "_RARE", 10_000)
    random, model = Random(5), load()
    text = (ROOT / "tests/golden/seed-clean.txt").read_text(encoding="utf-8")
    lines = random.sample([line for line in re.split("[。；\n]", text) if 12 < len(line) < 60], 30)
    texts = [made for line in lines for made in with_slips(line, text, random)]
    told = [
        [look([each]) for each in texts]
        for look in (glance.may_be_swapped, glance.may_be_dropped, glance.may_be_cut, glance.may_be_misheard)
    ]
    told.append([glance.may_be_suspected([each], floor) for floor in (0.0, 1.0, 4.0) for each in texts])
    wanted = [list(map(bool, find(texts))) for find in (swapped, dropped, cut, misheard)]
    wanted.append([bool(found) for floor in (0.0, 1.0, 4.0) for found in model.suspects(texts, floor)])
    assert told == wanted
    assert all(any(each) and not all(each) for each in told)


def with_slips(line: str, pool: str, random: Random) -> Iterator[str]:
    """A line, and the same with characters exchanged, turned round, left out and cut off."""
    at = random.randrange(1, len(line) - 2)
    yield line
    yield "".join(random.choice(pool) if random.random() < 0.05 else c for c in line)
    yield f"{line[:at]}{line[at + 1]}{line[at]}{line[at + 2 :]}"
    yield line[:at] + line[at + 1 :]
    yield line[:at]


@pytest.mark.slow
def test_what_is_found_was_seen_at_a_glance(corpus: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glance, "_RARE", 10_000)
    random, model = Random(5), load()
    lines = [line for path in corpus for line in path.read_text(encoding="utf-8").split("\n") if 20 < len(line) < 200]
    pool = "".join(lines)
    seen = [0, 0, 0, 0]
    for line in random.sample(lines, 70):
        for text in with_slips(line, pool, random):
            answers = glance.may_be_misheard([text]), glance.may_be_suspected([text], 1.0)
            wanted = bool(misheard([text])[0]), bool(model.suspects([text], 1.0)[0])
            assert glance.may_be_swapped([text]) == bool(swapped([text])[0]), text
            assert glance.may_be_dropped([text]) == bool(dropped([text])[0]), text
            assert glance.may_be_cut([text]) == bool(cut([text])[0]), text
            assert all(said or not is_so for said, is_so in zip(answers, wanted, strict=True)), text
            for number, is_so in enumerate((*answers, *wanted)):
                seen[number] += is_so
    # It is hardly ever wrong, or it would be of no use.
    assert seen[2] <= seen[0] <= seen[2] + 1
    assert 2 < seen[3] <= seen[1] <= seen[3] + 2


@pytest.mark.usefixtures("warm_rules")
def test_a_slip_is_found_in_a_process_without_numpy() -> None:
    code = (
        "import sys\n"
        "from govlint import check\n"
        "print([f.rule for f in check({!r}) if f.rule in ('lexis/homophone', 'lexis/unlikely-character')])\n"
        "print('numpy' in sys.modules)\n"
    )
    silent = "各级各部门要认真贯彻落实会议精神。"
    slip = "各级各部门要认真贯彻洛实会议精神。"
    answers = [
        subprocess.run([sys.executable, "-c", code.format(text)], capture_output=True, text=True, check=True).stdout.split(
            "\n"
        )[:2]
        for text in (silent, slip)
    ]
    assert answers == [["[]", "False"], ["['lexis/unlikely-character']", "True"]]
