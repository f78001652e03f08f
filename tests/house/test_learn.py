from __future__ import annotations

import re
from collections.abc import Iterable
from random import Random

import pytest

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Finding, Severity
from govlint.analysis.rule import Rule
from govlint.config.habits import habits_of, rules_of
from govlint.config.settings import ProfileFile
from govlint.config.settings import parse as parse_settings
from govlint.house.learn import Learned, learn, outlying
from govlint.house.models import Models, Tally
from govlint.house.profile import existing, profile
from govlint.house.vocabulary import is_common
from govlint.readers import parse
from govlint.style.habit import PLACES
from govlint.style.names import Names
from govlint.text.source import Source
from tests.house.made import CLOSING, NAME, speech

STATUTE = "某某管理办法\n" + "\n".join(
    f"第{n}条　违反本办法规定的，由主管部门责令改正，可以处一千元以上一万元以下的罚款；情节严重的，应当依法吊销许可证；"
    f"构成犯罪的，依法追究刑事责任。单位有前款行为的，对直接负责的主管人员和其他直接责任人员，应当依法给予处分。"
    for n in ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
)


def gathered(texts: Iterable[str]) -> Models:
    models = Models()
    for number, text in enumerate(texts):
        models.add(parse(Source(f"{number}.txt", text)), f"{number}.txt")
    return models


def learned(texts: Iterable[str], *, quotes: bool = True) -> Learned:
    return learn(gathered(texts), quotes=quotes)


def rules_in(text: str) -> list[Rule]:
    return list(rules_of([parse_settings("house.yaml", text, ProfileFile)]))


def departures(rules: list[Rule], text: str) -> list[Finding]:
    result = lint(parse(Source("draft.txt", text)), Ruleset(rules), remember=False)
    assert not result.failures
    return list(result.findings)


@pytest.fixture(scope="module")
def models() -> list[str]:
    return [speech(number) for number in range(12)]


@pytest.fixture(scope="module")
def house(models: list[str]) -> str:
    return profile(learned(models))


def test_what_all_models_do_is_learned(models: list[str]) -> None:
    habits = learned(models).habits
    assert habits["closing"].usual == ("为建设富强美丽新城区贡献力量",)
    assert (habits["closing"].kept, habits["closing"].texts) == (12, 12)
    assert habits["closing"].example == CLOSING
    # The speech opens and comes to the matter in one paragraph, and says 同志们 again in the last one.
    assert habits["salutation"].usual == ("同志们",)
    assert habits["opening"].usual == ("我们召开全区经济工作会议",)
    assert habits["transition"].example == "下面，我讲4点意见。"
    assert habits["ordinals-1"].usual == ("一、",)
    assert habits["inline"].usual == ("一是",)
    assert habits["heading-shape"].usual == ("2段等长",)
    assert NAME in habits["names"].usual
    assert habits["sentence"].low and habits["sentence"].high and habits["sentence"].low < 35 < habits["sentence"].high


def test_another_text_of_the_house_departs_from_nothing(house: str) -> None:
    for number in range(100, 106):
        assert [f.message for f in departures(rules_in(house), speech(number)) if f.severity >= Severity.WARNING] == []


@pytest.mark.parametrize(
    ("draft", "rule"),
    [
        (speech(200, closing="以上工作，请大家抓紧办好。"), "house/closing"),
        (speech(200, ordinals=("（一）", "（二）", "（三）", "（四）")), "house/ordinals-1"),
        (speech(200, inline="第一，"), "house/inline"),
        (speech(200, name="区招商引智领导小组"), "house/names"),
        (speech(200, stretch=3), "house/sentence"),
    ],
)
def test_a_departure_is_found(house: str, draft: str, rule: str) -> None:
    found = [f for f in departures(rules_in(house), draft) if f.rule == rule]
    assert found
    if rule in ("house/closing", "house/inline"):
        assert "范文这样写" in found[0].related[0].message


def test_learning_does_not_depend_on_the_order_of_files(models: list[str]) -> None:
    named = {text: f"{n}.txt" for n, text in enumerate(models)}
    texts = list(models)
    Random(1).shuffle(texts)
    shuffled = Models()
    for text in texts:
        shuffled.add(parse(Source(named[text], text)), named[text])
    assert profile(learn(shuffled)) == profile(learned(models))


def test_the_same_text_twice_counts_once(models: list[str]) -> None:
    assert learned([*models, models[0]]).texts == 12


def test_a_text_too_short_to_have_habits_teaches_none(models: list[str]) -> None:
    short = "同志们：\n散会。\n"
    assert learned([*models, short]).habits == learned(models).habits


def test_a_bad_text_among_good_ones_is_left_out_and_changes_nothing(models: list[str]) -> None:
    with_bad = gathered([*models, STATUTE])
    (bad,) = outlying(with_bad.models)
    assert bad.name == "12.txt"
    with_bad.take_away(parse(Source("", STATUTE)), bad)
    assert learn(with_bad).habits == learned(models).habits


def test_a_bad_text_among_many_is_left_out() -> None:
    models = gathered([*(speech(number) for number in range(45)), STATUTE])
    assert [model.name for model in outlying(models.models)] == ["45.txt"]


def test_counting_takes_bounded_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govlint.house.models._ROOM", 100)
    tally = Tally({"要"})
    tally.add({"要": 1})
    for number in range(50):
        tally.add({f"{number}之{rest}": 1 for rest in range(20)} | {"常有": 2})
    assert len(tally.texts) <= 120
    assert (tally.counts["常有"], tally.texts["常有"], tally.counts["要"]) == (100, 50, 1)
    tally.add({"0之0": 1, "常有": 2}, -1)
    assert (tally.counts["常有"], tally.counts["0之0"]) == (98, 0)


def test_how_many_figures_are_off_at_once_is_learned_and_held_against_a_draft(models: list[str]) -> None:
    many = [*models, *(speech(number) for number in range(20, 28))]
    together = learned(many).habits["together"]
    assert together.high is not None and 3 <= together.high <= 4 and together.texts == 20
    house = profile(learned(many))
    draft = speech(200, stretch=3)
    (told,) = [f for f in departures(rules_in(house), draft) if f.rule == "house/together"]
    assert "范文一般最多" in told.message and told.severity == Severity.WARNING

    def warned_of(high: int) -> set[str]:
        given = re.sub(r"(  together:.*\n    high:) \d+", rf"\1 {high}", house)
        return {f.rule for f in departures(rules_in(given), draft) if f.severity is Severity.WARNING}

    match = re.search(r"有 (\d+) 项", told.message)
    assert match
    off = int(match[1])
    single = warned_of(99)
    # Several at once are one warning more; of more than twice as many each is one.
    assert warned_of(off - 1) == single | {"house/together"}
    assert len(warned_of((off - 1) // 2)) > len(single) + 1
    assert "together" not in learned(models).habits


def test_of_many_models_nearly_all_must_keep_a_habit_whose_departures_are_warnings() -> None:
    def severity(kept: int, texts: int, habit: str) -> Severity:
        (rule,) = rules_in(f"habits:\n  {habit}\n    kept: {kept}\n    texts: {texts}\n")
        return rule.severity

    form, figure = "years:\n    usual: [2021年]", "sentence:\n    low: 20\n    high: 30"
    assert severity(5, 5, form) is severity(19, 20, form) is severity(950, 1000, form) is Severity.WARNING
    assert severity(4, 5, form) is Severity.HINT
    assert severity(36, 40, form) is severity(920, 1000, form) is Severity.INFO
    # Of figures only what is far off is one, and that one in twenty lies outside is how the band is made.
    assert severity(37, 40, figure) is Severity.WARNING


def test_what_begins_like_a_name_and_ends_amid_a_word_is_no_slip() -> None:
    names = Names(["中共中央政治局常委", NAME])
    assert not list(names.variants("习近平和中共中央政治局委员出席会议"))
    assert [v.name for v in names.variants("由区招商引智领导小组办公室负责")] == [NAME]
    # One slip in a name within a name is told once.
    longer = Names([f"{NAME}要加强检查", NAME])
    assert [v.name for v in longer.variants("区招商引智领导小组要加强检查。")] == [NAME]
    assert [v.name for v in longer.variants(f"{NAME}要加紧检查。")] == [f"{NAME}要加强检查"]
    assert [v.name for v in names.variants("中共中央政治局党委、各部门")] == ["中共中央政治局常委"]


def test_a_name_that_is_written_otherwise_once_is_learned_and_the_other_let_alone() -> None:
    other = NAME.replace("资领", "商领")
    texts = [speech(number, name=other if number == 3 else NAME) for number in range(12)]
    names = learned(texts).habits["names"]
    assert NAME in names.usual and other in names.instead
    house = profile(learned(texts))
    assert not [f for f in departures(rules_in(house), speech(200, name=other)) if f.rule == "house/names"]
    assert [f for f in departures(rules_in(house), speech(200, name="区招商引智领导小组")) if f.rule == "house/names"]
    mixed = [speech(number, name=other if number % 3 else NAME) for number in range(12)]
    assert NAME not in getattr(learned(mixed).habits.get("names"), "usual", ())


@pytest.mark.parametrize("figure", ["sentence", "paragraph", "sections", "length"])
def test_a_figure_whose_usual_range_begins_at_nothing_is_held_against_a_draft(figure: str) -> None:
    rules = rules_in(f"habits:\n  {figure}:\n    low: 0\n    high: 1\n    kept: 12\n    texts: 12\n")
    assert [f.rule for f in departures(rules, speech(1))] == [f"house/{figure}"]
    rules = rules_in(f"habits:\n  {figure}:\n    low: 0\n    high: 9000\n    kept: 12\n    texts: 12\n")
    assert departures(rules, speech(1)) == []


def test_what_one_of_many_texts_shows_is_no_habit(models: list[str]) -> None:
    weighed = [models[0].replace("任务很重", "粮食总产一百二十公斤，任务很重"), *models[1:]]
    assert "pair-gongjin" in learned(weighed[:1]).habits
    assert "pair-gongjin" not in learned(weighed).habits


def test_a_share_of_a_whole_is_at_most_all_of_it(models: list[str]) -> None:
    assert (learned(models).habits["largest-section"].high or 0) <= 100


def test_each_habit_says_in_chinese_what_it_is_about(house: str) -> None:
    assert "\n  sentence:  # 平均句长，字  # 学来 " in house and "\n  ordinals-1:  # 第一层序号  # 学来 " in house


def test_several_genres_are_told(models: list[str]) -> None:
    statutes = [STATUTE.replace("一千", f"{n}千") for n in "一二三四五"]
    assert any("分开来学更准" in said for said in learned([*models, *statutes]).unknown)
    assert not any("分开来学更准" in said for said in learned(models).unknown)


def test_good_texts_are_not_left_out(models: list[str]) -> None:
    assert outlying(gathered(models).models) == []


def test_one_text_teaches_with_caution(models: list[str]) -> None:
    one = learned(models[:1])
    assert "只有 1 篇范文" in one.unknown[0]
    assert not {"closing", "de"} & one.habits.keys()
    assert {rule.severity for rule in rules_in(profile(one))} == {Severity.HINT}


def test_learning_again_writes_the_same(models: list[str], house: str) -> None:
    assert profile(learned(models), existing(house)) == house


def test_what_was_changed_by_hand_stays(models: list[str], house: str) -> None:
    before = learned(models)
    changed = house.replace("为建设富强美丽新城区贡献力量]", "为建设富强美丽新城区贡献力量, 谢谢大家] # 王主任定的")
    changed = changed.replace("title: 本单位的讲话稿", "title: 王主任的讲话")
    changed = changed.replace("\nrules:\n", "\nrules:\n  house/inline: off\n  parallel: off\n")
    changed = re.sub(r"  quote-marks:.*\n(?:    .*\n)+", "", changed)
    changed += "  our-slogan:\n    measure: pair\n    usual: [其他]\n    instead: [其它]\n"
    again = profile(learned([*models, speech(50)]), existing(changed, tuple(before.habits)))
    assert "谢谢大家] # 王主任定的" in again
    assert "title: 王主任的讲话\n" in again and "\nrules:\n  house/inline: off\n  parallel: off\n" in again
    assert "\n  quote-marks:" not in again
    assert "our-slogan:\n    measure: pair\n    usual: [其他]\n    instead: [其它]\n" in again
    assert "  texts: 13\n" in again
    rules_in(again)


def test_learning_from_one_more_text_is_a_small_diff(models: list[str], house: str) -> None:
    again = profile(learned([*models, speech(50)]))
    old, new = set(house.splitlines()), set(again.splitlines())
    content = [
        line for line in new - old if not line.lstrip().startswith(("kept:", "texts:", "characters:")) and "# 学来" not in line
    ]
    assert len(content) < 40


def test_without_quotes_no_word_of_the_models_is_told(models: list[str]) -> None:
    private = [
        m.replace("张三", "欧阳锋").replace(NAME, "桃花岛专班").replace("富强美丽新城区", "桃花岛新城区") for m in models
    ]
    text = profile(learned(private, quotes=False))
    for word in ("欧阳锋", "桃花", "专班", ".txt", "同志在全区"):
        assert word not in text
    assert "closing" in text or "看不出" in text or "unknown" in text
    assert rules_in(text)


_SECRET = ("欧阳锋", "李四", "桃花", "东方之星", "之星", "红旗", "坪山", "专班", "十七次", "十七", "三百二十", "A07")


def test_names_projects_and_numbers_do_not_slip_into_formulas() -> None:
    texts = []
    for number in range(12):
        lines = speech(number).splitlines()
        lines[0] = f"欧阳锋同志在坪山区第{number}次东方之星项目推进会上的讲话"
        lines[1] = "李四书记，红旗镇的各位同志："
        lines[2] = "今天，我们在桃花岛召开东方之星项目第十七次推进会，学习A07号文件。下面，我讲三百二十字的意见。"
        lines[3] = "一、建好东方之星，擦亮红旗招牌"
        lines[-1] = "同志们，2021年任务很重。让我们团结在李四书记周围，为建设桃花岛专班的东方之星贡献力量。"
        texts.append("\n".join(lines) + "\n")
    models = gathered([*texts, STATUTE])
    (bad,) = outlying(models.models)
    models.take_away(parse(Source("", STATUTE)), bad)
    told = profile(learn(models, ("李四的讲话.txt",), quotes=False))
    for word in _SECRET:
        assert word not in told
    assert ".txt" not in told and "有 1 篇和别的范文很不一样" in told
    formulas = [
        f for name, (h, _) in habits_of(parse_settings("", told, ProfileFile)).items() if name in PLACES for f in h.usual
    ]
    assert formulas and all(map(is_common, formulas))
    # With quotes they are there, so that the test tests.
    assert "李四书记" in profile(learn(models))


def test_a_profile_with_quotes_is_learned_again_without(models: list[str], house: str) -> None:
    again = profile(learned(models, quotes=False), existing(house, tuple(learned(models).habits)))
    assert NAME not in again and CLOSING not in again and "favourites" not in again


def test_a_profile_is_read_back_as_it_was_written(models: list[str], house: str) -> None:
    settings = parse_settings("house.yaml", house, ProfileFile)
    assert {name: habit for name, (habit, _) in habits_of(settings).items()} == dict(learned(models).habits)


def test_a_formula_whose_words_stand_apart_is_told_once() -> None:
    from govlint.house.formulas import formulas

    texts = [["各省人民政府、国务院各部委："] for _ in range(9)]
    texts += [["各省人民政府："], ["各省人民政府。"]]
    found = formulas(texts, [""] * len(texts)).usual
    assert len(set(found)) == len(found)
