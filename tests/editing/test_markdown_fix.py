"""Fixes write Markdown back unharmed: on the rendered page nothing differs but what was fixed.

Rendered by the parser's own HTML, not by our reader. Each edit is fenced by two characters that no text has, before and
after it is made: outside of the fences both pages must be the same, tags and all.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from random import Random

import pyromark
import pytest
from hypothesis import given, settings

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Edit, Safety
from govlint.editing.fix import plan
from govlint.readers import load, parse
from govlint.readers.markdown import _OPTIONS
from govlint.rulefiles.loader import load_builtin
from govlint.text.edits import apply
from govlint.text.source import Source
from tests.conftest import SEED
from tests.editing.test_fix import TEXTS
from tests.readers.test_readers import MESS, dress

# Whether stars emphasise depends on what stands beside them: a letter, a punctuation mark or white space.
LETTERS, MARKS, SPACES = "\U000f0001\U000f0002", "\u2e28\u2e29", "\u2006\u205f"
OPEN, CLOSE = (f"[{''.join(pair)}]" for pair in zip(LETTERS, MARKS, SPACES, strict=True))
FENCED = re.compile(f"{OPEN}.*?{CLOSE}", re.DOTALL)
ALL = {Safety.SAFE, Safety.UNSAFE}


def fence(text: str) -> str:
    """The text between fences of the kind of its first and last character; nothing is fenced by nothing."""
    if not text:
        return ""

    def kind(char: str) -> str:
        return SPACES if char.isspace() else MARKS if unicodedata.category(char)[0] in "PS" else LETTERS

    return kind(text[0])[0] + text + kind(text[-1])[1]


def rendered(text: str) -> str:
    return pyromark.html(text, options=_OPTIONS)


def whole(page: str) -> str:
    """A page as it looks: neither paragraphs of nothing nor white space at an end show."""
    return re.sub(r"<p></p>\n?", "", re.sub(r"(?<=<p>)\s+|(?<=<blockquote>)\s+|\s+(?=</)", "", page))


def bare(page: str) -> str:
    """A page with what its fences hold, without the fences."""
    return whole(re.sub(f"{OPEN}|{CLOSE}", "", page))


def outside(page: str) -> str:
    """What a page has outside of its fences."""
    return whole(FENCED.sub("", page))


@cache
def ruleset() -> Ruleset:
    # What cannot be seen may be all that keeps a # from being a mark; it goes all the same.
    return Ruleset([rule for rule in load_builtin() if rule.id != "residue/invisible"])


def fixed_safely(text: str) -> int:
    """How many edits were made of all that there are in a Markdown text, after seeing that they harm nothing."""
    source = Source("稿.md", text)
    findings = lint(parse(source), ruleset(), remember=False).findings
    edits = plan(findings, ALL).edits
    before = rendered(apply(text, [Edit(e.start, e.end, fence(text[e.start : e.end])) for e in edits]))
    after = rendered(apply(text, [Edit(e.start, e.end, fence(e.text)) for e in edits]))
    # The fences themselves change nothing.
    assert bare(before) == bare(rendered(text))
    assert bare(after) == bare(rendered(apply(text, edits)))
    assert outside(before) == outside(after)
    assert len(FENCED.findall(before)) == sum(e.end > e.start for e in edits), "no edit is in what is not shown"
    return len(edits)


def as_markdown(path: Path, random: Random) -> str:
    """A text as Markdown, some of its stops made half-width so that there is something to mend."""
    lines = [line.strip() for line in load(path).text.splitlines() if line.strip()]
    prefixes = ["", "", "", "> ", "- ", "1. ", "## ", "　　"]
    half = [
        re.sub("[，；：]", lambda m: ",;:"["，；：".index(m[0])] if random.random() < 0.3 else m[0], line) for line in lines
    ]
    return "\n\n".join(random.choice(prefixes) + dress(line, random) for line in half)


def test_the_seed_is_mended_unharmed() -> None:
    assert fixed_safely(as_markdown(SEED, Random(4))) > 100


@pytest.mark.slow
def test_the_corpus_is_mended_unharmed(corpus: list[Path]) -> None:
    made = [fixed_safely(as_markdown(path, Random(5))) for path in corpus if path.suffix == ".txt"]
    assert sum(made) > 500


@settings(deadline=None)
@given(TEXTS)
def test_made_texts_are_mended_unharmed(text: str) -> None:
    fixed_safely(text)


@settings(deadline=None)
@given(MESS)
def test_a_mess_of_marks_is_mended_unharmed(text: str) -> None:
    fixed_safely(text)
