"""The HTML report: one file that asks for nothing, in which no text can do anything, with every finding at its words."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Edit, Finding, Fix, Related, Safety, Severity
from govlint.document.document import Document
from govlint.readers import load, parse
from govlint.reports import Style, open_report
from govlint.rulefiles.examples import document_of
from govlint.rulefiles.loader import load_builtin
from govlint.text.source import Source, Span
from tests.conftest import SEED
from tests.reported import checked
from tests.reports.test_reports import finding
from tests.wordfile import docx, paragraph, run

HOSTILE = '<script>alert(1)</script>"onload=alert(2) ]]>\u2028\u202e&amp;'
_VOID = {"meta", "input"}


class Page(HTMLParser):
    """What a page holds: its tags with attributes, its marks with the words in them, and whether all is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, str]] = []
        self.marked: dict[str, str] = {}
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        self.tags.append((tag, found))
        if tag == "mark":
            self.marked.setdefault(str(found["data-note"]), "")
        if tag not in _VOID:
            self.open.append((tag, str(found.get("data-note", ""))))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for tag, note in self.open:
            if tag == "mark":
                self.marked[note] += data

    def all(self, attribute: str) -> list[str]:
        return [str(found[attribute]) for _, found in self.tags if attribute in found]


def page(*pairs: tuple[Document, list[Finding]]) -> str:
    report = open_report("html", Style(), load_builtin())
    return report.begin() + "".join(report.add(checked(*pair)) for pair in pairs) + report.end(len(pairs), 0)


def test_every_finding_of_the_seed_is_marked() -> None:
    document = document_of(SEED.read_text(encoding="utf-8"))
    findings = list(lint(document, Ruleset(load_builtin())).findings)
    found = Page(page((document, findings)))
    ids = found.all("id")
    assert len(ids) == len(set(ids))
    assert sum(bool(re.fullmatch(r"n\d+-\d+", name)) for name in ids) == len(findings)
    anchors = {link.removeprefix("#") for link in found.all("href")}
    assert anchors <= set(ids)
    assert all(link.startswith("#") for link in found.all("href")), "nothing from anywhere else"


def test_overlapping_words_are_marked_each() -> None:
    document = document_of("今天召开大会。")
    found = Page(page((document, [finding(document, "今天召开"), finding(document, "召开大会"), finding(document, "召开")])))
    assert sorted(found.marked.values()) == sorted(["今天召开", "召开大会", "召开"])


def test_what_says_the_same_in_one_paragraph_is_one_note() -> None:
    document = document_of("甲乙甲。\n甲。\n")
    said = page((document, [finding(document, "甲", n) for n in range(3)]))
    assert said.count('class="note ') == 2
    assert "本段 2 处" in said


def test_no_text_does_anything() -> None:
    text = f"{HOSTILE}标题\n今天{HOSTILE}召开。\n"
    source = Source(f"{HOSTILE}.txt", text)
    document = document_of(text)
    document = Document(source, document.places, document.genre)
    fix = Fix(Safety.SAFE, HOSTILE, (Edit(0, 1, HOSTILE),))
    given = finding(document, "召开", message=HOSTILE, fix=fix, related=(Related(Span(0, 1), HOSTILE),), rule=f"a/{HOSTILE}")
    said = page((document, [given]), (document, []))
    found = Page(said)
    assert [tag for tag, _ in found.tags].count("script") == 1
    assert not any(name.startswith("on") for _, attributes in found.tags for name in attributes)
    assert not any(name in ("src", "style") for _, attributes in found.tags for name in attributes)
    assert "\u2028" not in said
    assert "\u202e" not in said
    assert "U+202E" in said


def test_only_its_own_style_and_script_may_run() -> None:
    from base64 import b64encode
    from hashlib import sha256

    document = document_of("甲。")
    said = page((document, [finding(document, "甲")]))
    policy = next(found["content"] for tag, found in Page(said).tags if tag == "meta" and "http-equiv" in found)
    assert policy is not None
    for tag in ("style", "script"):
        inside = said.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0]
        assert f"{tag}-src 'sha256-{b64encode(sha256(inside.encode()).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy


def test_what_is_missing_has_a_spot_and_a_file_without_text_its_note() -> None:
    document = document_of("会议召开。")
    missing = Finding(Span(0, 0), "a/b", Severity.INFO, "缺称呼", "")
    assert 'class="spot info r1"' in page((document, [missing]))
    empty = document_of("")
    assert "缺称呼" in page((empty, [missing]))


def test_several_files_have_a_table() -> None:
    document = document_of("甲。")
    said = page((document, [finding(document, "甲")]), (document, []))
    assert '<table class="files">' in said
    assert "检查了 2 个文件，发现 1 处：警告 1。" in said
    assert "没有发现问题。" in said


def test_a_speech_has_its_minutes() -> None:
    spoken = page((document_of("在全区工作会议上的讲话\n同志们：\n" + "今年的任务十分繁重。" * 50), []))
    assert "<dt>念完</dt><dd>约 2 分钟" in spoken
    assert "念完" not in page((document_of("关于做好工作的通知\n" + "今年的任务十分繁重。" * 50), []))


def test_in_a_word_file_a_place_is_a_page_and_a_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "稿.docx"
    path.write_bytes(docx(paragraph(run("通知")), paragraph(run("会议定于×月×日召开。"))))
    source = load(path)
    document = parse(source)
    findings = list(lint(document, Ruleset(load_builtin())).findings)
    assert "· 正文第2段</p>" in page((document, findings))
    report = open_report("markdown", Style())
    report.add(checked(document, findings))
    assert "| 正文第2段 | 错误 |" in report.end(1, 0)


def test_the_rhetoric_of_a_text_stands_beside_the_seeds() -> None:
    document = parse(load(SEED))
    said = page((document, []))
    shown = Page(said)
    assert "修辞手法，与范文相比" in said
    assert "<b>…事…办</b> 急事急辦<i> / </i>特事特辦<i> / </i>要事快辦<i> / </i>難事設法辦" in said
    anchors = set(shown.all("id"))
    links = [link for link in shown.all("href") if link.startswith("#d1-p")]
    assert links
    assert all(link[1:] in anchors for link in links)
    assert [found["class"] for tag, found in shown.tags if tag == "rect"].count("bar lane") == said.count("bar lane") > 15


def test_a_text_without_rhetoric_has_no_table() -> None:
    assert "修辞手法" not in page((document_of("一句话。"), []))
