"""The commands about rules: explain, rules, test, new, schema, outline."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from govlint.analysis.rule import Rule
from govlint.checks import kind, kind_names
from govlint.cli import main
from govlint.cli.session import rules_here
from govlint.rulefiles.folders import builtin_folder
from govlint.rulefiles.loader import load_builtin, load_rule
from govlint.rulefiles.schema import rule_schema
from govlint.suppression.rules import RULES as KEEP_RULES
from govlint.text.columns import cells

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "quzhang-2021.txt"
WRONG = ROOT / "tests" / "rulefiles" / "wrong"
RULES = load_builtin()

# The wrong files whose fault is one of form; the others make no YAML of the file, or need to be understood.
SEEN = (
    "a-list",
    "empty-values",
    "extends-nothing-to-remove",
    "missing-check",
    "missing-key",
    "plus-without-extends",
    "said-twice",
    "fixes-of-a-kind-without",
    "role-without-words",
    "unknown-key",
    "unknown-kind",
    "unknown-role-and-case",
    "unknown-values",
    "wide-colon-in-braces",
    "wrong-type",
    "yaml-traps",
)


class CoreLoader(yaml.BaseLoader):
    """YAML 1.2's core schema, which editors go by: off and 12:30 are words."""


CoreLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]+\.[0-9]+$"), list("-+0123456789"))
CoreLoader.add_constructor("tag:yaml.org,2002:bool", lambda loader, node: node.value == "true")
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
CoreLoader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


def load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=CoreLoader)


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft7Validator:
    schema = rule_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


@pytest.mark.slow
def test_every_shipped_rule_is_valid_by_the_schema(validator: jsonschema.Draft7Validator) -> None:
    errors = ((rule.id, error.message) for rule in RULES for error in validator.iter_errors(load(Path(rule.path))))
    assert list(errors) == []


@pytest.mark.parametrize("name", SEEN)
def test_the_schema_sees_what_a_schema_can_see(name: str, validator: jsonschema.Draft7Validator) -> None:
    assert list(validator.iter_errors(load(WRONG / f"{name}.yaml")))


def test_a_rule_that_extends_needs_no_more(validator: jsonschema.Draft7Validator) -> None:
    assert validator.is_valid({"extends": "lexis/translationese", "terms+": {"布署": "部署"}, "terms-": ["进行一次摸底"]})
    assert not validator.is_valid({"extends": "lexis/translationese", "terms+": ["布署"]})
    assert not validator.is_valid({"extends": "lexis/translationese", "trems+": {"布署": "部署"}})


def test_the_schema_explains_every_key() -> None:
    schema = rule_schema()
    for key, value in schema["properties"].items():
        assert value.get("description"), key
    for definition in schema["definitions"].values():
        for key, value in definition["properties"].items():
            assert key in ("cases", "related") or value.get("description"), key


def test_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(rule_schema()))
    assert main(["schema", "--findings"]) == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(capsys.readouterr().out))


def test_rules_are_listed_in_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    lines = capsys.readouterr().out.split("\n\n")[0].split("\n")
    rules = sorted([*RULES, *KEEP_RULES], key=lambda rule: rule.id)
    titles = [line.rindex(rule.title) for line, rule in zip(lines[1:], rules, strict=True)]
    assert len({cells(line[:at]) for line, at in zip(lines[1:], titles, strict=True)}) == 1


def test_rules_of_a_category_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "ordinal", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [r["id"] for r in listed] == [r.id for r in RULES if r.category == "ordinal"]
    assert set(listed[0]) >= {"id", "title", "severity", "safety", "check"}
    assert main(["rules", "ordnal"]) == 2
    assert "是不是“ordinal”？" in capsys.readouterr().err


@pytest.fixture(scope="module")
def known() -> list[Rule]:
    return rules_here()


@pytest.mark.parametrize(
    "rule",
    [rule if not at % 4 else pytest.param(rule, marks=pytest.mark.slow) for at, rule in enumerate(RULES)],
    ids=lambda r: r.id,
)
def test_every_rule_is_explained(
    rule: Rule, known: list[Rule], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govlint.cli.explain.rules_here", lambda: known)
    assert main(["explain", rule.id]) == 0
    said = capsys.readouterr().out
    for heading in ("是什么", "为什么", "反例", "正例", "依据"):
        assert f"\n{heading}\n" in said
    assert ("\n分情形\n" in said) == any(case.off or case.severity or case.safety for case in rule.cases.values())
    assert "{" not in said.split("为什么")[0], "the message is shown as it is spoken, not with its slots"
    assert max(map(cells, said.split("\n"))) <= 100
    for basis in rule.basis:
        assert (basis.clause if basis.standard else basis.note if not basis.seed else "讲话：“") in said.replace("\n  ", "")


def test_a_rule_is_explained_by_the_end_of_its_id(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "gap"]) == 0
    assert capsys.readouterr().out.startswith("ordinal/gap　")
    assert main(["explain", "punctuation"]) == 2  # a category before ordinal/punctuation
    assert "“punctuation”是类别" in capsys.readouterr().err


def test_an_unknown_rule_is_not_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "lexis/translationse"]) == 2
    assert "没有规则“lexis/translationse”，是不是“lexis/translationese”？" in capsys.readouterr().err
    assert main(["explain", "nothing"]) == 2
    assert "没有规则“nothing”；用 govlint rules 查看全部规则" in capsys.readouterr().err
    assert main(["explain", "ordinal"]) == 2
    assert "ordinal/gap" in capsys.readouterr().err


@pytest.mark.parametrize("name", kind_names())
def test_a_new_rule_says_what_to_fill_in(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "rule", "house/words", "--check", name]) == 0
    path = tmp_path / "rules" / "house" / "words.yaml"
    assert load_rule(str(path)).kind is kind(name)
    before = path.read_bytes()
    capsys.readouterr()
    assert main(["test", "rules"]) == 1
    said = capsys.readouterr().out
    assert "house/words：还没有填完" in said
    assert "words.yaml:2:8: 待填：毛病的名字，几个字" in said
    assert main(["new", "rule", "house/words"]) == 2
    assert path.read_bytes() == before


def test_a_new_rule_that_is_filled_in_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "rule", "house/words", "--folder", "mine"]) == 0
    assert "govlint.yaml 里写上：rule-folders: [mine]" in capsys.readouterr().out
    path = tmp_path / "mine" / "house" / "words.yaml"
    text = path.read_text(encoding="utf-8")
    for blank, word in (
        ("【待填：要找的词】", "予以打击"),
        ("【待填：改成的说法】", "打击"),
        ("⟦【待填：错的】⇒【待填：对的】⟧", "⟦予以打击⇒打击⟧"),
    ):
        assert blank in text
        text = text.replace(blank, word)
    path.write_text(re.sub("【待填：[^】]*】", "文字", text), encoding="utf-8")
    assert main(["test", str(path)]) == 0
    assert main(["test", "mine"]) == 0
    assert main(["test", "mine/house"]) == 0
    capsys.readouterr()
    path.write_text(path.read_text(encoding="utf-8").replace("⟦予以打击⇒打击⟧", "⟦文字⟧予以打击"), encoding="utf-8")
    assert main(["test", "mine"]) == 1
    said = capsys.readouterr().out
    assert "漏报“文字”" in said
    assert "多报“予以打击”" in said
    assert "1 条没有通过" in said


@pytest.mark.parametrize("name", ["Words", "words", "a/b/c", "../a/b", "house/Wörter"])
def test_a_new_rule_needs_an_id(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "rule", name]) == 2
    assert "规则编号" in capsys.readouterr().err


@pytest.mark.slow
def test_shipped_rules_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test"]) == 0
    assert f"{len(RULES)} 条规则" in capsys.readouterr().out


def test_rules_are_tested_by_id_category_or_path(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", "ordinal/gap", "numeral"]) == 0
    named = capsys.readouterr().out
    assert main(["test", str(builtin_folder() / "ordinal" / "gap.yaml"), str(builtin_folder() / "numeral")]) == 0
    assert capsys.readouterr().out == named


@pytest.mark.parametrize("argument", ["nothing/here", "nothing.yaml", str(WRONG / "wide-colon.yaml"), str(ROOT / "seeds")])
def test_what_cannot_be_tested_is_an_error(argument: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", argument]) == 2
    assert capsys.readouterr().err


def test_the_outline_of_the_seed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outline", str(SEED)]) == 0
    lines = capsys.readouterr().out.split("\n")
    assert "讲话稿" in lines[0]
    assert [line.strip()[:2] for line in lines if line.startswith("  ") and line[2] != " "] == ["一、", "二、", "三、"]
    assert lines[1] == "  一、聚焦重點,推動工作　4:1"
    assert "    六是深入推進農業提質增效　11:1" in lines


def test_the_outline_shows_what_is_wrong_and_what_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一、开头\n二、中间\n四、结尾\n", encoding="utf-8")
    assert main(["outline", str(path)]) == 0
    assert "  四、结尾　3:1　← 跳号" in capsys.readouterr().out
    path.write_text("没有序号的一段。\n", encoding="utf-8")
    assert main(["outline", str(path)]) == 0
    assert "没有序号" in capsys.readouterr().out
    assert main(["outline", str(tmp_path / "none.txt")]) == 2
