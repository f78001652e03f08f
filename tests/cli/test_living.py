"""What makes a tool bearable day after day: nothing of its own checked, nothing unasked said, everything found by its name."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from tests.cli.conftest import Call, Outcome
from tests.conftest import ROOT
from tests.wordfile import docx, paragraph, run

pytestmark = pytest.mark.usefixtures("warm_rules")

DRAFT = "在全县大会上的讲话\n下面，我讲三点意见。\n一、抓产业,促发展。\n二、抓项目，强支撑。\n"


def write(name: str, text: str = DRAFT) -> Path:
    path = Path(name)
    path.write_text(text, encoding="utf-8")
    return path


def paths(done: Outcome) -> set[str]:
    return {finding["path"] for finding in json.loads(done.out)}


def test_the_outline_of_a_word_file_names_its_paragraphs(call: Call) -> None:
    Path("稿.docx").write_bytes(docx(*(paragraph(run(text)) for text in ("讲话", "一、抓产业", "二、抓项目", "四、抓环境"))))
    done = call("outline", "稿.docx")
    assert done.code == 0
    assert "二、抓项目　正文第3段\n" in done.out
    assert "四、抓环境　正文第4段　← 跳号" in done.out


def test_what_is_less_than_asked_for_is_not_reported(call: Call) -> None:
    write("稿.txt")
    everything = json.loads(call("check", "--format", "json").out)
    errors = call("check", "--format", "json", "--min-severity", "error")
    assert {f["severity"] for f in everything} > {"error"}
    assert {f["severity"] for f in json.loads(errors.out)} == {"error"}
    assert errors.code == 1
    quiet = write("净.txt", "抓产业,促发展。\n")
    assert call("check", quiet.name, "--fail-on", "warning").code == 1
    assert call("check", quiet.name, "--fail-on", "warning", "--min-severity", "error").code == 0


@pytest.mark.parametrize("form", ["html", "md", "txt"])
def test_its_own_reports_are_passed_over(call: Call, form: str) -> None:
    write("稿.txt")
    report = f"报告.{form}"
    assert call("check", "--output", report).code == 1
    again = call("check", "--output", report)
    assert (again.code, again.err) == (1, "")
    assert "检查了 1 个文件" in again.out
    assert paths(call("check", "--format", "json")) == {"稿.txt"}
    # Who names it means it.
    assert "检查了 1 个文件" in call("check", report).out


def test_what_only_looks_like_a_report_is_checked(call: Call) -> None:
    write("稿.txt", "检查了 3 个文件，没有发现的，请补上。\n各镇要抓落实,见成效。\n")
    write("稿.md", "## govlint\n\n这个工具用来检查,公文。\n")
    assert paths(call("check", "--format", "json")) == {"稿.txt", "稿.md"}


def test_junit_fails_what_fails_the_run(call: Call) -> None:
    write("稿.txt")
    for limit in ("error", "warning", "never"):
        root = ElementTree.fromstring(call("check", "--format", "junit", "--fail-on", limit).out)
        severe = {"error": {"错误"}, "warning": {"错误", "警告"}, "never": set()}[limit]
        failures = [failure.text or "" for failure in root.iter("failure")]
        passed = [said.text or "" for said in root.iter("system-out")]
        assert {text.split()[1] for text in failures} == severe
        assert not severe & {text.split()[1] for text in passed}
        assert sum(int(suite.get("failures", "0")) for suite in root) == len(failures)


def test_a_rule_is_found_by_its_title(call: Call) -> None:
    assert call("explain", "序号重复").out.startswith("ordinal/duplicate　序号重复")
    some = call("explain", "序号")
    assert some.code == 2
    assert "ordinal/duplicate　序号重复" in some.err
    assert "ordinal/duplicate" in call("rules", "序号重复").out
    assert call("rules", "没有的名称").code == 2


def test_the_genre_in_force_is_shown(call: Call) -> None:
    write("稿.txt")
    assert "文种：讲话稿（speech），从标题和正文看出来的" in call("config", "show", "稿.txt").out
    write("govlint.yaml", "overrides:\n  - paths: [稿.txt]\n    genre: report\n")
    assert "文种：报告（report），照配置" in call("config", "show", "稿.txt").out
    assert "文种" not in call("config", "show").out


def test_an_override_that_holds_for_nothing_is_said(call: Call) -> None:
    write("稿.txt")
    write("govlint.yaml", "overrides:\n  - paths: [讲话/**]\n    genre: speech\n  - paths: ['*.txt']\n    genre: speech\n")
    said = call("check").err
    assert "govlint.yaml:2：没有文件和这里的 paths 相配" in said
    assert said.count("paths") == 1
    assert call("config", "show").out.count("没有文件和这里的 paths 相配") == 1
    # A part of the project says nothing of the rest.
    assert "paths" not in call("check", "稿.txt").err


def test_a_file_in_the_place_of_a_command(call: Call) -> None:
    write("讲话稿.txt")
    done = call("讲话稿.txt")
    assert done.code == 2
    assert "govlint check" in done.err
    assert "没有命令“chek”，是不是“check”？" in call("chek").err


def test_a_name_that_begins_like_an_option(call: Call) -> None:
    write("-稿.txt")
    for arguments in (["-稿.txt"], ["--", "-稿.txt"], ["."]):
        done = call("check", "--format", "json", *arguments)
        assert done.code == 1, done.err
        assert {Path(path).name for path in paths(done)} == {"-稿.txt"}
    assert "没有选项“--稿”" in call("check", "--稿").err


def test_the_worst_comes_first_and_a_long_list_ends_in_a_summary(call: Call) -> None:
    write("稿.txt", DRAFT + "要抓落实,抓环境;抓作风!抓投资(项目)。\n" * 8)
    lines = call("check", "--format", "text").out.splitlines()
    heads = [line.split()[1] for line in lines if line.startswith("稿.txt:")]
    order = ["错误", "警告", "提示", "参考"]
    assert heads == sorted(heads, key=order.index)
    assert any("[punctuation/half-width] 半角标点" in line for line in lines[-12:])
    write("稿.txt")
    assert "半角标点" not in call("check", "--format", "text").out, "a short list is seen at a glance"


def test_hooks_bring_what_writing_word_files_needs() -> None:
    import tomllib

    word = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]["word"]
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")):
        assert hook["additional_dependencies"] == word
    template = (ROOT / "docs" / "govlint.gitlab-ci.yml").read_text(encoding="utf-8")
    assert not any(package in template for package in word), "its job writes no text, and reading needs no more than govlint"
    assert "slim" not in yaml.safe_load(template)["govlint"]["image"], "it has no git, which addresses of packages need"
