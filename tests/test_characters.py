"""The benchmark of wrong characters plants what it says, and what it plants is found."""

from __future__ import annotations

from random import Random

from govlint.analysis.engine import Ruleset
from tests.bench.characters import PLANTERS, findings, own_rules, slips

SENTENCES = [
    "我们要认真贯彻落实中央经济工作会议精神，扎实推进各项重点工作，取得了明显成效。",
    "各级各部门要积极地支持基础设施建设，切实解决群众的困难，把工作做得更加扎实。",
    "要加强和改善宏观调控，推动经济社会发展全面绿色转型，保障和改善民生。",
]


def test_a_slip_is_one_change_of_its_sentence() -> None:
    planted = list(slips(SENTENCES, 2, Random(1)))
    assert len({slip.kind for slip in planted}) == len(PLANTERS)
    for slip in planted:
        assert slip.text not in SENTENCES
        assert slip.text[: slip.start] + slip.right + slip.text[slip.end :] in SENTENCES


def test_the_same_seed_plants_the_same() -> None:
    assert list(slips(SENTENCES, 2, Random(7))) == list(slips(SENTENCES, 2, Random(7)))


def test_what_was_written_twice_is_found_and_right_sentences_are_not() -> None:
    ruleset = Ruleset(own_rules())
    assert not [f for sentence in SENTENCES for f in findings(sentence, ruleset)]
    assert {f.rule for f in findings(SENTENCES[0].replace("贯彻落实", "贯彻贯彻落实"), ruleset)} == {"lexis/doubled"}
