from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from govlint.cli import main
from govlint.house.beside import beside_models, beside_profile, beside_rules
from govlint.house.page import page
from govlint.house.similar import Search
from govlint.readers import parse
from govlint.text.source import Source
from tests.conftest import chromium
from tests.house.made import CLOSING, speech

DRAFT = speech(99, closing="以上工作，请大家抓紧办好。", stretch=3)


def refuse(path: str, why: str) -> None:
    raise AssertionError(f"{path}: {why}")


@pytest.fixture
def models(tmp_path: Path) -> list[str]:
    paths = [tmp_path / f"{number}.txt" for number in range(8)]
    for number, path in enumerate(paths):
        path.write_text(speech(number), encoding="utf-8")
    return [str(path) for path in paths]


def test_what_stands_out_is_first(models: list[str]) -> None:
    found = beside_models(parse(Source("draft.txt", DRAFT)), models, refuse)
    assert found is not None
    assert found.texts == 8
    assert {"sentence"} <= {row.name for row in found.standing_out}
    assert found.rows[: len(found.standing_out)] == found.standing_out
    assert [f.severity for f in found.findings] == sorted((f.severity for f in found.findings), reverse=True)
    row = next(row for row in found.rows if row.name == "sentence")
    assert len(row.others) == 8 and row.value > row.high > row.middle > row.low


def test_sections_have_their_shares_and_the_passages_most_like_them(models: list[str]) -> None:
    found = beside_models(parse(Source("draft.txt", speech(0) + "\n")), models, refuse)
    assert found is not None
    assert sum(part.share for part in found.parts) == pytest.approx(100)
    assert found.parts[0].heading == "（开头）"
    # The draft is one of the models.
    assert any(passage.model == "0.txt" for part in found.parts for passage in part.passages)
    assert all(part.passages == tuple(sorted(part.passages, key=lambda p: -p.likeness)) for part in found.parts)
    # What opens and what closes is shown as models open and close.
    opening, closing = found.parts[0], found.parts[-1]
    assert opening.passages and all("我们召开" in passage.text for passage in opening.passages)
    assert closing.heading == "（结尾）" and all(CLOSING in passage.text for passage in closing.passages) and closing.passages
    assert {heading.shape for heading in found.headings} == {"2段等长"}


def test_a_passage_is_more_like_when_it_shares_rare_words() -> None:
    search = Search([("", "各镇街要抓好秸秆禁烧工作。")])
    search.offer(parse(Source("a.txt", "秸秆禁烧要落实到地块，镇村干部包片巡查，发现一起处理一起，不留死角。\n")), "甲")
    search.offer(
        parse(Source("b.txt", "各部门要抓好落实，确保全年各项工作任务圆满完成，推动全区经济社会发展再上新台阶。\n")), "乙"
    )
    assert search.found[0][0].model == "甲"


def test_without_models_the_draft_stands_beside_the_seed() -> None:
    found = beside_rules(parse(Source("draft.txt", DRAFT)), [])
    assert found.texts == 1
    assert any(part.passages for part in found.parts)


class _Checker(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "link", "br", "img"):
            self.open.append(tag)
        self.loads += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_loads_nothing_and_shows_texts_as_they_are(models: list[str]) -> None:
    hostile = DRAFT.replace("张三", "<script>alert(1)</script>")
    found = beside_models(parse(Source("draft.txt", hostile)), models, refuse)
    assert found is not None
    text = page(found)
    checker = _Checker()
    checker.feed(text)
    assert checker.open == [] and checker.loads == []
    assert "<script" not in text and "&lt;script&gt;" in text
    assert "nan" not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)


def test_the_command(
    models: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("draft.md").write_text(DRAFT, encoding="utf-8")
    assert main(["compare", "draft.md", "--with", *models]) == 0
    out = capsys.readouterr().out
    assert out.index("突出的地方") < out.index("各项数值") < out.index("最相近的范文")
    assert "← 平均句长" in out and CLOSING in out
    assert main(["compare", "draft.md", "--with", *models, "-o", "beside.html"]) == 0
    assert Path("beside.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    capsys.readouterr()
    assert main(["compare", "draft.md", "--with", *models, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["texts"] == 8 and told["figures"][0]["off"]
    assert main(["learn", *models, "-o", "house.yaml"]) == 0
    assert main(["compare", "draft.md", "--with", "house.yaml"]) == 0
    assert "house.yaml" in capsys.readouterr().out
    Path("govlint.yaml").write_text("extends: [house.yaml]\n", encoding="utf-8")
    assert main(["compare", "draft.md"]) == 0
    assert "配置里的习惯，8 篇" in capsys.readouterr().out


def test_what_cannot_be_compared_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("draft.html").write_text("<p>今年工作。</p>", encoding="utf-8")
    for arguments in (
        ["nothing.txt"],
        ["draft.html", "-o", "x.pdf"],
        ["draft.html", "-o", "draft.html"],
        ["draft.html", "--with", "no"],
    ):
        assert main(["compare", *arguments]) == 2
        assert capsys.readouterr().err
    assert main(["compare", "draft.html"]) == 0


@pytest.mark.slow
def test_the_page_in_a_browser(models: list[str], tmp_path: Path, pictures: Path) -> None:
    found = beside_models(parse(Source("draft.txt", DRAFT)), models, refuse)
    assert found is not None
    path = tmp_path / "beside.html"
    path.write_text(page(found), encoding="utf-8")
    with chromium() as browser:
        for name, width, scheme in (("light", 1100, "light"), ("dark", 1100, "dark"), ("narrow", 390, "light")):
            shown = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            shown.goto(path.as_uri())
            assert shown.evaluate("document.documentElement.scrollWidth") <= width
            assert shown.evaluate("getComputedStyle(document.querySelector('.own-mark')).fill") != "rgb(0, 0, 0)"
            strips = shown.locator(".figures td.strip svg")
            assert strips.count() == len(found.rows)
            assert strips.first.is_visible()
            shown.screenshot(path=pictures / f"compare-{name}.png", full_page=True)
        shown.emulate_media(media="print")
        assert shown.evaluate("getComputedStyle(document.body).backgroundColor") == "rgba(0, 0, 0, 0)"
        shown.screenshot(path=pictures / "compare-print.png", full_page=True)


def test_what_a_profile_switches_off_is_not_compared(tmp_path: Path) -> None:
    habit = "    low: 0\n    high: 1\n    kept: 12\n    texts: 12\n"
    house = tmp_path / "house.yaml"
    draft = parse(Source("draft.txt", DRAFT))
    for settings, expected in (("", {"house/sentence", "house/length"}), ("rules:\n  house/length: off\n", {"house/sentence"})):
        house.write_text(f"{settings}habits:\n  sentence:\n{habit}  length:\n{habit}", encoding="utf-8")
        assert {f.rule for f in beside_profile(draft, str(house)).findings} == expected
