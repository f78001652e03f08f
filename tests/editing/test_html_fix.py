"""Fixes write a page back unharmed: the same elements with the same attributes, and other words only where they were fixed.

Read by Python's own parser, not by ours. Each edit is fenced by two characters that no text has.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from govlint.analysis.engine import lint
from govlint.analysis.finding import Edit, Safety
from govlint.editing.fix import plan
from govlint.readers import load, parse
from govlint.text.edits import apply
from govlint.text.source import Source
from tests.conftest import SEED
from tests.editing.test_fix import TEXTS, rules
from tests.readers.test_html import TAGS, as_page
from tests.readers.test_html_pages import PAGES

OPEN, CLOSE = "\U000f0001", "\U000f0002"


class Stream(HTMLParser):
    """A page as one string: every tag with its attributes, comments, and the text between, entities read.

    What stands in a title is text, as the standard has it (13.1.2): older parsers of Python begin a script there.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said.append(f"\ue000{tag}{attrs}\ue001")
        if tag in ("title", "textarea"):
            self.set_cdata_mode(tag)

    def handle_endtag(self, tag: str) -> None:
        self.said.append(f"\ue000/{tag}\ue001")

    def handle_comment(self, data: str) -> None:
        self.said.append(f"\ue000!{data}\ue001")

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def outside(page: str) -> str:
    """What a page is but for what its fences hold."""
    return re.sub(f"{OPEN}.*?{CLOSE}", OPEN, "".join(Stream(page).said), flags=re.DOTALL)


def fixed_safely(page: str) -> int:
    """How many edits were made of all that there are in a page, after seeing that they harm nothing."""
    source = Source("页.html", page)
    findings = lint(parse(source), rules(), remember=False).findings
    edits = plan(findings, {Safety.SAFE, Safety.UNSAFE}).edits
    before = apply(page, [Edit(e.start, e.end, OPEN + page[e.start : e.end] + CLOSE) for e in edits])
    after = apply(page, [Edit(e.start, e.end, OPEN + e.text + CLOSE) for e in edits])
    assert outside(before) == outside(after)
    assert outside(before).count(OPEN) == len(edits), "no edit is in a tag, nor over one"
    return len(edits)


def test_the_seed_as_a_page_is_mended_unharmed() -> None:
    assert fixed_safely(as_page(load(SEED).text)) > 100


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_sites_are_mended_unharmed(name: str) -> None:
    assert fixed_safely(PAGES[name][0]()) >= 1


@given(TEXTS)
def test_made_texts_as_pages_are_mended_unharmed(text: str) -> None:
    fixed_safely(as_page(text))


@given(st.lists(TAGS | st.sampled_from(["甲,乙", "（一）、", "工作;", "(备注)"]), max_size=30).map("".join))
@example("<title><script></title>甲,乙")
def test_any_mixture_of_tags_is_mended_unharmed(page: str) -> None:
    fixed_safely(page)


@pytest.mark.slow
def test_the_corpus_as_pages_is_mended_unharmed(corpus: list[Path]) -> None:
    made = [fixed_safely(as_page(load(path).text.replace("，", ",", 40))) for path in corpus if path.suffix == ".txt"]
    assert sum(made) > 500
