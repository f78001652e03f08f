"""Fixes written into a Word file: the words change, their formatting and everything round them does not."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Safety
from govlint.editing.fix import settle
from govlint.editing.save import SaveError, save
from govlint.readers import decode, load, parse
from govlint.rulefiles.loader import load_builtin
from govlint.text.edits import Edit, apply
from govlint.text.source import Source, SourceError
from tests.editing.test_review import BOLD, PARTS, plain, shown
from tests.wordfile import TEXT_BOX, docx, field, inserted, listed, paragraph, run, unzipped


def rewritten(data: bytes, old: str, new: str) -> bytes:
    source = decode(data, "a.docx")
    assert old in source.text
    return source.encode([Edit(m.start(), m.end(), new) for m in re.finditer(re.escape(old), source.text)])


def test_nothing_to_do_gives_the_same_bytes() -> None:
    data = docx("正文")
    assert decode(data, "a.docx").encode() is data


def test_words_change_and_formatting_stays() -> None:
    data = docx(paragraph(run("对工作"), run("进行部", BOLD), run("署。")), paragraph("不动", properties=listed(0)))
    fixed = rewritten(data, "进行部署", "安排")
    assert plain(shown(fixed)) == "对工作安排。不动"
    forms = dict(shown(data))
    assert [c for c in shown(fixed) if c[0] in "安排"] == [("安", forms["进"]), ("排", forms["进"])]
    others = [name for name in unzipped(data) if name != "word/document.xml"]
    assert {n: unzipped(fixed)[n] for n in others} == {n: unzipped(data)[n] for n in others}


def test_insertions_at_every_place() -> None:
    data = docx(paragraph(run("甲", BOLD), run("乙")))
    for at, text in enumerate(("，甲乙", "甲，乙", "甲乙，")):
        assert plain(shown(decode(data, "a.docx").encode([Edit(at, at, "，")]))) == text


def test_a_colleagues_insertion_can_be_fixed() -> None:
    data = docx(paragraph(run("甲"), inserted(run("进行部署"))))
    assert plain(shown(rewritten(data, "进行部署", "部署"))) == "甲部署"


def test_what_is_not_text_is_refused() -> None:
    data = docx(paragraph(run("甲"), "<w:r><w:tab/></w:r>", run("乙")))
    with pytest.raises(SourceError, match="不全是文字"):
        rewritten(data, "甲\t", "丙")
    with pytest.raises(SourceError, match="数目"):
        rewritten(data, "甲", "丙\n")


def test_a_text_box_is_changed_in_both_of_its_copies() -> None:
    data = docx(paragraph(run("见图。"), TEXT_BOX.format(paragraph(run("图中,", BOLD), run("三座")) + paragraph("乙,丙"))))
    fixed = rewritten(data, ",", "，")
    assert decode(fixed, "a.docx").text == "见图。\n图中，三座\n乙，丙"
    assert [(c.replace(",", "，"), form) for c, form in shown(data)] == shown(fixed)


def test_a_fields_code_is_kept() -> None:
    data = docx(paragraph(run("共"), field("NUMPAGES", "3"), run("页,完")))
    fixed = rewritten(data, ",", "，")
    assert "NUMPAGES" in unzipped(fixed)["word/document.xml"].decode()
    assert plain(shown(fixed)) == "共3页，完"


@given(st.lists(PARTS, min_size=1, max_size=3), st.data())
def test_any_new_text_is_what_is_read_again(paragraphs: list[list[tuple[str, str]]], given_: st.DataObject) -> None:
    data = docx(*(f"<w:p>{''.join(run(*part) for part in parts)}</w:p>" for parts in paragraphs))
    source = decode(data, "a.docx")
    lines = [given_.draw(st.text("甲狠抓，新", min_size=1, max_size=8)) for line in source.text.split("\n") if line]
    starts = accumulate((len(line) + 1 for line in source.text.split("\n")), initial=0)
    old = zip(starts, source.text.split("\n"), strict=False)
    edits = [Edit(at, at + len(line), new) for (at, line), new in zip(((a, o) for a, o in old if o), lines, strict=True)]
    assert decode(source.encode(edits), "a.docx").text == apply(source.text, edits)


def test_settling_and_saving_a_speech(tmp_path: Path) -> None:
    path = tmp_path / "讲话.docx"
    path.write_bytes(docx("在会上的讲话", paragraph(run("今天,我们", BOLD), run("开会,部署工作,很好。"))))
    source = load(path)
    ruleset = Ruleset([rule for rule in load_builtin() if rule.category == "punctuation"])

    def check(checked: Source) -> object:
        return lint(parse(checked), ruleset).findings

    settled = settle(source, check, {Safety.SAFE})  # type: ignore[arg-type]
    save(source, settled.edits)
    assert load(path).text == "在会上的讲话\n今天，我们开会，部署工作，很好。"


def test_of_two_equal_marks_the_one_that_a_fix_names_goes_and_leaves_no_empty_run() -> None:
    data = docx(paragraph(run("甲。"), run("。", BOLD)))
    plain_gone = decode(data, "a.docx").encode([Edit(1, 2, "")])
    bold_gone = decode(data, "a.docx").encode([Edit(2, 3, "")])
    forms = dict(enumerate(shown(data)))
    assert shown(plain_gone) == [forms[0], forms[2]]
    assert shown(bold_gone) == [forms[0], forms[1]]
    assert unzipped(bold_gone)["word/document.xml"].count(b"<w:r>") == 1


def test_saving_over_a_file_that_changed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "讲话.docx"
    path.write_bytes(docx("甲,乙"))
    source = load(path)
    path.write_bytes(docx("别的"))
    with pytest.raises(SaveError, match="改动过"):
        save(source, [Edit(1, 2, "，")])
    with pytest.raises(SaveError, match="数目"):
        save(replace(source), [Edit(1, 2, "\n")])
