"""The GitHub action and the GitLab template: their own shell steps, taken out of their files and run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from tests.conftest import ROOT

pytestmark = pytest.mark.usefixtures("warm_rules")

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
TEMPLATE = yaml.safe_load((ROOT / "docs" / "govlint.gitlab-ci.yml").read_text(encoding="utf-8"))
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
BAD = "关于做好工作的通知\n会议定于×月×日召开。\n"
GOOD = "今年工作取得新进展。\n"
HOSTILE = [
    "讲话 稿.txt",
    "$(touch 坏).txt",
    "`touch 坏`.txt",
    "'; touch 坏; '.txt",
    '"; touch 坏; ".txt',
    "--fix.txt",
    "$HOME ${{ github.token }}.txt",
    "* ?.txt",
]

bash = shutil.which("bash")
needs_bash = pytest.mark.skipif(bash is None or os.name == "nt", reason="there is no bash, or not one with such file names")


@dataclass
class Job:
    """A job on a runner, as far as the action can see it."""

    folder: Path
    inputs: Mapping[str, str]
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    said: str = ""

    def __post_init__(self) -> None:
        self.temp = self.folder.parent / "runner temp"
        self.temp.mkdir()
        self.summary = self.temp / "summary"
        self.summary.touch()

    def run(self, step: Mapping[str, Any]) -> int:
        """Run a step's script as the runner does; gives the exit code."""
        script, outputs = self.temp / "step.sh", self.temp / "outputs"
        script.write_text(step["run"], encoding="utf-8")
        outputs.write_text("")
        given = {name: EXPRESSION.sub(lambda m: self.value(m.group(1)), text) for name, text in step.get("env", {}).items()}
        runner = {"RUNNER_TEMP": self.temp, "GITHUB_OUTPUT": outputs, "GITHUB_STEP_SUMMARY": self.summary}
        done = subprocess.run(
            [str(bash), "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.folder,
            env={**os.environ, **{name: str(path) for name, path in runner.items()}, **given},
            capture_output=True,
        )
        self.said += (done.stdout + done.stderr).decode("utf-8")
        self.outputs[step["id"]] = dict(line.split("=", 1) for line in outputs.read_text(encoding="utf-8").splitlines())
        return done.returncode

    def value(self, expression: str) -> str:
        """What an expression of the action stands for."""
        match expression.split("."):
            case ["inputs", name]:
                return self.inputs.get(name, ACTION["inputs"][name]["default"])
            case ["github", "action_path"]:
                return str(ROOT)
            case ["runner", "temp"]:
                return str(self.temp)
            case ["steps", step, "outputs", name]:
                return self.outputs[step][name]
        raise AssertionError(expression)


def steps() -> dict[str, Any]:
    return {step["id"]: step for step in ACTION["runs"]["steps"] if "run" in step}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "工作 区"
    made.mkdir()
    (made / "坏 稿.txt").write_text(BAD, encoding="utf-8")
    return made


def check(folder: Path, **inputs: str) -> Job:
    """A job whose check has run with the govlint at hand, and ended as a check that ran should."""
    job = Job(folder, {name.replace("_", "-"): value for name, value in inputs.items()})
    job.outputs["install"] = {"govlint": str(Path(sys.executable).with_name("govlint"))}
    assert job.run(steps()["check"]) == 0, job.said
    return job


def test_no_script_has_an_expression_in_it() -> None:
    assert list(steps()) == ["install", "check", "end"]
    for step in steps().values():
        assert "${{" not in step["run"]


def test_every_input_is_used_and_told_of() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    for name in ACTION["inputs"]:
        assert f"inputs.{name}" in text
        assert f"| `{name}` |" in page


@needs_bash
@pytest.mark.slow
def test_annotations_summary_and_sarif(folder: Path) -> None:
    job = check(folder)
    assert "::error file=坏 稿.txt,line=2" in job.said
    assert "placeholder/unfilled" in job.summary.read_text(encoding="utf-8")
    sarif = json.loads(Path(job.outputs["check"]["sarif"]).read_text(encoding="utf-8"))
    assert "placeholder/unfilled" in {result["ruleId"] for result in sarif["runs"][0]["results"]}
    assert job.outputs["check"]["status"] == "1"
    assert job.run(steps()["end"]) == 1


@pytest.mark.slow
@needs_bash
def test_what_is_not_asked_for_is_not_done(folder: Path) -> None:
    job = check(folder, annotations="false", summary="false", fail_on="never")
    assert "::error" not in job.said
    assert "placeholder/unfilled" in job.said
    assert job.summary.read_text() == ""
    assert job.run(steps()["end"]) == 0


@pytest.mark.slow
@needs_bash
def test_options_one_a_line(folder: Path) -> None:
    job = check(folder, options="--select=ordinal\n--severity\nordinal=error\n")
    assert "placeholder" not in job.said
    assert job.outputs["check"]["status"] == "0"


@pytest.mark.slow
@needs_bash
def test_what_cannot_be_done_is_said_once(folder: Path) -> None:
    job = check(folder, paths="没有.txt\n坏 稿.txt")
    assert job.said.count("没有这个文件") == 1
    assert "::error file=坏 稿.txt" in job.said
    assert job.run(steps()["end"]) == 2
    other = folder.parent / "另一处"
    other.mkdir()
    (other / "工").mkdir()
    wrong = check(other / "工", fail_on="eror")
    assert wrong.outputs["check"] == {"status": "2"}, "there is nothing to upload"


@needs_bash
@pytest.mark.slow
def test_a_long_summary_is_cut_where_a_line_ends(folder: Path) -> None:
    for number in range(400):
        (folder / f"{'长' * 40}{number}.txt").write_text(BAD * 40, encoding="utf-8")
    summary = check(folder).summary.read_bytes()
    assert 1000 < len(summary) < 1_048_576
    assert summary.decode("utf-8").endswith("|\n")


@needs_bash
@pytest.mark.slow
def test_inputs_are_not_run(folder: Path) -> None:
    for name in HOSTILE:
        (folder / name).write_text(BAD, encoding="utf-8")
    job = check(folder, paths="\n".join(HOSTILE))
    sarif = Path(job.outputs["check"]["sarif"]).read_text(encoding="utf-8")
    assert len(
        {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in json.loads(sarif)["runs"][0]["results"]}
    ) == len(HOSTILE)
    assert not list(folder.parent.rglob("坏"))
    for number, text in enumerate(["$(touch 坏)", "`touch 坏`", "'; touch 坏; '", '"; touch 坏; "', "never\ntouch 坏"]):
        for name in ("fail_on", "options", "annotations", "summary"):
            place = folder.parent / f"{number}{name}" / "稿"
            place.mkdir(parents=True)
            check(place, **{name: text})
            assert not list(folder.parent.rglob("坏"))


@needs_bash
@pytest.mark.slow
def test_from_installing_to_the_end(folder: Path) -> None:
    job = Job(folder, {"fail-on": "warning"})
    codes = [job.run(step) for step in steps().values()]
    assert codes == [0, 0, 1], job.said
    assert "::error file=坏 稿.txt" in job.said


@needs_bash
@pytest.mark.parametrize(
    ("path", "code"),
    [("坏 $(touch 坏) 稿", 1), *(pytest.param(*more, marks=pytest.mark.slow) for more in (("好", 0), ("没有", 2)))],
)
@pytest.mark.slow
def test_gitlab(tmp_path: Path, path: str, code: int) -> None:
    for name, text in (("坏 $(touch 坏) 稿", BAD), ("好", GOOD)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "稿.txt").write_text(text, encoding="utf-8")
    job = TEMPLATE["govlint"]
    install, script = job["script"]
    assert "$GOVLINT_PACKAGE" in install
    variables = {**job["variables"], "GOVLINT_PATH": path, "GOVLINT_CACHE_DIR": str(tmp_path / ".govlint-cache")}
    search = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["sh", "-e", "-c", script], cwd=tmp_path, env={**os.environ, **variables, "PATH": search}, capture_output=True
    )
    assert done.returncode == code, done.stderr
    reports = job["artifacts"]["reports"]
    issues = json.loads((tmp_path / reports["codequality"]).read_text(encoding="utf-8"))
    assert ("placeholder/unfilled" in {issue["check_name"] for issue in issues}) == (code == 1)
    assert ElementTree.parse(tmp_path / reports["junit"]).getroot() is not None
    assert not (tmp_path / "坏").exists()
