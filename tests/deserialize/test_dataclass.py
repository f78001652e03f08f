"""YAML into dataclasses: types, places, carets; and that no text at all breaks it."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from govlint.deserialize.dataclass import Complaint, File, StrictError
from govlint.rulefiles.loader import load_rule

SHIPPED = (Path(__file__).parents[2] / "rules" / "lexis" / "translationese.yaml").read_text(encoding="utf-8")


class Colour(enum.StrEnum):
    RED = "red"
    GREEN = "green"


@dataclass(frozen=True)
class Inner:
    name: str
    size: int = 0


@dataclass(frozen=True)
class Outer:
    word: str = ""
    count: int = 0
    share: float = 0.0
    flag: bool = False
    colour: Colour = Colour.RED
    mode: Literal["a", "b"] = "a"
    words: tuple[str, ...] = ()
    colours: frozenset[Colour] = frozenset()
    table: Mapping[str, int] | None = None
    by_colour: Mapping[Colour, str] | None = None
    inner: Inner | str | None = None
    inners: tuple[Inner, ...] = ()

    def __post_init__(self) -> None:
        if "错" in self.words:
            error = ValueError("这里有错")
            error.path = ("words", self.words.index("错"))  # type: ignore[attr-defined]
            raise error
        if self.word == "坏":
            raise ValueError("这个不行")


class FaultError(ValueError):
    def __init__(self, message: str, *path: str | int) -> None:
        super().__init__(message)
        self.path = path


@dataclass(frozen=True)
class Vetted:
    words: tuple[str, ...]
    word_count: int = 0

    def faults(self) -> Iterator[FaultError]:
        for number, word in enumerate(self.words):
            if "错" in word:
                yield FaultError("这里有错", "words", number)
        if self.word_count:
            yield FaultError("数不对", "word_count")


def read(text: str, base: Any = None) -> Any:
    file = File("t.yaml", text)
    node = file.compose()
    built = None if node is None else file.build(Outer, node, base=base)
    if file.complaints:
        raise StrictError(file.complaints)
    return built


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("word: off", Outer(word="off")),
        ("word: 12:30", Outer(word="12:30")),
        ("word: 0123", Outer(word="0123")),
        ("word: ~", Outer(word="~")),
        ("word: 2021-03-25", Outer(word="2021-03-25")),
        ("words: [1, true, null]", Outer(words=("1", "true", "null"))),
        ("count: 010", Outer(count=10)),
        ("share: 1e-3", Outer(share=0.001)),
        ("flag: true", Outer(flag=True)),
        ("colour: green", Outer(colour=Colour.GREEN)),
        ("mode: b", Outer(mode="b")),
        ("colours: [red]", Outer(colours=frozenset([Colour.RED]))),
        ("table: {off: 1, 12:30: 2}", Outer(table={"off": 1, "12:30": 2})),
        ("by-colour: {red: 停}", Outer(by_colour={Colour.RED: "停"})),
        ("inner: 一", Outer(inner="一")),
        ("inner: {name: 一, size: 2}", Outer(inner=Inner("一", 2))),
        ("inners: [{name: 一}]", Outer(inners=(Inner("一"),))),
    ],
)
def test_values_are_what_the_field_says(text: str, expected: Outer) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("count: 十", 8, "“十”应当是整数"),
        ("count: 1.5", 8, "“1.5”应当是整数"),
        ("count: １２", 8, "“１２”应当是整数"),
        ("count: 1_000", 8, "“1_000”应当是整数"),
        ("share: nan", 8, "“nan”应当是数字"),
        ("flag: on", 7, "不认识的值“on”；可用：true、false"),
        ("colour: gren", 9, "不认识的值“gren”，是不是“green”？可用：red、green"),
        ("mode: c", 7, "不认识的值“c”；可用：a、b"),
        ("colours: [red, red]", 16, "“red”写了两遍"),
        ("by-colour: {blue: 停}", 13, "不认识的值“blue”；可用：red、green"),
        ("word: [一]", 7, "这里应当是一个值"),
        ("words: 一", 8, "这里应当是列表"),
        ("inner: [一]", 8, "这里应当是一个值或“键: 值”的形式"),
        ("inner: {size: 2}", 8, "缺少必需的键：name"),
        ("inner: {nam: 一}", 9, "不认识的键“nam”，是不是“name”？"),
        ("inners: [一]", 10, "这里应当是“键: 值”的形式"),
        ("words: [对, 错]", 12, "这里有错"),
        ("word: 坏", 1, "这个不行"),
        ("word: &a 一", 7, "值不能以“&”“*”“!”开头；给整个值加引号"),
        ("words: [&a 一, *a]", 9, "值不能以“&”“*”“!”开头；给整个值加引号"),
        ("words+: [一]", 1, "“words+”要和 extends 一起用"),
        ("word：一", 5, "这里是全角冒号“：”，键后面要用半角冒号加空格“: ”"),
        ("table：{a: 1}", 6, "这里是全角冒号“：”，键后面要用半角冒号加空格“: ”"),
        ("'word': 一\n'word': 二", 1, "键“word”写了两遍"),
    ],
)
def test_faults_are_shown_in_their_place(text: str, column: int, message: str) -> None:
    with pytest.raises(StrictError) as raised:
        read(text)
    first = raised.value.complaints[0]
    assert (first.column, first.message) == (column, message)


@pytest.mark.parametrize(
    ("text", "message"), [("", "文件是空的"), ("# 注\n", "文件是空的"), ("words: " + "[" * 500, "层次太深")]
)
def test_a_file_without_a_top_is_complained_of_once(text: str, message: str) -> None:
    file = File("t.yaml", text)
    assert file.compose() is None
    assert [complaint.message for complaint in file.complaints] == [message]


@pytest.mark.parametrize("text", ["{name：: 一, size: 2}", "{nmae: 一}", "{name：[a: 一}"])
def test_a_key_that_is_misspelt_is_not_missing_besides(text: str) -> None:
    with pytest.raises(StrictError) as raised:
        read(f"inner: {text}")
    assert len(raised.value.complaints) == 1


def test_a_base_is_changed_and_kept() -> None:
    base = Outer(word="一", words=("甲", "乙"), colours=frozenset([Colour.RED]), table={"a": 1, "b": 2})
    changed = read("words+: [丙]\nwords-: [甲]\ncolours+: [green]\ntable-: [a]\ntable+: {b: 3}", base)
    assert changed == Outer(word="一", words=("乙", "丙"), colours=frozenset(Colour), table={"b": 3})
    assert read("words: [丁]", base).words == ("丁",)
    assert read("table+: {c: 1}", Outer()).table == {"c": 1}, "a mapping that was not there"


def test_two_wrong_values_are_not_one_written_twice() -> None:
    with pytest.raises(StrictError) as raised:
        read("colours: [blue, black]")
    assert [c.message for c in raised.value.complaints] == [
        f"不认识的值“{word}”；可用：red、green" for word in ("blue", "black")
    ]


def test_all_that_a_dataclass_finds_fault_with_is_complained_of() -> None:
    text = "words: [错, 对, 错错]\nword-count: 2"
    file = File("t.yaml", text)
    node = file.compose()
    assert node is not None
    assert file.build(Vetted, node) is None
    assert [(c.line, c.column, c.message) for c in file.complaints] == [
        (1, 9, "这里有错"),
        (1, 15, "这里有错"),
        (2, 13, "数不对"),
    ]
    assert File("t.yaml", text, trusted=True).build(Vetted, node) == Vetted(("错", "对", "错错"), 2)


def test_the_caret_stands_under_its_column_on_a_terminal() -> None:
    assert str(Complaint("甲.yaml", 3, 4, "错了", "标题：错")) == "甲.yaml:3:4: 错了\n    标题：错\n          ^"
    # “ is one column wide on a terminal, a combining mark none; a tab is shown as a space.
    assert str(Complaint("t", 1, 4, "错了", "“a\u0301b")).endswith("\n      ^")
    assert str(Complaint("t", 1, 2, "错了", "\tb")).endswith("\n     b\n     ^")


def test_a_long_line_is_shown_round_its_caret() -> None:
    *_, shown, caret = str(Complaint("t", 1, 501, "错了", "长" * 500 + "X" + "长" * 500)).split("\n")
    assert len(shown) < 120
    assert shown[4 + (caret.index("^") - 4) // 2] == "X"


def test_what_a_terminal_would_obey_is_not_printed() -> None:
    assert "\x1b" not in str(Complaint("t", 1, 1, "错了", "\x1b[2J"))


def test_complaints_go_on_behind_a_mended_colon_in_the_same_line() -> None:
    with pytest.raises(StrictError) as raised:
        read("count：十\nwords: 一")
    assert [(c.line, c.column) for c in raised.value.complaints] == [(1, 6), (1, 7), (2, 8)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\u2028", "\x85"])
def test_wrong_colons_are_found_whatever_ends_the_lines(end: str) -> None:
    with pytest.raises(StrictError) as raised:
        read(f"words: 一{end}{end}count：十{end}other：百\n")
    assert {(c.line, c.column) for c in raised.value.complaints} >= {(3, 6), (4, 6)}


@settings(deadline=None)
@given(st.data())
def test_no_change_to_a_rule_file_breaks_the_loader(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    lines = SHIPPED.split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        number = data.draw(st.integers(0, len(lines) - 1))
        line = lines[number]
        at = data.draw(st.integers(0, len(line)))
        piece = data.draw(st.sampled_from([*"：:-[]{}\"'|>&*!#%@`\t \n\r⟦⟧⇒，\u2028\x85\x1b", ": ", "\n- ", "- ", "{x}", "on"]))
        lines[number] = line[:at] + piece + line[at + data.draw(st.integers(0, 3)) :]
    path = tmp_path_factory.mktemp("r") / "lexis" / "fuzzed.yaml"
    path.parent.mkdir()
    path.write_text("\n".join(lines), encoding="utf-8", newline="")
    try:
        load_rule(str(path))
    except StrictError as error:
        assert error.complaints
        for complaint in error.complaints:
            assert complaint.line >= 1 <= complaint.column
            assert str(complaint)


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab：:-[]{}\"'|>&*!#%@` \n\t,?\\"), max_size=30))
@example("? [a]\n: b")
@example("[" * 300)
@example("a: &x [*x]")
@example("a: !!python/object/apply:os.system [echo]")
@example("<<: {a: b}")
def test_no_text_breaks_the_reader(text: str) -> None:
    file = File("t.yaml", text)
    node = file.compose()
    assert (node is None) <= bool(file.complaints)
    if node is not None:
        file.build(Outer, node)
