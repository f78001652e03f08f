"""The rhetoric of a document: counts, rates, places, and how it lies along the text."""

from __future__ import annotations

from govlint.readers import parse
from govlint.rhetoric.analysis import Rhetoric, analyse, kinds
from govlint.rhetoric.found import PARAGRAPHS, Device
from govlint.rhetoric.record import BARS, place_of, record
from govlint.rulefiles.seeds import model
from govlint.text.source import Source

SPEECH = """\
在动员会上的讲话
同志们：
今天的会很重要。我们要让城市更美丽，让生活更美好，让百姓更幸福。
一、认清形势
我们修了路，群众走得稳。
我们架了桥，群众过得快。
我们通了水，群众喝得上。
钱从哪里来？要靠大家想办法。
"""


def analysed(text: str) -> Rhetoric:
    return analyse(parse(Source("a.txt", text)))


def test_what_a_speech_has() -> None:
    rhetoric = analysed(SPEECH)
    assert rhetoric.counts[Device.PARALLEL] == rhetoric.counts[Device.QUESTION] == 1
    (paragraphs,) = rhetoric.of(Device.ANAPHORA)
    assert (paragraphs.level, paragraphs.form) == (PARAGRAPHS, "我们…")
    assert paragraphs.limbs == ("我们修了路", "我们架了桥", "我们通了水")
    assert rhetoric.rate(Device.PARALLEL) == 1000 / rhetoric.characters
    assert [label for _, label in rhetoric.sections] == ["一、"]
    assert kinds(rhetoric.of(Device.PARALLEL)) == "分句 1；3 项的 1 处"


def test_passages_stand_where_they_are_said() -> None:
    document = parse(Source("a.txt", SPEECH))
    rhetoric = analyse(document)
    for passage in rhetoric.passages:
        span = place_of(document, passage)
        assert SPEECH[span.start : span.end].startswith(passage.limbs[0])
    heard = "".join("".join(SPEECH.split("\n")[1:]).split())
    (parallel,) = rhetoric.of(Device.PARALLEL)
    assert heard[parallel.at :].startswith("让城市更美丽")
    assert heard[parallel.at : parallel.at + parallel.length].endswith("让百姓更幸福")


def test_the_score_has_every_limb_in_its_stretch() -> None:
    rhetoric = analyse(model())
    for device in Device:
        score = rhetoric.score(device, BARS)
        assert len(score) == BARS
        assert sum(score) == sum(len(passage.limbs) for passage in rhetoric.of(device))
    assert len([length for length in rhetoric.pace(BARS) if length]) > BARS / 2
    assert rhetoric.pace(1) == [rhetoric.mean]


def test_the_model_text_has_its_run_of_four() -> None:
    rhetoric = analyse(model())
    assert any(passage.form == "…事…办" and len(passage.limbs) == 4 for passage in rhetoric.of(Device.PARALLEL))
    assert rhetoric.counts[Device.FOUR] > 10
    # What was garbled to ? is no question.
    assert not rhetoric.counts[Device.QUESTION]


def test_the_record_names_every_device_and_passage() -> None:
    document = parse(Source("a.txt", SPEECH))
    rhetoric = analyse(document)
    said = record(document, rhetoric, analyse(model()))
    assert [row["device"] for row in said["devices"]] == [str(device) for device in Device]
    assert len(said["passages"]) == len(rhetoric.passages)
    for passage in said["passages"]:
        assert SPEECH[passage["start"] : passage["end"]].startswith(passage["limbs"][0])
        assert SPEECH.split("\n")[passage["line"] - 1][passage["column"] - 1 :].startswith(passage["limbs"][0])


def test_an_empty_text_has_nothing() -> None:
    rhetoric = analysed("")
    assert (rhetoric.characters, rhetoric.passages, rhetoric.mean) == (0, (), 0.0)
    assert rhetoric.score(Device.FOUR, 3) == [0, 0, 0]
    assert rhetoric.rate(Device.FOUR) == 0.0
