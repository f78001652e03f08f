"""From how many models on something is learned: made models, each with just the measure that is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from math import exp, log, sqrt
from typing import Any

import pytest

from govlint.analysis.engine import Result
from govlint.analysis.finding import Finding, Severity
from govlint.document.genre import Genre
from govlint.house.bands import Band, band
from govlint.house.formulas import formulas
from govlint.house.learn import Learned, learn, outlying
from govlint.house.loosened import judged, loosened, rules_of_style
from govlint.house.models import Model, Models, Tally, is_name, short
from govlint.house.vocabulary import avoided, favourites, likelihood_ratio
from govlint.language.frequencies import STRETCH, frequencies
from govlint.readers import parse
from govlint.style.figures import FIGURES, Value
from govlint.style.habit import firmness
from govlint.text.source import Source, Span

LARGE = 1e9
"""A base so large that nothing is chance."""


def model(number: int, **given: Any) -> Model:
    empty: Mapping[str, Any] = {
        "characters": 1000, "genre": Genre.OTHER, "figures": {}, "forms": {}, "examples": {}, "sentences": {}, "judged": {},
    }  # fmt: skip
    return Model(**{"name": f"{number}.txt", "key": f"{number:03}", **empty, **given})


def of(models: Iterable[Model]) -> Models:
    made = Models()
    made.models = list(models)
    return made


def having(measure: str, values: Sequence[Any], others: int = 0) -> Models:
    """Models, one of each value, beside others that tell nothing."""
    return of([*(model(n, **{measure: value}) for n, value in enumerate(values)), *(model(900 + n) for n in range(others))])


def learned(models: Models, **options: Any) -> Learned:
    return learn(models, **options)


# Forms ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "forms", "others", "usual"),
    [
        ("inline", {"一是": 9}, 0, ("一是",)),
        # What one of many has is no habit; of one text it is.
        ("inline", {"一是": 1}, 0, ("一是",)),
        ("inline", {"一是": 1}, 1, ()),
        ("inline", {"一是": 2}, 8, ("一是",)),
        # A second form is usual from 15 in 100 on, where several have it.
        ("inline", {"一是": 17, "一要": 3}, 0, ("一是", "一要")),
        ("inline", {"一是": 18, "一要": 2}, 0, ("一是",)),
        ("inline", {"一是": 5, "一要": 1}, 0, ("一是",)),
        ("inline", {"一是": 11, "一要": 2}, 0, ("一是", "一要")),
        ("inline", {"一是": 4, "一要": 3, "第一，": 3}, 0, ()),
        # It must be firm: 0.42 at least, with four chances in five.
        ("inline", {"一是": 10, "甲": 1, "乙": 1, "丙": 1, "丁": 1, "戊": 1, "己": 1, "庚": 1, "辛": 1}, 0, ("一是",)),
        ("inline", {"一是": 4, "甲": 1, "乙": 1, "丙": 1, "丁": 1, "戊": 1}, 0, ()),
        # Of forms in equal number the first by name.
        ("inline", {"乙": 4, "丙": 4}, 0, ("丙", "乙")),
        # There is a title, or there is none; two forms that all write tell nothing.
        ("has-title", {"有": 4, "没有": 3}, 0, ()),
        ("has-title", {"有": 9}, 0, ("有",)),
        ("percent", {"%": 4, "百分之": 3}, 0, ()),
        ("percent", {"%": 9, "百分之": 1}, 0, ("%",)),
        ("pair-gongli", {"公里": 4, "千米": 4}, 0, ()),
        ("heading-end", {"无标点": 4, "句号": 4}, 0, ()),
        # No house is held to half-width marks.
        ("bracket-marks", {"()": 9}, 0, ()),
        ("quote-marks", {'""': 9}, 0, ()),
        ("quote-marks", {"“”": 9}, 0, ("“”",)),
    ],
)
def test_forms_that_are_a_habit(name: str, forms: Mapping[str, int], others: int, usual: tuple[str, ...]) -> None:
    made = having("forms", [{name: form} for form, times in forms.items() for _ in range(times)], others)
    habit = learned(made).habits.get(name)
    assert (habit.usual if habit else ()) == usual
    if habit:
        assert (habit.kept, habit.texts) == (sum(forms[form] for form in usual), sum(forms.values()))


def test_a_form_is_shown_by_the_shortest_example_of_the_usual_one() -> None:
    said = [("一是", "一是要认真抓好落实。"), ("一是", "一是快。"), ("一是", "一是干。"), ("第一，", "第一，")]
    made = of(model(n, forms={"inline": form}, examples={"inline": text}) for n, (form, text) in enumerate(said))
    habit = learned(made).habits["inline"]
    assert (habit.example, habit.source) == ("一是快。", "1.txt")
    for name, form in (("has-headings", "没有"), ("has-title", "有")):
        made = of(model(n, forms={name: form}, examples={name: "甲"}) for n in range(3))
        assert (learned(made).habits[name].example, learned(made).habits[name].source) == ("", "")
    made = of(model(n, forms={"has-headings": "有"}, examples={"has-headings": "甲"}) for n in range(3))
    assert (learned(made).habits["has-headings"].example, learned(made).habits["has-headings"].source) == ("甲", "0.txt")


# Figures --------------------------------------------------------------------------------------------------------------


def sentences(*values: float) -> list[dict[str, Value]]:
    return [{"sentence": Value(value * LARGE, LARGE, value)} for value in values]


def test_a_band_of_one_value_is_as_wide_as_texts_of_one_kind_lie_apart() -> None:
    """Two standard deviations of Student's distribution, three texts known before, on the scale of logarithms."""
    reach = (2 + (8 + 2) / 12) * FIGURES["sentence"].spread * sqrt(2)
    found = band("sentence", [Value(40, 1, 40)])
    assert found == Band(int(40 * exp(-reach)), 40, int(40 * exp(reach)) + 1)


@pytest.mark.parametrize(
    ("value", "end", "middle", "other"),
    [(0.55, 0.5, 0.6, 0.6), (9.96, 9.9, 10.0, 10.0), (10.6, 10, 11, 11), (199.4, 199, 199, 200), (204, 200, 200, 210),
     (1996, 1990, 2000, 2000), (2040, 2000, 2000, 2100), (2160, 2100, 2200, 2200)],
)  # fmt: skip
def test_ends_are_rounded_outward_to_two_digits_or_three(
    value: float, end: float, middle: float, other: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govlint.house.bands._students", lambda *_: 0.0)
    assert band("length", [Value(value, 1, value)] * 3) == Band(end, middle, other)


def test_a_band_holds_all_texts_but_one_in_twenty_at_either_side() -> None:
    def ends(*values: float) -> tuple[float, float]:
        return band("length", [Value(value, 1, value) for value in values])[::2]

    usual = [1000.0] * 17
    assert ends(*usual, 10, 100_000)[0] > 100 and ends(*usual, 10, 100_000)[1] < 10_000
    assert ends(*usual[1:], 10, 20, 100_000)[0] == pytest.approx(20, abs=1)
    assert ends(*usual[1:], 10, 50_000, 100_000)[1] == pytest.approx(50_000, abs=100)
    # From twenty on it is two.
    assert ends(*usual, 10, 20, 1000)[0] > 100
    assert ends(*usual, 10, 20, 30)[0] == pytest.approx(30, abs=1)


def test_a_share_ends_at_all_of_it() -> None:
    assert band("largest-section", [Value(90, 1, 90)] * 3)[2] == 100
    assert band("length", [Value(90, 1, 90)] * 3)[2] > 100


@pytest.mark.parametrize(("texts", "is_learned"), [(0, False), (1, True), (2, True)])
def test_a_figure_is_learned_from_one_text_on(texts: int, is_learned: bool) -> None:
    assert ("sentence" in learned(having("figures", sentences(*[30.0] * texts), 1)).habits) is is_learned


def test_a_word_is_learned_from_three_texts_on() -> None:
    for texts, is_learned in ((2, False), (3, True)):
        assert ("de" in learned(having("figures", [{"de": Value(30, 1000, 30)}] * texts)).habits) is is_learned


def test_a_text_keeps_a_figure_where_it_lies_within_what_the_others_teach() -> None:
    habit = learned(having("figures", sentences(*[30.0] * 9, 90))).habits["sentence"]
    assert (habit.kept, habit.texts, habit.middle) == (9, 10, 30)
    many = learned(having("figures", sentences(*[30.0] * 44, 90))).habits["sentence"]
    assert (many.kept, many.texts) == (44, 45)


@pytest.mark.parametrize(("texts", "off", "high"), [(14, 0, None), (15, 0, 3), (15, 3, 3), (15, 4, 4), (15, 6, 4), (20, 6, 3)])
def test_how_many_figures_are_off_at_once(texts: int, off: int, high: float | None) -> None:
    """Learned from 15 texts on, between 3 and 4; of 20 the one with the most is passed over."""
    names = ("sentence", "clause", "clauses", "paragraph", "length", "sections")
    usual = {name: Value(30 * LARGE, LARGE, 30) for name in names}
    odd = usual | {name: Value(900 * LARGE, LARGE, 900) for name in names[:off]}
    habit = learned(having("figures", [usual] * (texts - 1) + [odd])).habits.get("together")
    assert (habit.high if habit else None) == high
    if habit:
        assert (habit.kept, habit.texts) == (texts - (off > (high or 0)), texts)


# Texts unlike the others ----------------------------------------------------------------------------------------------


def forms(number: int, odd: int, genre: Genre = Genre.OTHER) -> Model:
    """A text that writes so many of ten things otherwise than all others."""
    names = [
        "inline",
        "percent",
        "years",
        "title",
        "quote-marks",
        "heading-end",
        "heading-shape",
        "has-title",
        "ordinals-1",
        "ordinals-2",
    ]
    return model(number, genre=genre, forms={name: f"{number}" if n < odd else "甲" for n, name in enumerate(names)})


@pytest.mark.parametrize(
    ("texts", "odd", "names"),
    [
        (4, [10], []),
        (5, [10], ["0.txt"]),
        (9, [10, 10], ["0.txt"]),
        (10, [10, 9], ["0.txt", "1.txt"]),
        # Ten forms are half of it: five are 0.25, four 0.2, which is not more than 0.2.
        (10, [5], ["0.txt"]),
        (10, [4], []),
        (41, [10, 9, 8, 4], ["0.txt", "1.txt", "2.txt"]),
        (41, [10] * 9, []),
    ],
)
def test_texts_that_are_left_out(texts: int, odd: list[int], names: list[str]) -> None:
    made = [forms(n, odd[n] if n < len(odd) else 0) for n in range(texts)]
    found = [one.name for one in outlying(made)]
    assert found == names if odd[-1] < 10 or len(odd) < 9 else len(found) == 8
    assert {one.name for one in outlying(made[::-1])} == set(found)


def test_a_text_that_is_the_only_one_of_its_genre_is_stranger_among_six() -> None:
    assert outlying([forms(0, 4, Genre.NOTICE), *(forms(n, 0) for n in range(1, 6))])[0].name == "0.txt"
    assert outlying([forms(0, 4, Genre.NOTICE), *(forms(n, 0) for n in range(1, 5))]) == []
    assert outlying([forms(0, 4, Genre.NOTICE), *(forms(n, 0, Genre.NOTICE) for n in range(1, 6))]) == []


def test_figures_weigh_as_much_as_forms() -> None:
    def text(number: int, value: float) -> Model:
        figures = {name: Value(value * LARGE, LARGE, value) for name in ("sentence", "clause", "paragraph", "length")}
        return model(number, figures=figures)

    assert [one.name for one in outlying([text(0, 900), *(text(n, 30) for n in range(1, 6))])] == ["0.txt"]
    assert outlying([text(0, 31), *(text(n, 30) for n in range(1, 6))]) == []


# Names ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "texts", "found"),
    [
        # Three times, in three texts and a fifth of all; a phrase in two fifths; five characters.
        ("招商引资局", {"counts": 3, "having": 3, "all": 15}, True),
        ("招商引资局", {"counts": 3, "having": 3, "all": 16}, False),
        ("招商引资局", {"counts": 3, "having": 2, "all": 5}, False),
        ("招商引资局", {"counts": 3, "having": 2, "all": 2}, True),
        ("招商引资局", {"counts": 2, "having": 2, "all": 2}, False),
        ("政府要过紧日子", {"counts": 4, "having": 4, "all": 10}, True),
        ("政府要过紧日子", {"counts": 4, "having": 4, "all": 11}, False),
        ("政府要过紧日子", {"counts": 9, "having": 2, "all": 2}, False),
        ("招商局", {"counts": 9, "having": 9, "all": 9}, False),
    ],
)
def test_names_of_a_house(name: str, texts: Mapping[str, int], found: bool) -> None:
    made = of(model(n) for n in range(texts["all"]))
    made.names.counts[name], made.names.texts[name] = texts["counts"], texts["having"]
    habit = learned(made).habits.get("names")
    assert (habit.usual if habit else ()) == ((name,) if found else ())
    assert "names" not in learned(made, quotes=False).habits


@pytest.mark.parametrize(("others", "usual", "instead"), [(2, ("招商引资局",), ("招商引智局",)), (3, (), ())])
def test_what_is_written_otherwise_now_and_then_is_let_alone(
    others: int, usual: tuple[str, ...], instead: tuple[str, ...]
) -> None:
    made = of(model(n) for n in range(10))
    for name, times in (("招商引资局", 10), ("招商引智局", others)):
        made.names.counts[name] = made.names.texts[name] = times
    habit = learned(made).habits.get("names")
    assert ((habit.usual, habit.instead) if habit else ((), ())) == (usual, instead)


def test_no_more_than_forty_names_are_kept_those_first_that_are_marked() -> None:
    made = of(model(n) for n in range(10))
    made.names.add({f"{chr(0x7532 + n)}某某发展局": 3 for n in range(39)} | {"政府要过紧日子": 9, "“枫桥经验”": 3})
    made.names.texts.update(dict.fromkeys(made.names.counts, 9))
    habit = learned(made).habits["names"]
    assert len(habit.usual) == 40 and "政府要过紧日子" not in habit.usual and "“枫桥经验”" in habit.usual


def test_what_is_marked_as_a_name() -> None:
    assert [is_name(text) for text in ("“甲乙丙”", "《甲乙丙丁》", "区发展局", "由区发展局", "政府要过紧日子", "发展局里")] == [
        *[True] * 4,
        *[False] * 2,
    ]


# Words ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("observed", "size", "rate", "value"),
    [
        (0, 1_000_000, 5, -10),
        (5, 1_000_000, 5, 0),
        (10, 1_000_000, 5, 2 * (10 * log(2) - 5)),
        (2, 2_000_000, 5, -2 * (2 * log(0.2) + 8)),
    ],
)
def test_dunnings_g2(observed: int, size: int, rate: float, value: float) -> None:
    assert likelihood_ratio(observed, size, rate) == pytest.approx(value)


def test_words_that_most_texts_have_and_have_often() -> None:
    rare = next(word for word, found in frequencies().items() if 10 < found.rate < 20)
    for times, texts, of_all, found in ((12, 6, 10, True), (12, 5, 10, False), (2, 2, 2, False), (3, 2, 2, True)):
        made = of(model(n) for n in range(of_all))
        made.words.counts[rare], made.words.texts[rare] = times, texts
        assert favourites(made) == ((rare,) if found else ())
    made.words.counts[rare] = 3
    made.models = [model(n, characters=200_000) for n in range(2)]
    assert favourites(made) == ()


def test_words_that_official_texts_have_and_the_models_never() -> None:
    shares = sorted(((word, f.share) for word, f in frequencies().items()), key=lambda pair: (-pair[1], pair[0]))
    word, share = shares[0]
    most = int(log(1e-6) / log(1 - share)) + 1
    made = of([model(0, characters=STRETCH * most)])
    assert word in avoided(made)
    made.words.counts[word] = 1
    assert word not in avoided(made)
    made.models = [model(0, characters=STRETCH * (most - 2))]
    made.words.counts[word] = 0
    assert word not in avoided(made)
    made.models = [model(0, characters=10_000_000)]
    # So many that chance is out of the question for hundreds: the first of them by name.
    assert len(avoided(made)) == 12


def test_a_tally_takes_away_what_it_has_added_and_nothing_else() -> None:
    tally = Tally()
    tally.add({"甲": 3, "乙": 1})
    tally.add({"甲": 1})
    tally.add({"甲": 1, "丙": 2}, -1)
    assert (dict(tally.counts), dict(tally.texts)) == ({"甲": 3, "乙": 1}, {"甲": 1, "乙": 1})


# Formulas -------------------------------------------------------------------------------------------------------------


def places(*said: tuple[int, str]) -> list[list[str]]:
    number = count()
    return [[text.replace("#", f"{next(number)}")] for times, text in said for _ in range(times)]


@pytest.mark.parametrize(
    ("texts", "usual", "kept"),
    [
        (places((2, "谢谢大家！")), (), 0),
        (places((3, "谢谢大家！")), ("谢谢大家",), 3),
        (places((4, "谢谢大家！")), ("谢谢大家",), 4),
        (places((6, "谢谢大家！"), (4, "#")), ("谢谢大家",), 6),
        # In three texts at least, and a fifth of all.
        (places((2, "谢谢大家！"), (6, "#")), (), 0),
        (places((3, "谢谢大家！"), (6, "#")), ("谢谢大家",), 0),
        (places((4, "谢谢大家！"), (16, "#")), ("谢谢大家",), 0),
        (places((3, "谢谢大家！"), (13, "#")), (), 0),
        # Three characters, and what all have beside them; no more than twelve together.
        (places((5, "再会吧！")), ("再会吧",), 5),
        (places((5, "再会！")), (), 0),
    ],
)
def test_formulas_of_a_place(texts: list[list[str]], usual: tuple[str, ...], kept: int) -> None:
    found = formulas(texts, [""] * len(texts))
    assert found.usual == usual
    assert len(found.kept) == kept or not kept


def test_what_stands_anywhere_is_no_formula_of_a_place() -> None:
    texts = places((10, "谢谢大家！"))
    for elsewhere, is_one in ((6, True), (7, False)):
        said = ["谢谢大家" if n < elsewhere else "" for n in range(10)]
        assert formulas(texts, said).usual == (("谢谢大家",) if is_one else ())
    assert formulas(texts, [""] * 10, lambda run: run != "谢谢大家" and "大家" not in run).usual == ()


def test_words_behind_a_gap_belong_to_a_formula_in_four_of_five_texts() -> None:
    for times, usual in ((8, "让我们齐心协力……贡献力量"), (7, "让我们齐心协力")):
        texts = [[f"让我们齐心协力，为{n}，{'贡献力量' if n < times else '#'}。"] for n in range(10)]
        assert formulas(texts, [""] * 10).usual[0] == usual


def test_a_passage_as_an_example() -> None:
    assert short(" 甲\n\n乙 ") == "甲 乙"
    assert [len(short("甲" * length)) for length in (47, 48, 49)] == [47, 48, 48]
    assert short("甲" * 49) == "甲" * 47 + "…"


def test_what_models_do_not_tell() -> None:
    said = learned(of(model(n) for n in range(4))).unknown
    assert said[0].startswith("只有 4 篇范文") and "开头没有一致的套话" in said and len(said) == 5
    assert len(learned(of(model(n) for n in range(5))).unknown) == 4
    assert "段内的序号没有一致的写法" in learned(having("forms", [{"inline": f"{n}"} for n in range(9)])).unknown
    for notices, is_told in ((2, True), (1, False)):
        made = of(model(n, genre=Genre.NOTICE if n < notices else Genre.SPEECH) for n in range(8))
        assert any("分开来学更准" in one for one in learned(made).unknown) is is_told
    made = of(model(n, genre=Genre.NOTICE if n < 3 else Genre.SPEECH) for n in range(21))
    assert not any("分开来学更准" in one for one in learned(made).unknown)
    assert any("看不" in one or "没有" in one for one in learned(made, quotes=False).unknown)


def test_whose_profile_it_is() -> None:
    assert learned(of(model(n, genre=Genre.NOTICE) for n in range(3))).genre is Genre.NOTICE
    assert learned(of(model(n, genre=Genre.NOTICE if n else Genre.SPEECH) for n in range(3))).genre is None
    assert learned(of(model(n) for n in range(3))).genre is None


@pytest.mark.parametrize(
    ("kind", "characters", "findings", "is_so"),
    [
        ("density", 300, 0, False),
        ("density", 9000, 1, True),
        # Two findings of a length, and one to 1,500 characters.
        ("length", 300, 1, False),
        ("length", 300, 2, True),
        ("length", 3000, 2, True),
        ("length", 4500, 2, False),
        ("length", 4500, 3, True),
    ],
)
def test_a_text_that_does_otherwise_throughout(
    kind: str, characters: int, findings: int, is_so: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = parse(Source("a.txt", "甲"))
    rule = next(one for one in rules_of_style() if one.kind.name == kind and one.is_for(document.genre))
    found = Finding(Span(0, 1), rule.id, Severity.INFO, "", "")
    monkeypatch.setattr("govlint.house.loosened.lint", lambda *_, **__: Result((found,) * findings))
    told = judged(document, characters)
    assert told[rule.id] is is_so
    assert not any(doing for name, doing in told.items() if name != rule.id)


def test_a_rule_of_rhythm_that_models_do_not_keep_is_switched_off() -> None:
    rule = rules_of_style()[0].id
    for of_all, off, found in ((4, 4, False), (5, 5, True), (20, 17, True), (20, 16, firmness(16, 20) >= 0.75)):
        texts = [{rule: n < off} for n in range(of_all)]
        assert (rule in loosened(texts)) is found
    assert loosened([{rule: True}] * 5 + [{}] * 9)[rule] == (5, 5)


@pytest.mark.parametrize(
    ("said", "usual", "told"),
    [
        ("抓好落实。", "抓好落实", "抓好落实"),
        ("抓落实。", "抓落实", ""),
        ("的工作任务。", "的工作任务", "工作任务"),
        ("欧阳锋同志。", "欧阳锋同志", ""),
    ],
)
def test_without_quotes_formulas_of_four_common_characters_are_told(said: str, usual: str, told: str) -> None:
    made = of(model(n, sentences={"closing": (said,)}) for n in range(9))
    assert learned(made).habits["closing"].usual == (usual,)
    bare = learned(made, quotes=False).habits.get("closing")
    assert (bare.usual if bare else ()) == ((told,) if told else ())
    assert bare is None or (bare.example, bare.source, bare.kept) == ("", "", 9)


def test_a_formula_is_shown_by_the_shortest_sentence_that_has_it() -> None:
    said = ["谢谢大家！", "谢谢大家，再会！", "再次谢谢大家！", "谢谢大家！", "谢谢大家！"]
    made = of(model(n, sentences={"closing": ("好。", text)}) for n, text in enumerate(said[1:]))
    habit = learned(made).habits["closing"]
    assert (habit.usual, habit.example, habit.source, habit.kept, habit.texts) == (("谢谢大家",), "谢谢大家！", "2.txt", 4, 4)
    few = of([*(model(n, sentences={"closing": (text,)}) for n, text in enumerate(said)), *(model(n) for n in range(90, 99))])
    assert learned(few).habits["closing"].texts == 5


def test_a_salutation_may_be_said_again_and_what_opens_may_not() -> None:
    def text(number: int, place: str) -> Model:
        return model(number, sentences={place: ("全体同志们，",), "closing": (f"全体同志们，我说{number}。",)})

    assert learned(of(text(n, "salutation") for n in range(9))).habits["salutation"].usual == ("全体同志们",)
    assert "opening" not in learned(of(text(n, "opening") for n in range(9))).habits
