"""Where devices begin and end to be some: lengths, numbers of limbs, places, each at both sides of its bound."""

from __future__ import annotations

import pytest

from govlint.document.block import Block
from govlint.readers import parse
from govlint.rhetoric.analysis import analyse, kinds
from govlint.rhetoric.devices import devices, opening_of
from govlint.rhetoric.found import PARAGRAPHS, Device
from govlint.rhetoric.record import BARS, record
from govlint.text.source import Source


def told(text: str, device: Device) -> list[tuple[str, list[str]]]:
    return [(one.form, [limb.text for limb in one.limbs]) for one in devices(Block(text)) if one.device is device]


@pytest.mark.parametrize(
    ("text", "limbs"),
    [
        ("小事不出，大事不出。", ["小事不出", "大事不出"]),
        ("小事出，大事出。", []),
        (f"小事{'不' * 10}，大事{'不' * 10}。", [f"小事{'不' * 10}", f"大事{'不' * 10}"]),
        (f"小事{'不' * 11}，大事{'不' * 11}。", []),
        ("小事不出门，大事不出村镇。", []),
        ("小事不出门，要事不出村。", []),
        ("小事不出门，大事不出村，都要管好。", ["小事不出门", "大事不出村"]),
        ("都要管好，小事不出门，大事不出村。", ["小事不出门", "大事不出村"]),
        ("小事不出门，大事不出村，要事不出镇。", []),
        ("要事不出镇，小事不出门，大事不出村。", []),
        ("小事不出门。大事不出村。", []),
    ],
)
def test_two_clauses_that_set_one_thing_against_another(text: str, limbs: list[str]) -> None:
    assert told(text, Device.CONTRAST) == ([("对偶", limbs)] if limbs else [])


@pytest.mark.parametrize(
    ("text", "limbs"),
    [
        ("深化改革，扩大开放。", ["深化改革", "扩大开放"]),
        ("深化改革、扩大开放；促进发展。", ["深化改革", "扩大开放", "促进发展"]),
        ("深化改革。扩大开放。", []),
        ("深化改革，再扩大开放。", []),
        ("要做到深化改革、扩大开放、促进发展。", ["深化改革", "扩大开放", "促进发展"]),
        ("先干，深化改革，扩大开放，抓落实，促进发展，保持稳定。", ["深化改革", "扩大开放"]),
    ],
)
def test_runs_of_four_characters(text: str, limbs: list[str]) -> None:
    found = told(text, Device.FOUR)
    assert found[:1] == ([("四字", limbs)] if limbs else [])
    assert len(found) == (2 if "保持稳定" in text else bool(limbs))


@pytest.mark.parametrize(
    ("text", "opening"),
    [("让利", ""), ("让利于", ""), ("让利于民", "让"), ("我们修路", "我们"), ("我，们修路", ""),
     ("一是修路", ""), ("第一，修路", ""), ("①修路吧", ""),
     ("", "")],
)  # fmt: skip
def test_what_is_heard_when_it_comes_again(text: str, opening: str) -> None:
    assert opening_of(text) == opening


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("我们修了路。我们架了桥。", []),
        ("我们修了路。我们架了桥。我们通了水。", ["我们…"]),
        ("我们修了路。我们架了桥。他们来了。我们通了水。", []),
        ("我们大家一起来修路。我们大家一起来架桥。我们大家一起来通水。", ["我们大家一起…"]),
        ("干部修了路。干部架了桥。干部通了水。", []),
    ],
)
def test_sentences_that_open_alike(text: str, forms: list[str]) -> None:
    assert [form for form, _ in told(text, Device.ANAPHORA)] == forms


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("钱从哪里来？要靠大家。", ["设问"]),
        ("钱从哪里来？", ["提问"]),
        ("钱从哪里来？人从哪里来？大家想办法。", ["提问", "设问"]),
        ("群众的事难道可以等吗？不能。", ["反问"]),
        ("深化水贝？产业改革。", []),
    ],
)
def test_questions(text: str, forms: list[str]) -> None:
    assert [form for form, _ in told(text, Device.QUESTION)] == forms
    for one in (one for one in devices(Block(f" {text}")) if one.device is Device.QUESTION):
        assert f" {text}"[one.start : one.end] == one.limbs[0].text


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        # Limbs with 、 that share an opening have at most 14 characters, and something behind it.
        ("有组织、有计划、有检查。", ["有…"]),
        (f"有组织、有计划、有{'检' * 13}。", ["有…"]),
        (f"有组织、有计划、有{'检' * 14}。", []),
        ("有组织、有计划、有。", []),
        ("有组织、有计划。", []),
        # Clauses at most 60.
        (f"让城市美，让生活好，让{'百' * 59}。", ["让…"]),
        (f"让城市美，让生活好，让{'百' * 60}。", []),
        # Endings of two characters and more.
        ("历史是重要的，外国是重要的，书本是重要的。", ["…是重要的"]),
        ("去修路去，来架桥去，再通水去。", []),
        # The same in the same places of limbs from 4 to 9 characters.
        ("急事急办、特事特办、要事快办。", ["…事…办"]),
        # Three characters that open with a verb; from 5 to 9 ones that do.
        ("稳增长、促改革、调结构。", ["3·3·3"]),
        ("水干净、山青葱、林茂密。", []),
        ("推进产业升级、保障群众生活、完善基础设施。", ["6·6·6"]),
        ("推进产业升级、保障群众生活、完善基础的设施。", []),
        # A longer one that has the frame rounds it off, and no other.
        ("急事急办、特事特办、要事快办、难事设法办。", ["…事…办"]),
    ],
)
def test_limbs_that_share_something(text: str, forms: list[str]) -> None:
    assert [form for form, _ in told(text, Device.PARALLEL)] == forms


@pytest.mark.parametrize(
    ("text", "form", "limbs"),
    [
        ("一年开局，两年见效，三年变样。", "…年…", 3),
        ("三年变样，两年见效，一年开局。", "…年…", 3),
        ("一年开局，两年见效，两年变样。", "", 0),
        ("一年开局，两年见效，三月变样。", "", 0),
        ("一年开局，两年见效，三月变样，四月收尾。", "", 0),
        ("一年开局，两年见效，三年变样，一年收尾。", "…年…", 3),
        ("半步不退，一步一印，千步不停，万步不歇。", "…步…", 4),
        ("1.5倍起步，2倍加速，3倍冲刺。", "…倍…", 3),
        ("1998年起步，1999年见效，2000年翻番。", "", 0),
        ("3天上门，2天办结，1天反馈。", "…天…", 3),
        ("我们大家要用1天，我们大家要用2天，我们大家要用3天。", "…天…", 3),
        ("我们大家都要用1天，我们大家都要用2天，我们大家都要用3天。", "", 0),
        ("先干吧，1天上门，2天办结，3天反馈。", "…天…", 3),
    ],
)
def test_steps(text: str, form: str, limbs: int) -> None:
    assert [(one, len(parts)) for one, parts in told(text, Device.CLIMAX)] == ([(form, limbs)] if form else [])


def test_paragraphs_that_open_alike() -> None:
    def heard(*lines: str) -> list[tuple[str, int, int, tuple[str, ...]]]:
        rhetoric = analyse(parse(Source("a.txt", "讲话\n同志们：\n" + "\n".join(lines) + "\n")))
        return [(p.form, p.end, p.length, p.limbs) for p in rhetoric.passages if p.level == PARAGRAPHS]

    three = "我们修了路，走得稳。", "我们架了桥。", "我们通了水"
    assert heard(*three) == [("我们…", 5, 21, ("我们修了路", "我们架了桥", "我们通了水"))]
    assert heard(*three[:2]) == [] == heard(*three[:2], "他们来了。", three[2])
    assert len(heard(*three, "他们来了。", *three)) == 2


def test_how_a_text_goes_along() -> None:
    """White space counts for nothing; sentences are of what is said, headings left out of their number."""
    text = "讲话\n同志们：\n一、快干\n要 快。要好好地干。\n二、再干\n再干一次。\n"
    document = parse(Source("a.txt", text))
    rhetoric = analyse(document)
    assert [(s.at, s.length) for s in rhetoric.sentences if "同志" not in s.text] == [(8, 3), (11, 6), (21, 5)]
    assert (rhetoric.characters, rhetoric.sections) == (26, ((4, "一、"), (17, "二、")))
    pace = rhetoric.pace(2)
    assert pace[1] == 5 and pace[0] == pytest.approx(
        sum(s.length for s in rhetoric.sentences[:-1]) / (len(rhetoric.sentences) - 1)
    )
    assert rhetoric.pace(26)[8] == 3 and rhetoric.pace(26)[11] == 6 and rhetoric.pace(26)[9] == 0
    said = record(document, rhetoric, rhetoric)
    lines = said["sentences"]["lines"]
    assert len(lines) == BARS and {0, 2, 4, 6} <= set(lines)
    assert [lines[at * BARS // 26] for at in (8, 21)] == [4, 6]
    assert said["sentences"]["longest"] == max(s.length for s in rhetoric.sentences)


def test_kinds_in_words() -> None:
    text = (
        "深化改革，扩大开放。促进发展，保持稳定，改善民生。让城市更美丽，让生活更美好，让百姓更幸福。小事不出门，大事不出村。"
    )
    rhetoric = analyse(parse(Source("a.txt", f"讲话\n同志们：\n{text}\n")))
    assert kinds(rhetoric.of(Device.FOUR)) == "2 个连用 1 处、3 个连用 1 处"
    assert kinds(rhetoric.of(Device.PARALLEL)) == "分句 1；3 项的 1 处"
    assert kinds(rhetoric.of(Device.CONTRAST)) == "对偶 1"
    assert kinds([]) == ""
    assert rhetoric.rate(Device.FOUR) == 2000 / rhetoric.characters


@pytest.mark.parametrize("mark", "、，")
@pytest.mark.parametrize(("length", "is_run"), [(4, False), (5, True), (9, True), (10, False)])
def test_limbs_of_one_length(mark: str, length: int, is_run: bool) -> None:
    limbs = ["推进甲乙丙丁戊己庚辛"[:length], "保障子丑寅卯辰巳午未"[:length], "完善天地玄黄宇宙洪荒"[:length]]
    found = [form for form, _ in told(mark.join(limbs) + "。", Device.PARALLEL)]
    assert found == (["·".join([str(length)] * 3)] if is_run else [])
    assert told(mark.join([*limbs[:2], limbs[2] + "也"]) + "。", Device.PARALLEL) == []
