"""The writer's desk in a real VS Code: an editor set right for Chinese prose, and a panel beside the text."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from govlint.document.length import said
from govlint.readers import parse
from govlint.text.source import Source
from tests.conftest import ROOT, SEED
from tests.e2e.conftest import Open
from tests.lsp.test_showing import SPEECH
from tests.wordfile import docx, paragraph, style

pytestmark = pytest.mark.slow

SAMPLE = (ROOT / "lsp" / "vscode" / "media" / "sample.txt").read_text(encoding="utf-8")
PROSE = "我们要全面推进乡村振兴，加快农业农村现代化。\n"
QUIET = {"editor.autoClosingBrackets": "never", "editor.autoClosingQuotes": "never"}


def paragraphs(text: str) -> Iterator[str]:
    """A text as far as each of its paragraphs goes."""
    at = 0
    for line in text.splitlines(keepends=True):
        at += len(line)
        if line.strip():
            yield text[:at]


def test_enter_never_puts_a_sentence_in(workbench: Open) -> None:
    window = workbench({"讲话.txt": "在全区工作会议上的讲话\n同志们："})
    window.open("讲话.txt")
    window.expect(window.bar).to_contain_text("Speech")
    window.press("Control+End", "Enter")
    window.page.wait_for_timeout(1500)
    window.expect(window.page.locator(".suggest-widget.visible")).to_have_count(0)
    window.press("Enter")
    window.type("今天")
    window.expect_saved("讲话.txt", "在全区工作会议上的讲话\n同志们：\n\n今天")


def test_a_clean_speech_written_from_the_top_is_never_red(workbench: Open) -> None:
    window = workbench({"讲话.txt": "", ".vscode/settings.json": json.dumps({"[plaintext]": QUIET})})
    window.open("讲话.txt")
    window.page.locator(".view-line").first.click()
    red = []
    written = ""
    for begun in paragraphs(SPEECH):
        window.type(begun[len(written) :])
        written = begun
        # A length that fits says that the server has read this far.
        window.expect(window.length).to_contain_text(f"{said(parse(Source('稿.txt', written)))} characters,")
        window.page.wait_for_timeout(400)
        if window.page.locator(".squiggly-error").count():
            red.append(written[-20:])
    assert red == []


def test_words_are_chinese_words_and_pairs_close_themselves(workbench: Open) -> None:
    window = workbench({"讲话.txt": PROSE, "讲话.md": PROSE, "注.py": PROSE})
    for name in ("讲话.txt", "讲话.md"):
        window.open(name)
        window.select("振兴")
        window.press("ArrowRight", "Control+Backspace")
        window.expect(window.lines).to_contain_text("推进乡村，加快")
        window.type("（")
        window.type("试点")
        window.press("End")
        window.expect(window.lines).to_contain_text("乡村（试点），加快")
        window.select("农业")
        window.type("“")
        window.expect(window.lines).to_contain_text("加快“农业”农村")
        window.press("Control+s")
        quotes = "getComputedStyle(document.querySelector('.editor-group-container.active .view-lines')).fontFamily"
        assert "CJK" in window.page.evaluate(quotes)
        window.expect(window.page.locator(".unicode-highlight")).to_have_count(0)
    # No other language is touched.
    window.open("注.py")
    window.select("振兴")
    window.press("ArrowRight", "Control+Backspace")
    window.expect(window.lines).not_to_contain_text("我们")


def test_one_setting_takes_the_defaults_back(workbench: Open) -> None:
    window = workbench({"讲话.txt": PROSE})
    window.open("讲话.txt")
    window.expect(window.bar).to_contain_text("Other")
    family = "getComputedStyle(document.querySelector('.editor-group-container.active .view-lines')).fontFamily"
    before = window.settings
    try:
        window.settle(before | {"govlint.chineseProse": False})
        window.await_that(lambda: "[yaml]" in window.settings, lambda: window.settings)
        window.open("讲话.txt")
        window.await_that(lambda: "CJK" not in window.page.evaluate(family), lambda: window.page.evaluate(family))
        window.select("振兴")
        window.press("ArrowRight", "Control+Backspace")
        window.expect(window.lines).not_to_contain_text("我们")
        window.settle(window.settings | {"govlint.chineseProse": True})
        window.await_that(lambda: window.settings == before | {"govlint.chineseProse": True}, lambda: window.settings)
        window.open("讲话.txt")
        window.await_that(lambda: "CJK" in window.page.evaluate(family), lambda: window.page.evaluate(family))
    finally:
        window.server.settings.write_text(json.dumps(before), encoding="utf-8")


def test_what_is_offered_at_a_squiggle(workbench: Open) -> None:
    text = "一、抓产业\n三、抓项目\n四、抓落实\n截止目前，我们推进改革（抓产业。\n"
    window = workbench({"讲话.txt": text})
    window.open("讲话.txt")
    window.expect_problems(2, 1)
    window.go_to("截止")
    window.offer("Change “截止目前” to “截至目前”")
    titles = [each.split("“")[0] for each in window.actions.all_inner_texts()]
    # One language for one editor: the titles are English as the editor's own are, what they are about is Chinese.
    first = ["Change", "Never report the word", "Keep this", "Turn off the rule", "Explain the rule"]
    assert [" ".join(title.split()) for title in titles] == first
    window.press("Escape")
    window.go_to("（抓")
    window.choose("Add “）” behind “抓产业”")
    window.expect_problems(1, 1)
    window.go_to("三、抓")
    window.choose("Renumber from here (2 changes)")
    window.expect_problems(0, 1)
    window.go_to("截止")
    # VS Code lets go of the command of a list that it asks for anew just when it is chosen from.
    for _ in range(3):
        if not (window.folder / "govlint-words.txt").exists():
            window.choose("Never report the word")
            window.page.wait_for_timeout(8000)
    window.expect_problems()
    assert window.read("govlint-words.txt") == "截止目前\n"
    mended = "一、抓产业\n二、抓项目\n三、抓落实\n截止目前，我们推进改革（抓产业）。\n"
    window.expect_saved("讲话.txt", mended)


def test_a_rule_is_a_page_with_buttons(workbench: Open) -> None:
    files = {"甲.txt": "一、抓产业\n三、抓项目\n", "乙.txt": "一、抓产业\n三、抓项目\n"}
    window = workbench(files)
    window.open("乙.txt")
    window.expect_problems(1)
    window.open("甲.txt")
    window.expect_problems(2)
    window.go_to("三、抓")
    window.choose("Explain the rule “序号跳号”")
    page = window.pages
    window.expect(page.locator("h1")).to_have_text("序号跳号")
    window.expect(page.locator(".bad").first).to_contain_text("四是抓作风")
    window.expect(page.locator("mark").first).to_have_text("四是")
    window.expect(page.locator("body")).to_contain_text("GB/T 15834-2011")
    window.picture("rule-page")
    page.locator("button", has_text="Warning").click()
    window.pick("In this text only")
    window.expect_problems(1, 1)
    window.expect(page.locator("body")).to_contain_text("govlint.yaml:")
    assert "/甲.txt" in window.read("govlint.yaml")
    page.locator("button", has_text="Off").click()
    window.pick("In this folder")
    window.expect_problems(0, 1)
    # What holds in one text alone goes before what holds in all of them.
    assert "ordinal/gap: off" in window.read("govlint.yaml")


def test_a_rule_is_switched_off_in_all_texts(workbench: Open) -> None:
    window = workbench({"甲.txt": "一、抓产业\n三、抓项目\n"})
    before = window.settings
    try:
        window.open("甲.txt")
        window.expect_problems(1)
        window.go_to("三、抓")
        window.choose("Turn off the rule “序号跳号”")
        window.pick("In all texts")
        window.expect_problems()
        assert window.settings["govlint.off"] == ["ordinal/gap"]
        assert not (window.folder / "govlint.yaml").exists()
    finally:
        window.server.settings.write_text(json.dumps(before), encoding="utf-8")


def test_a_genre_is_kept_with_its_file(workbench: Open) -> None:
    window = workbench({"稿.txt": "关于工作的说明\n现将情况说明如下。\n"})
    window.open("稿.txt")
    window.expect(window.bar).to_contain_text("Other")
    window.bar.click()
    window.pick("Notice")
    window.expect(window.bar).to_contain_text("Notice")
    window.page.wait_for_timeout(2000)
    window.page.reload()
    window.page.wait_for_selector(".monaco-workbench .explorer-folders-view .monaco-list-row")
    window.open("稿.txt")
    window.expect(window.bar).to_contain_text("Notice")


def test_the_panel_beside_the_text(workbench: Open) -> None:
    window = workbench({"讲话.txt": SAMPLE})
    window.open("讲话.txt")
    window.expect(window.bar).to_contain_text("Speech")
    window.run("Show the Panel beside the Text")
    page = window.pages
    length = said(parse(Source("稿.txt", SAMPLE)))
    window.expect(page.locator("h1")).to_have_text("在全区招商引资工作会议上的讲话")
    window.expect(page.locator(".figures")).to_contain_text(f"{length} characters, about 2 min")
    window.expect(window.length).to_have_text(f"{length} characters, about 2 min")
    window.expect(page.locator(".counted .broken")).to_contain_text("四个方面")
    window.expect(page.locator(".counted .broken")).to_contain_text("3/4")
    window.expect(page.locator("nav > ul > li")).to_have_count(3)
    window.expect(page.locator("nav em")).to_have_text("number skipped")
    window.expect(page.locator(".strip .pace").first).to_be_visible()
    window.picture("panel")
    # Clicking goes there, and what is written there is seen in the panel.
    page.locator("nav a", has_text="三、加强领导").click()
    window.expect(window.page.locator(".statusbar-item", has_text="Ln 21, Col 1")).to_be_visible()
    window.press("End")
    window.type("，再鼓干劲")
    window.expect(page.locator("nav a", has_text="形成合力，再鼓干劲")).to_be_visible()
    window.expect(page.locator(".figures")).to_contain_text(f"{length + 4} characters")
    window.select("重大项目亲自谈")
    window.expect(window.length).to_contain_text("Selected: 7 characters, under 1 min")


def test_everywhere_one_length(workbench: Open) -> None:
    text = SEED.read_text(encoding="utf-8")
    settings = {"govlint.codeLens": True}
    window = workbench({"讲话.txt": text, ".vscode/settings.json": json.dumps(settings)})
    window.open("讲话.txt")
    length = said(parse(Source("讲话.txt", text)))
    window.expect(window.length).to_contain_text(f"{length} characters")
    # The editor's counts and ours stand in one bar.
    problems = window.page.locator("#status\\.problems a")
    window.expect(problems).to_contain_text("21")
    assert problems.inner_text().split() == window.bar.inner_text().split()[:3]
    window.run("Write the HTML Report")
    window.expect(window.page.locator(".notification-toast", has_text="讲话-report.html")).to_be_visible()
    assert f"<dd>{length:,}<small>字" in window.read("讲话-report.html")


def test_what_is_written_beside_a_draft(workbench: Open) -> None:
    body = [paragraph("区长在全区会议上的讲话", properties=style("T")), "要做到急事急办、难事设法办、特事特办、要事快办。"]
    window = workbench({"讲话.docx": docx(*body), "繁.txt": "發展經濟，改善民生。\n"})
    window.open("繁.txt")
    window.expect(window.bar).to_contain_text("Other")
    window.run("Turn Traditional Characters into Simplified Ones")
    window.expect(window.lines).to_contain_text("发展经济，改善民生。")
    window.run("Make a govlint.yaml")
    window.expect(window.page.locator(".tab.active", has_text="govlint.yaml")).to_be_visible()
    assert "govlint config show" in window.read("govlint.yaml")
    window.open("讲话.docx")
    window.expect(window.lines).to_contain_text("难事设法办")
    window.run("Write the Reviewed Word File")
    window.expect(window.page.locator(".notification-toast", has_text="讲话-审阅.docx")).to_be_visible()
    assert (window.folder / "讲话-审阅.docx").read_bytes()[:2] == b"PK"
    window.page.locator(".notification-toast a", has_text="Show in Folder").first.click()
    chosen = window.page.locator(".explorer-folders-view .monaco-list-row.selected", has_text="讲话-审阅.docx")
    window.expect(chosen).to_be_visible()


def test_problems_by_severity_and_numbers_that_are_left_alone(workbench: Open) -> None:
    window = workbench({"稿.txt": "一、抓产业\n三、抓项目\n截止目前，一切顺利。\n"})
    before = window.settings
    try:
        window.open("稿.txt")
        window.expect_problems(1, 1)
        window.run("Choose Which Severities Are Shown")
        window.pick("Errors only")
        window.expect_problems(1)
        window.run("Renumber the Ordinals")
        window.expect(window.lines).to_contain_text("二、抓项目")
        window.run("Renumber the Ordinals")
        window.expect(window.page.locator(".notification-toast", has_text="All numbers are as they should be")).to_be_visible()
    finally:
        window.server.settings.write_text(json.dumps(before), encoding="utf-8")


def test_the_right_click_offers_what_there_is_to_do(workbench: Open) -> None:
    window = workbench({"稿.txt": PROSE, "注.py": PROSE})
    window.open("稿.txt")
    window.expect(window.bar).to_contain_text("Other")
    window.page.locator(".explorer-folders-view .monaco-list-row", has_text="稿.txt").first.click(button="right")
    window.page.locator(".monaco-menu .action-item", has_text="govlint").first.hover()
    window.expect(window.page.locator(".monaco-menu .action-item", has_text="Write the HTML Report").last).to_be_visible()
    window.picture("explorer-menu")
    window.press("Escape", "Escape")
    window.page.locator(".view-line").first.click(button="right")
    window.page.locator(".monaco-menu .action-item", has_text="govlint").first.hover()
    window.expect(window.page.locator(".monaco-menu .action-item", has_text="Write the HTML Report").last).to_be_visible()
    window.press("Escape", "Escape")
    window.open("注.py")
    window.page.locator(".editor-group-container.active .view-line").first.click(button="right")
    window.expect(window.page.locator(".monaco-menu .action-item", has_text="Command Palette")).to_be_visible()
    window.expect(window.page.locator(".monaco-menu .action-item", has_text="govlint")).to_have_count(0)
