"""The engine: what it remembers, whom it asks and how often, who may silence whom, and what survives a broken check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govlint.analysis import engine
from govlint.analysis.check import Kind, each_block, each_document
from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Edit, Hit, Pointer, Safety, Severity
from govlint.analysis.rule import Case, Rule
from govlint.document.block import Block
from govlint.document.document import Document
from govlint.document.genre import Genre
from govlint.document.roles import Role
from govlint.rulefiles.examples import document_of
from govlint.rulefiles.loader import load_builtin
from govlint.text.files import load
from tests.conftest import SEED, examples


@dataclass(frozen=True)
class Word:
    """Options of the kinds below: the word to find."""

    word: str


def spans(text: str, word: str) -> Iterable[tuple[int, int]]:
    at = text.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = text.find(word, at + 1)


def in_block(block: Block, options: Word) -> Iterable[Hit]:
    return (Hit(start, end) for start, end in spans(block.text, options.word))


def in_document(document: Document, options: Word) -> Iterable[Hit]:
    for index, place in enumerate(document.places):
        for start, end in spans(place.block.text, options.word):
            yield Hit(start, end, block=index)


BLOCK = Kind("by-block", Word, block=each_block(in_block))
DOCUMENT = Kind("by-document", Word, document=each_document(in_document))


def rule(word: str, kind: Kind = BLOCK, **more: Any) -> Rule:
    given = {"id": f"test/{word}", "message": "有“{match}”", "severity": Severity.WARNING, **more}
    return Rule(title="", kind=kind, why="", basis=(), options=Word(word), **given)


def found(text: str, *rules: Rule, genre: Genre | None = None) -> list[tuple[str, str]]:
    result = lint(document_of(text, genre=genre), Ruleset(rules))
    assert result.failures == ()
    return [(f.rule, f.match) for f in result.findings]


# Law 4: warm = from scratch -------------------------------------------------------------------------------------------

SNIPPETS = [
    "一是",
    "二是",
    "三、",
    "（二）",
    "第一，",
    "×月×日",
    "X区长",
    "(qū)",
    ",",
    "，",
    "。",
    ";A",
    "\n",
    "\r\n",
    "\u200b",
    "催逼著",
]
SNIPPETS += [
    "四个方面的意见",
    "急事急办、特事特办、",
    "难事设法办",
    "进行一次摸底",
    "同志们：\n",
    "谢谢大家！",
    "附件：\n",
    "国",
]
EDIT = st.tuples(st.floats(0, 1), st.integers(0, 30), st.sampled_from(["", *SNIPPETS]), st.booleans())


@pytest.fixture(scope="module")
def rules() -> list[Rule]:
    return load_builtin()


@settings(examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(EDIT, min_size=1, max_size=6), first=st.integers(0, 20))
def test_a_warm_memo_answers_as_an_empty_one(rules: list[Rule], edits: list[tuple[float, int, str, bool]], first: int) -> None:
    text = "".join(load(SEED).text.splitlines(keepends=True)[first : first + 8])
    warm = Ruleset(rules)
    for where, length, put, doubled in edits:
        lint(document_of(text), warm)
        at = int(where * len(text))
        text = text[:at] + put + text[at + length :]
        if doubled:
            text += "\n" + text.split("\n")[0]
    assert lint(document_of(text), warm) == lint(document_of(text), Ruleset(rules), remember=False)


def test_equal_paragraphs_are_asked_about_once() -> None:
    asked: list[str] = []

    def find(block: Block, options: Word) -> Iterable[Hit]:
        asked.append(block.text)
        return in_block(block, options)

    ruleset = Ruleset([rule("甲", Kind("counting", Word, block=each_block(find)))])
    text = "甲在这里。\n乙在这里。\n甲在这里。\n"
    first = lint(document_of(text), ruleset)
    assert lint(document_of(text), ruleset) == first
    assert [f.span.start for f in first.findings] == [0, 12]
    assert asked == ["甲在这里。", "乙在这里。"]
    lint(document_of(text), ruleset, remember=False)
    assert len(asked) == 5


def test_the_memo_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MEMO_LIMIT", 3)
    ruleset = Ruleset([rule("甲")])
    for number in range(20):
        text = f"第{number}段有甲。\n第{number}段又有甲。\n"
        assert len(lint(document_of(text), ruleset).findings) == 2
        assert len(ruleset.memo) <= 3
    assert ruleset.memo


def test_what_is_worked_out_of_a_long_text_that_is_seen_once_is_let_go(
    rules: list[Rule], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = load(SEED).text
    ruleset = Ruleset(rules)
    short = document_of(text)
    wanted = lint(short, ruleset, remember=False)
    monkeypatch.setattr(engine, "_CHUNK", 1000)
    long = document_of(text)
    assert lint(long, ruleset, remember=False) == wanted
    assert not any(hasattr(place.block, "_answers") for place in long.places)
    # An editor asks again.
    assert lint(long, ruleset) == wanted
    assert any(hasattr(place.block, "_answers") for place in long.places)


# Law 6: rules of a kind together --------------------------------------------------------------------------------------


def test_rules_of_a_kind_are_prepared_together_and_run_once_a_block() -> None:
    prepared: list[list[str]] = []
    passes: list[str] = []

    def prepare(options: Sequence[Word]) -> Any:
        prepared.append([o.word for o in options])

        def find(block: Block) -> Iterable[tuple[int, Hit]]:
            passes.append(block.text)
            for index, o in enumerate(options):
                for hit in in_block(block, o):
                    yield index, hit

        return find

    kind = Kind("together", Word, block=prepare)
    ruleset = Ruleset([rule("甲", kind), rule("丙", DOCUMENT), rule("乙", kind)])
    result = lint(document_of("乙、甲、丙在此。\n都在此。\n"), ruleset)
    assert prepared == [["甲", "乙"]]
    assert passes == ["乙、甲、丙在此。", "都在此。"]
    assert [(f.rule, f.match) for f in result.findings] == [("test/乙", "乙"), ("test/甲", "甲"), ("test/丙", "丙")]


# What a rule makes of a hit -------------------------------------------------------------------------------------------


def test_findings_come_in_order_of_place() -> None:
    text = "丙在前。\n甲在中，丙在后。\n"
    assert found(text, rule("甲", DOCUMENT), rule("丙")) == [("test/丙", "丙"), ("test/甲", "甲"), ("test/丙", "丙")]


def test_spans_are_of_the_source_and_messages_of_the_reading_text() -> None:
    finding = lint(document_of("全區(qū)政府(fǔ)在此。"), Ruleset([rule("區政府")])).findings[0]
    assert (finding.span, finding.match, finding.message) == ((1, 8), "區(qū)政府", "有“區政府”")
    assert finding.reading == (1, 4)


def test_genres_and_places_limit_a_rule() -> None:
    text = "关于甲的通知\n甲在正文。\n"
    assert len(found(text, rule("甲"))) == 2
    assert found(text, rule("甲", genres=frozenset({Genre.SPEECH}))) == []
    assert len(found(text, rule("甲", genres=frozenset({Genre.SPEECH})), genre=Genre.SPEECH)) == 2
    assert found(text, rule("甲", except_genres=frozenset({Genre.NOTICE}))) == []
    assert len(found(text, rule("甲", except_genres=frozenset({Genre.SPEECH})))) == 2
    assert len(found(text, rule("甲", where=frozenset({Role.TITLE})))) == 1


def test_furniture_is_for_residue_rules_and_those_that_name_it() -> None:
    text = "标题甲\n来源：甲\n正文。\n"
    assert len(found(text, rule("甲"))) == 1
    assert len(found(text, rule("甲", id="residue/test"))) == 2
    assert len(found(text, rule("甲", where=frozenset({Role.FURNITURE})))) == 1


def test_a_case_may_have_its_own_words_severity_and_silence() -> None:
    def find(block: Block, options: Word) -> Iterable[Hit]:
        return (replace(hit, case="late" if hit.start else "") for hit in in_block(block, options))

    kind = Kind("cases", Word, block=each_block(find), cases={"late": ""})
    findings = lint(document_of("甲、甲。"), Ruleset([rule("甲", kind)])).findings
    assert [f.message for f in findings] == ["有“甲”", "有“甲”"]
    spoken = rule("甲", kind, cases={"late": Case(message="又有{match}", severity=Severity.HINT)})
    findings = lint(document_of("甲、甲。"), Ruleset([spoken])).findings
    assert [(f.message, f.severity) for f in findings] == [("有“甲”", Severity.WARNING), ("又有甲", Severity.HINT)]
    assert found("甲、甲。", rule("甲", kind, cases={"late": Case(off=True)})) == [("test/甲", "甲")]


def test_related_places_lie_in_their_own_blocks() -> None:
    def find(document: Document, options: Word) -> Iterable[Hit]:
        hits = list(in_document(document, options))
        yield replace(hits[1], related=(Pointer(hits[0].start, hits[0].end, "first", block=hits[0].block),))

    kind = Kind("pairs", Word, document=each_document(find), roles={"first": ""})
    text = "前面有甲。\n后面也有甲。\n"
    findings = lint(document_of(text), Ruleset([rule("甲", kind, related={"first": "先有“{match}”"})])).findings
    assert [(r.span, r.message) for r in findings[0].related] == [((3, 4), "先有“甲”")]
    assert findings[0].span == (10, 11)


def test_an_edit_over_something_left_out_is_only_offered() -> None:
    def find(block: Block, options: Word) -> Iterable[Hit]:
        return (replace(hit, edits=(Edit(hit.start, hit.end, "市政府"),)) for hit in in_block(block, options))

    kind = Kind("fixing", Word, block=each_block(find), fixes=True)
    safe = rule("區政府", kind, safety=Safety.SAFE)
    fixes = [f.fix for f in lint(document_of("區政府。\n區(qū)政府。"), Ruleset([safe])).findings]
    assert [(fix.safety, fix.title, fix.edits) for fix in fixes if fix] == [
        (Safety.SAFE, "改为“市政府”", (Edit(0, 3, "市政府"),)),
        (Safety.SUGGESTION, "改为“市政府”", (Edit(5, 12, "市政府"),)),
    ]


# Muting ---------------------------------------------------------------------------------------------------------------


def test_a_muting_rule_silences_the_others_inside_its_findings() -> None:
    text = "甲乙丙丁在此，乙在外。\n"
    muting = rule("乙丙", mutes=True)
    assert found(text, muting, rule("乙"), rule("丁")) == [("test/乙丙", "乙丙"), ("test/丁", "丁"), ("test/乙", "乙")]
    assert found(text, muting, rule("甲乙"), rule("丙丁")) == [("test/乙丙", "乙丙")], "overlap is enough"
    assert found(text, muting, rule("丙丁", mutes=True)) == [("test/乙丙", "乙丙"), ("test/丙丁", "丙丁")]


def test_a_long_muting_finding_reaches_past_a_shorter_later_one() -> None:
    text = "甲乙丙丁戊在此。\n"
    rules = [rule("甲乙丙丁戊", mutes=True), rule("乙", mutes=True), rule("丁")]
    assert [name for name, _ in found(text, *rules)] == ["test/甲乙丙丁戊", "test/乙"]


def test_a_silent_rule_mutes_and_says_nothing() -> None:
    text = "甲乙在此，乙在外。\n"
    assert found(text, rule("甲乙", mutes=True, silent=True), rule("乙")) == [("test/乙", "乙")]


def test_what_is_missing_has_no_width_and_is_muted_inside_only() -> None:
    def find(block: Block, options: Word) -> Iterable[Hit]:
        return (Hit(start, start) for start, _ in spans(block.text, options.word))

    kind = Kind("missing", Word, block=each_block(find))
    assert found("甲乙在此。", rule("甲", mutes=True), rule("乙", kind)) == [("test/甲", "甲"), ("test/乙", "")]
    assert found("甲乙在此。", rule("甲乙", mutes=True), rule("乙", kind)) == [("test/甲乙", "甲乙")]


# Broken checks --------------------------------------------------------------------------------------------------------


def test_a_broken_check_fails_alone() -> None:
    def find(block: Block, options: Word) -> Iterable[Hit]:
        yield from in_block(block, options)
        raise ZeroDivisionError

    broken = Kind("broken", Word, block=each_block(find))
    result = lint(document_of("甲在此。\n甲在彼。\n"), Ruleset([rule("甲", broken), rule("在"), rule("此", DOCUMENT)]))
    assert [(failure.kind, type(failure.error)) for failure in result.failures] == [("broken", ZeroDivisionError)]
    assert [f.match for f in result.findings if f.rule != "test/甲"] == ["在", "此", "在"]


def test_a_broken_document_check_fails_alone() -> None:
    def find(document: Document, options: Word) -> Iterable[Hit]:
        raise KeyError("x")

    broken = Kind("broken", Word, document=each_document(find))
    result = lint(document_of("甲在此。\n"), Ruleset([rule("甲", broken), rule("在")]))
    assert [failure.kind for failure in result.failures] == ["broken"]
    assert [f.match for f in result.findings] == ["在"]


def test_a_kind_that_cannot_prepare_fails_alone() -> None:
    def prepare(options: Sequence[Word]) -> Any:
        raise MemoryError("too many")

    result = lint(document_of("甲在此。\n"), Ruleset([rule("甲", Kind("broken", Word, block=prepare)), rule("在")]))
    assert [(failure.kind, str(failure.error)) for failure in result.failures] == [("broken", "too many")]
    assert [f.match for f in result.findings] == ["在"]


def test_a_rule_that_cannot_speak_fails_alone() -> None:
    result = lint(document_of("甲在此。\n"), Ruleset([rule("甲", message="{unknown}"), rule("在")]))
    assert [(failure.kind, type(failure.error)) for failure in result.failures] == [("by-block", KeyError)]
    assert [f.match for f in result.findings] == ["在"]


def test_answers_of_a_broken_check_are_not_remembered() -> None:
    broken = [True]

    def find(block: Block, options: Word) -> Iterable[Hit]:
        if broken:
            raise ZeroDivisionError
        return in_block(block, options)

    ruleset = Ruleset([rule("甲", Kind("mended", Word, block=each_block(find)))])
    document = document_of("甲在此。\n")
    assert lint(document, ruleset).failures
    broken.clear()
    assert [f.match for f in lint(document, ruleset).findings] == ["甲"]


# All rules on real text -----------------------------------------------------------------------------------------------


def test_match_is_the_source_verbatim(rules: list[Rule]) -> None:
    document = document_of(load(SEED).text)
    result = lint(document, Ruleset(rules))
    assert result.failures == ()
    assert len(result.findings) > 200
    for finding in result.findings:
        assert document.source.text[finding.span.start : finding.span.end] == finding.match
        assert 0 <= finding.span.start <= finding.span.end <= len(document.source.text)
    assert list(result.findings) == sorted(result.findings, key=lambda f: f.order)


# One slip, one remark -------------------------------------------------------------------------------------------------


def _mend(word: str, better: str, severity: Severity) -> Rule:
    def find(block: Block, options: Word) -> Iterable[Hit]:
        return (Hit(start, end, edits=(Edit(start, end, better),)) for start, end in spans(block.text, options.word))

    kind = Kind(f"mend-{word}", Word, block=each_block(find))
    return rule(word, kind, severity=severity, safety=Safety.UNSAFE, fix="改")


def test_of_rules_that_make_the_same_change_the_gravest_is_heard() -> None:
    text = "在室间上抓紧，室间不等人。\n"
    model, name = _mend("室间", "时间", Severity.INFO), _mend("在室", "在时", Severity.WARNING)
    assert found(text, model, name) == [("test/在室", "在室"), ("test/室间", "室间")], "the second place is the model's alone"
    assert found(text, name, model) == found(text, model, name)
    other = _mend("室间", "空间", Severity.INFO)
    assert len(found(text, name, other)) == 3, "another change is another remark"


def test_of_rules_about_wording_the_gravest_is_heard_at_one_place() -> None:
    text = "要加强氛围营造，抓好落实。\n"
    whole = rule("要加强氛围", id="grammar/whole", severity=Severity.INFO)
    most = rule("加强氛围", id="lexis/most")
    half = rule("氛围营造", id="grammar/half", severity=Severity.INFO)
    assert found(text, whole, most) == found(text, most, whole) == [("lexis/most", "加强氛围")]
    assert found(text, whole, half) == [("grammar/whole", "要加强氛围"), ("grammar/half", "氛围营造")], (
        "two of five are not half"
    )
    elsewhere = rule("加强氛围", id="numeral/most")
    assert len(found(text, whole, elsewhere)) == 2, "another category sees another fault"
    twice = rule("强氛围", id="lexis/part")
    assert found(text, most, twice) == [("lexis/most", "加强氛围")], "of equals the first"
