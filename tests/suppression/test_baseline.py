"""Baselines: what is known stays known where it goes, what is new is new, and no word is written down."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.analysis.finding import Finding, Severity
from govlint.document.document import Document
from govlint.readers import parse
from govlint.suppression.baseline import Baseline, BaselineError, load
from govlint.suppression.baseline import parse as parse_baseline
from govlint.text.source import Source, Span

SENTENCES = ("甲错乙。", "丙错错丁！", "戊误己？", "庚辛。", "错。")


def linted(text: str) -> tuple[Document, list[Finding]]:
    """Finds every 错 as t/a and every 误 as t/b."""
    source = Source("稿.txt", text)
    document = parse(source)
    found = []
    for index, place in enumerate(document.places):
        for match in re.finditer("[错误]", place.block.text):
            rule = "t/a" if match.group() == "错" else "t/b"
            reading = Span(*match.span())
            span = place.span(*reading)
            found.append(Finding(span, rule, Severity.WARNING, "", match.group(), block=index, reading=reading))
    return document, found


def baseline(*texts: str) -> Baseline:
    empty = Baseline()
    return empty.holding({f"{number}.txt": empty.count(*linted(text)) for number, text in enumerate(texts)})


def new(base: Baseline, text: str, name: str = "0.txt", names: tuple[str, ...] = ("0.txt", "1.txt")) -> list[Span]:
    return [f.span for f in base.new(*linted(text), name, lambda: names)]


def test_what_was_there_is_known() -> None:
    text = "甲错乙。丙错错丁。\n戊误己。"
    assert new(baseline(text), text) == []


def test_moved_text_stays_known() -> None:
    base = baseline("甲错乙。丙错丁。\n\n戊误己。")
    assert new(base, "开头。\n戊误己。丙错丁。\n新的一段。甲错乙。") == []


def test_a_new_fault_of_the_same_kind_in_the_same_file_is_new() -> None:
    base = baseline("甲错乙。")
    assert new(base, "甲错乙。丙错丁。") == [Span(5, 6)]
    assert new(base, "甲错乙。甲错乙。") == [Span(5, 6)]


def test_one_more_in_a_known_sentence_that_changed_is_new() -> None:
    assert new(baseline("甲错乙。"), "甲错错乙。") == [Span(1, 2), Span(2, 3)]


def test_another_rule_in_a_known_sentence_is_new() -> None:
    empty = Baseline()
    document, findings = linted("甲错误乙。")
    base = empty.holding({"0.txt": empty.count(document, [f for f in findings if f.rule == "t/a"])})
    assert [f.rule for f in base.new(document, findings, "0.txt", tuple)] == ["t/b"]


def test_traditional_characters_and_spaces_make_no_other_sentence() -> None:
    assert new(baseline("區長说错了。"), "　区长 说错了。") == []


def test_it_shrinks_when_faults_are_mended_and_never_grows() -> None:
    base = baseline("甲错乙。甲错乙。丙错丁。")
    mended = "甲错乙。新错。"
    smaller = base.shrunk_to({"0.txt": base.count(*linted(mended))})
    assert smaller.total == 1
    assert new(smaller, mended) == [Span(5, 6)]
    assert smaller.salt == base.salt


def test_what_is_known_of_one_text_excuses_nothing_in_another() -> None:
    base = baseline("甲错乙。", "甲错乙。甲错乙。丙错丁。")
    assert new(base, "甲错乙。") == []
    assert len(new(base, "甲错乙。甲错乙。")) == 1
    assert new(base, "甲错乙。甲错乙。丙错丁。", "1.txt") == []


def test_a_copy_is_new_and_a_text_that_moved_is_not() -> None:
    text = "甲错乙。丙错丁。"
    base = baseline(text, "戊误己。")
    assert len(new(base, text, "抄.txt", ("0.txt", "1.txt", "抄.txt"))) == 2
    assert new(base, text, "新名.txt", ("1.txt", "新名.txt")) == []
    assert len(new(base, text + "庚错辛。", "新名.txt", ("1.txt", "新名.txt"))) == 1


def test_a_text_that_says_something_else_has_not_moved() -> None:
    base = baseline("甲错乙。丙错丁。戊误己。")
    assert len(new(base, "甲错乙。", "别的.txt", ("别的.txt",))) == 1


def test_what_has_moved_stays_known_when_it_shrinks() -> None:
    base = baseline("甲错乙。丙错丁。")
    smaller = base.shrunk_to({"新名.txt": base.count(*linted("甲错乙。"))})
    assert new(smaller, "甲错乙。", "新名.txt", ("新名.txt",)) == []
    assert smaller.total == 1


def test_no_word_of_the_text_is_in_the_file() -> None:
    written = baseline("领导指出甲错乙。").dump()
    assert written.isascii()
    assert "t/a" not in written
    assert re.findall(r"\\u[0-9a-f]{4}", written) == []


def test_two_baselines_of_one_text_have_nothing_in_common() -> None:
    one, other = baseline("甲错乙。").files, baseline("甲错乙。").files
    assert not one.keys() & other.keys()
    assert not {k for c in one.values() for k in c} & {k for c in other.values() for k in c}


def test_what_is_written_is_read() -> None:
    base = baseline("甲错乙。丙错错丁。")
    assert parse_baseline(base.dump()) == base
    (counts,) = base.files.values()
    assert base.dump() == base.holding({"0.txt": dict(reversed(list(counts.items())))}).dump()


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"version": 2}', '{"version": 2, "salt": "xyz", "files": {}}',
     '{"version": 2, "salt": "00", "files": {"a": {"b": 0}}}', '{"version": 2, "salt": "00", "files": []}',
     '{"version": 2, "salt": "00", "files": {"a": 1}}', '{"version": 1, "salt": "00", "findings": {}}',
     '{"version": 99, "salt": "00", "files": {}}'],
)  # fmt: skip
def test_one_that_cannot_be_read_says_so(text: str) -> None:
    with pytest.raises(BaselineError, match="govlint baseline"):
        parse_baseline(text)


def test_one_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="没有这个基线文件"):
        load(str(tmp_path / "none.json"))


@given(st.lists(st.sampled_from(SENTENCES), max_size=8), st.randoms())
def test_any_order_of_known_sentences_is_known_and_any_more_is_new(sentences: list[str], random: object) -> None:
    base = baseline("\n".join(sentences))
    shuffled = sorted(sentences, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert new(base, "".join(shuffled)) == []
    assert len(new(base, "\n".join([*sentences, "甲错乙。"]))) == 1


def test_a_text_that_keeps_half_of_its_sentences_has_moved() -> None:
    base = baseline("甲错乙。丙错丁。", "庚错辛。壬错癸。子错丑。")
    gone = ("新名.txt",)
    assert new(base, "甲错乙。戊错己。", "新名.txt", gone) == [Span(5, 6)]
    assert len(new(base, "庚错辛。戊错己。", "新名.txt", gone)) == 2
    # Of several the one that shares the most; none that is still there.
    assert len(new(base, "甲错乙。庚错辛。壬错癸。", "新名.txt", gone)) == 1
    assert len(new(base, "甲错乙。", "新名.txt", ("0.txt", "新名.txt"))) == 1
    assert new(Baseline(), "甲错乙。") == [Span(1, 2)] and base.known("新名.txt", {}, lambda: gone) == {}


def test_one_finding_more() -> None:
    document, findings = linted("甲错乙。丙错丁。")
    base = Baseline().with_finding(document, findings[1], "0.txt")
    assert new(base, "甲错乙。丙错丁。") == [Span(1, 2)] and base.total == 1
    again = base.with_finding(document, findings[1], "0.txt").with_finding(document, findings[0], "1.txt")
    assert again.total == 3 and new(again, "丙错丁。丙错丁。丙错丁。") == [Span(9, 10)]
    assert new(again, "甲错乙。", "1.txt") == [] and base.total == 1


def test_one_that_is_no_text_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BaselineError, match="不是 govlint 的基线文件"):
        load(str(tmp_path / "a.json"))
    with pytest.raises(BaselineError, match="基线文件"):
        load(str(tmp_path))
