"""What a writer does in VS Code, done in a real one: seen, clicked and typed."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from govlint_lsp.showing import gathered

from govlint.analysis.finding import Severity
from govlint.cli import main
from govlint.project.project import Project
from govlint.text.source import Source
from tests.conftest import SEED
from tests.e2e.conftest import Open
from tests.wordfile import docx, listed, paragraph, style

pytestmark = pytest.mark.slow

GAP = "一、抓产业\n三、抓项目\n"
UNEVEN = "要做到急事急办、难事设法办、特事特办、要事快办。"


def counted(text: str) -> tuple[int, int, int]:
    """The errors, warnings and infos that an editor shows of what the command line finds in a text."""
    found = Counter(group.first.severity for group in gathered(Project().lint(Source("稿.txt", text)).findings))
    return found[Severity.ERROR], found[Severity.WARNING], found[Severity.INFO]


def test_the_seed_speech(workbench: Open) -> None:
    text = SEED.read_text(encoding="utf-8")
    window = workbench({"讲话.txt": text})
    window.open("讲话.txt")
    window.expect_problems(*counted(text))
    window.expect(window.bar).to_contain_text("Speech")
    window.expect(window.bar).to_contain_text(str(counted(text)[0]))
    window.press("Control+Shift+m")
    first = window.problems.filter(has_text="说是“四個方面”，后面只有三个方面")
    window.expect(first).to_contain_text("count/mismatch")
    assert sum(counted(text)) < 45
    said = window.hover("×月×日")
    window.expect(said).to_contain_text("日期“×月×日”还没有填")
    window.expect(said).to_contain_text("漏补一处，念到那里就要停下来")
    assert said.inner_text().count("日期“×月×日”还没有填") == 1


def test_a_quick_fix(workbench: Open) -> None:
    window = workbench({"讲话.txt": GAP + UNEVEN + "\n"})
    window.open("讲话.txt")
    window.expect_problems(1, 1)
    window.go_to("三、抓")
    window.choose("Change “三、” to “二、”")
    window.expect_problems(0, 1)
    window.expect_saved("讲话.txt", GAP.replace("三", "二") + UNEVEN + "\n")
    # What is meant so is kept, with a reason, and is heard of no more.
    window.go_to("设法办")
    window.choose("Keep this “难事设法办”")
    window.answer("领导审定")
    window.expect_problems()
    assert "parallel/unbalanced" in window.read("govlint.yaml")
    assert "领导审定" in window.read("govlint.yaml")


def test_fixing_all_on_save(workbench: Open, tmp_path: Path) -> None:
    text = "今天,我们召开会议,部署工作。\n" + GAP
    settings = {"editor.codeActionsOnSave": {"source.fixAll.govlint": "explicit"}}
    window = workbench({"讲话.txt": text, ".vscode/settings.json": json.dumps(settings)})
    window.open("讲话.txt")
    window.expect_problems(*counted(text))
    typed = "各位代表,"
    window.go_to("今天")
    window.type(typed)
    window.expect_problems(*counted(typed + text))
    beside = tmp_path / "beside.txt"
    beside.write_text(typed + text, encoding="utf-8")
    main(["fix", str(beside)])
    mended = beside.read_text(encoding="utf-8")
    assert mended != typed + text
    window.expect_saved("讲话.txt", mended)
    window.expect_problems(*counted(mended))


def test_the_configuration_takes_effect_when_it_is_saved(workbench: Open) -> None:
    window = workbench({"讲话.txt": GAP + UNEVEN + "\n", "govlint.yaml": "rules: {parallel: off}\n"})
    window.open("讲话.txt")
    window.expect_problems(1)
    window.open("govlint.yaml")
    window.rewrite("rules: {ordinal: off}")
    window.expect_saved("govlint.yaml", "rules: {ordinal: off}")
    window.expect_problems(0, 1)
    window.rewrite("rules: {ordinel: off}")
    window.expect_problems(1, 1)
    window.press("Control+Shift+m")
    window.expect(window.problems.filter(has_text="ordinel").first).to_be_visible()


def test_rules_are_checked_while_they_are_written(workbench: Open) -> None:
    rule = "title: 欧化说法\nmessage: “{match}”是欧化说法\ncheck: lexicon\nseverity: eror\nwhy: 句子变长。\n"
    window = workbench({"mine.yaml": rule})
    window.open("mine.yaml")
    window.press("Control+Shift+m")
    window.expect(window.problems.filter(has_text="不认识的值“eror”")).to_be_visible()


def test_a_word_file_is_shown_to_be_read(workbench: Open) -> None:
    heading = paragraph("抓产业", properties=listed(0))
    body = [paragraph("区长在全区会议上的讲话", properties=style("T")), heading, UNEVEN, "三、抓项目。"]
    window = workbench({"讲话.docx": docx(*body), "讲话.txt": GAP})
    window.open("讲话.txt")
    window.expect_problems(1)
    window.open("讲话.docx")
    lines = window.page.locator(".view-lines")
    window.expect(lines).to_contain_text("难事设法办")
    # The number that Word writes is seen, and is counted.
    window.expect(lines).to_contain_text("一、")
    window.press("Control+Shift+m")
    window.expect(window.problems.filter(has_text="“三、”前面缺“二、”").filter(has_text="Ln 4")).to_be_visible()
    window.expect(window.problems.filter(has_text="parallel/unbalanced")).to_be_visible()
    window.expect(window.bar).to_contain_text("Speech")
    window.page.locator(".view-line").first.click()
    window.type("写不进去")
    window.expect(lines).not_to_contain_text("写不进去")


def test_a_server_that_does_not_start_is_spoken_of(workbench: Open) -> None:
    settings = {"govlint.server.path": "/no/such/program"}
    window = workbench({"讲话.txt": GAP, ".vscode/settings.json": json.dumps(settings)})
    window.open("讲话.txt")
    window.expect(window.bar).to_contain_text("govlint did not start")
    said = window.page.locator(".notification-toast")
    window.expect(said).to_have_count(1)
    window.expect(said).to_contain_text("The govlint that the settings name did not start: /no/such/program")


def test_nothing_of_an_untrusted_workspace_is_loaded(workbench: Open) -> None:
    window = workbench(
        {
            "讲话.txt": GAP,
            "govlint.yaml": "rules: {ordinal: off}\n",
            ".venv/bin/python": '#!/bin/sh\ntouch "$(dirname "$0")/ran"\nexit 1\n',
        },
        trusted=False,
    )
    trap = window.folder / ".venv" / "bin" / "python"
    trap.chmod(0o755)
    window.open("讲话.txt")
    window.expect_problems(1)
    window.expect(window.bar).to_contain_text("Restricted")
    assert not (trap.parent / "ran").exists()
    window.bar.hover()
    said = window.page.locator(".monaco-hover:visible").last
    window.expect(said).to_contain_text("This workspace is not trusted: only the built-in rules run")
    window.picture("untrusted")
    window.run("Workspaces: Manage Workspace Trust")
    window.page.locator(".workspace-trust-editor .monaco-button", has_text="Trust").first.click()
    window.await_that((trap.parent / "ran").exists, lambda: "the workspace's own Python was not asked")
    window.open("讲话.txt")
    window.expect(window.bar).to_contain_text("Other")
    window.expect(window.bar).not_to_contain_text("Restricted")
    window.expect_problems()
