"""The HTML report in a real browser: what the filters hide, how it looks by day, by night and on paper, and that nothing runs.

What is seen is kept in the folder GOVLINT_PICTURES.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.conftest import SEED, chromium

pytestmark = pytest.mark.slow

DESK = ViewportSize(width=1440, height=900)
PHONE = ViewportSize(width=390, height=800)
# A name and a text that would each run something on a careless page; the / makes a folder of the first half.
HOSTILE_PATH = "<script>window.hit=1<" + os.sep + "script> 稿.txt"
HOSTILE_TEXT = "<img src=x onerror='window.hit=2'>讲话\n今天,我们召开</p></article><script>window.hit=3</script>会议。\n"

READ = (".words", ".note p", ".note .kind", ".note .from", ".change", ".total", ".filter .name", ".tree a", "mark", ".why dd")
MUSIC = (".music summary", ".music th", ".music td", ".music li a", ".music li span", ".music li b")

# The contrast of WCAG 2.2, 1.4.3, between the colour of an element and what is painted behind it.
CONTRAST = """element => {
  const channels = colour => colour.match(/[0-9.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  let behind = element;
  while ((channels(getComputedStyle(behind).backgroundColor)[3] ?? 1) === 0) behind = behind.parentElement;
  const pair = [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor].map(channels).map(light);
  return (Math.max(...pair) + .05) / (Math.min(...pair) + .05);
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report that the command writes on the seed as found and on a text that means harm."""
    folder = tmp_path_factory.mktemp("drafts")
    shutil.copy(SEED, folder / "讲话稿.txt")
    (folder / HOSTILE_PATH).parent.mkdir()
    (folder / HOSTILE_PATH).write_text(HOSTILE_TEXT, encoding="utf-8")
    command = [sys.executable, "-m", "govlint", "check", ".", "--isolated", "--output", "报告.html", "--fail-on", "never"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "报告.html"


def opened(browser: Browser, report: Path, viewport: ViewportSize = DESK, scheme: Literal["light", "dark"] = "light") -> Page:
    page = browser.new_context(viewport=viewport, color_scheme=scheme, locale="zh-CN").new_page()
    page.goto(report.as_uri())
    return page


def shown(page: Page, selector: str) -> int:
    return page.locator(f"{selector}:visible").count()


def test_a_severity_and_a_rule_can_be_hidden(browser: Browser, report: Path) -> None:
    page = opened(browser, report)
    errors, warnings, commas = (shown(page, f".note.{kind}") for kind in ("error", "warning", "warning:has-text('半角逗号')"))
    assert errors > 5
    assert warnings > commas > 5
    page.uncheck("#show-error")
    assert (shown(page, ".note.error"), shown(page, ".note.warning")) == (0, warnings)
    painted = "marks => marks.filter(m => getComputedStyle(m).backgroundColor !== 'rgba(0, 0, 0, 0)').length"
    assert page.locator("mark.error").evaluate_all(painted) == 0
    page.check("#show-error")
    assert page.locator("mark.error").evaluate_all(painted) >= errors
    page.click("details.rules summary")
    page.locator("details.rules label", has_text="半角标点").locator("input").uncheck()
    assert shown(page, ".note:has-text('半角逗号')") == 0
    assert (shown(page, ".note.error"), shown(page, ".note.warning")) == (errors, warnings - commas)


def test_paragraphs_without_a_note_can_be_hidden_whatever_is_filtered(browser: Browser, report: Path) -> None:
    page = opened(browser, report)
    rows = shown(page, ".row")
    page.check("#only")
    noted = shown(page, ".row")
    assert 0 < noted < rows
    assert noted == shown(page, ".row:has(.note)")
    for severity in ("warning", "info", "hint"):
        page.uncheck(f"#show-{severity}")
    assert 0 < shown(page, ".row") < noted
    assert shown(page, ".row") == shown(page, ".row:has(.note.error)")
    page.check("#show-warning")
    page.check("#show-info")
    page.check("#show-hint")
    assert shown(page, ".row") == noted


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_can_be_read_by_day_and_by_night(
    browser: Browser, report: Path, pictures: Path, scheme: Literal["light", "dark"]
) -> None:
    page = opened(browser, report, scheme=scheme)
    page.screenshot(path=pictures / f"report-{scheme}.png")
    page.click("details.rules summary")
    page.locator("#d2").scroll_into_view_if_needed()
    page.locator("mark.error").nth(9).hover()
    page.screenshot(path=pictures / f"report-{scheme}-text.png")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).map(Number)")
    assert min(paper) > 240 if scheme == "light" else max(paper) < 40
    page.click(".tree summary")
    for selector in READ:
        contrasts = page.locator(f"{selector}:visible").evaluate_all(f"all => all.map({CONTRAST})")
        assert min(contrasts) >= 4.5, selector


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_rhetoric_opens_and_leads_to_its_paragraphs(
    browser: Browser, report: Path, pictures: Path, scheme: Literal["light", "dark"]
) -> None:
    page = opened(browser, report, scheme=scheme)
    section = page.locator("section.file", has=page.locator("details.music")).first
    assert not section.locator(".music table").is_visible()
    section.locator(".music summary").click()
    assert section.locator(".music tbody tr").count() == 6
    page.screenshot(path=pictures / f"report-{scheme}-rhetoric.png")
    for selector in MUSIC:
        contrasts = section.locator(f"{selector}:visible").evaluate_all(f"all => all.map({CONTRAST})")
        assert min(contrasts) >= 4.5, selector
    line = section.locator(".music li", has_text="急事急辦").locator("a").last
    line.click()
    assert "急事急辦" in page.locator(".row:target .words").inner_text()
    section.locator(".bar.lane").first.click()
    assert page.locator(".row:target").count() == 1


def test_notes_stand_beside_their_words_and_not_on_each_other(browser: Browser, report: Path) -> None:
    page = opened(browser, report)
    boxes = """columns => columns.map(column => [...column.children].map(note => {
        const mark = document.querySelector(`mark[data-note="${note.id}"]`).getBoundingClientRect();
        const box = note.getBoundingClientRect();
        return [box.top, box.bottom, box.left, mark.top, mark.right];
    }))"""
    for column in page.locator(".notes:has(.note)").evaluate_all(boxes):
        assert all(above[1] <= below[0] for above, below in pairwise(column))
        assert all(left >= right for _, _, left, _, right in column), "the margin is beside the text"
        assert abs(column[0][0] - column[0][3]) < 24, "the first note is at the height of its words"


def test_pointing_at_words_lights_their_note(browser: Browser, report: Path) -> None:
    page = opened(browser, report)
    mark = page.locator("mark.error").first
    note = page.locator(f"#{mark.get_attribute('data-note')}")
    assert "lit" not in str(note.get_attribute("class"))
    mark.hover()
    assert "lit" in str(note.get_attribute("class"))


def test_a_narrow_window_has_the_notes_below(browser: Browser, report: Path, pictures: Path) -> None:
    page = opened(browser, report, PHONE)
    page.screenshot(path=pictures / "report-narrow.png")
    page.locator(".note.error").first.scroll_into_view_if_needed()
    page.screenshot(path=pictures / "report-narrow-text.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    row = page.locator(".row:has(.note.error)").first
    words, note = row.locator(".words").bounding_box(), row.locator(".note").first.bounding_box()
    assert words
    assert note
    assert note["y"] >= words["y"] + words["height"]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="there is no pdftotext here")
def test_on_paper(browser: Browser, report: Path, pictures: Path) -> None:
    page = opened(browser, report, scheme="dark")
    paper = pictures / "report.pdf"
    page.pdf(path=paper, prefer_css_page_size=True, print_background=True)
    subprocess.run(["pdftoppm", "-r", "60", "-png", str(paper), str(pictures / "report-print")], check=True)
    facts = subprocess.run(["pdfinfo", str(paper)], check=True, capture_output=True, text=True).stdout
    assert "A4" in facts
    said = subprocess.run(["pdftotext", str(paper), "-"], check=True, capture_output=True).stdout.decode()
    plain = "".join(said.split())
    run = "急事急辦、特事特辦、要事快辦、難事設法辦"
    for words in ("说是“四個方面”，后面只有三个方面", run, "为什么这样要求", "超过120字"):
        assert words in plain
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert shown(page, ".filter") == shown(page, ".tree") == 0, "what must be clicked is of no use on paper"


def test_nothing_runs_and_nothing_is_asked_for(browser: Browser, report: Path) -> None:
    page = browser.new_context(viewport=DESK).new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(report.as_uri())
    page.check("#only")
    page.locator("mark").first.click()
    page.wait_for_timeout(200)
    assert page.evaluate("window.hit") is None
    assert asked == [report.as_uri()]
    assert said == []
    assert "<script>window.hit=3</script>" in "".join(page.locator("article").all_inner_texts())
    assert "script> 稿.txt" in page.locator(".files").inner_text()


def test_a_long_text_with_thousands_of_findings_can_be_used(browser: Browser, tmp_path: Path) -> None:
    """A script that goes through the page for each note takes minutes here; the browser gives it half of one."""
    (tmp_path / "长.txt").write_text(SEED.read_text(encoding="utf-8") * 40, encoding="utf-8")
    command = [sys.executable, "-m", "govlint", "check", ".", "--isolated", "--output", "报告.html", "--fail-on", "never"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    page = opened(browser, tmp_path / "报告.html")
    assert page.locator(".note").count() > 1000
    page.uncheck("#show-warning")
    assert shown(page, ".note.warning") == 0
    assert shown(page, ".note.error") > 100
