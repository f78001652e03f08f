"""Readers and writers under damaged and absurd files: nothing but a SourceError comes out, and it comes soon.

Sound files are damaged: bytes of any format, and elements and attributes of the parts of a Word file, which would else
seldom be XML any more. Those that run for long are marked slow.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from random import Random
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from govlint.analysis.engine import Ruleset, lint
from govlint.document.document import arrange
from govlint.readers import decode, read
from govlint.rulefiles.loader import load_builtin
from govlint.text.edits import Edit
from govlint.text.source import Source, SourceError
from tests.bench import fuzz
from tests.conftest import SEED
from tests.editing.test_review import finder, reviewed
from tests.editing.test_word_office import NOTICE
from tests.wordfile import STYLES, docx, paragraph, unzipped, zipped

MARKDOWN = (
    "---\ntitle: 稿\n---\n# 通知\n\n各区：\n\n> 引*文*，[链](u)\n> - 甲\n>   1. 乙\n\n"
    "| 甲 | 乙 |\n|-|-|\n| 丙<br>丁 | `码` |\n\n区(qū)长(zhǎng)[^1]&amp;\\*&#20013;<b>粗</b>  \n硬~~删~~\n\n"
    "[^1]: 注\n\n<!-- govlint-disable-next-line x -->\n```\n码\n```\n"
)
PAGE = (
    "<!DOCTYPE html><html><head><meta charset=utf-8><title>通知_区政府</title></head><body>"
    "<div class=nav><ul><li><a href=#>首页</a></ul></div><div id=zoom><h1>通知</h1><p>发布时间：2021-03-25"
    "<p>　　各区，<ruby>长<rt>zhǎng</ruby>&nbsp;&#x4e2d;<br>抓好落实。</p><pre>一\n二</pre>"
    "<table><tr><td>甲<td>乙</table><!-- 注 --><script>x('</p>')</script></div></body></html>"
)
SAMPLES = {
    ".txt": SEED.read_bytes()[:1500],
    ".md": MARKDOWN.encode(),
    ".html": PAGE.encode(),
    ".docx": NOTICE,
}
WORDS = {
    ".txt": ["\r", "\0", "\ufeff", "(", "一、", "—3—", "\n\n"],
    ".md": ["\n", "> ", "- ", "```", "|", "[", "](", "**", "\\", "<!--", "    ", "&#0;"],
    ".html": ["<", ">", "</", "<!--", "<table>", "<td>", "<p", "&#x110000;", "&", '"', "<title>", "<ruby><rt>", "<pre>"],
    ".docx": ["PK\x01\x02", "PK\x03\x04", "\0\0", "<w:p>", "</w:p>", "<!DOCTYPE", "&a;", "]]>"],
}
VALUES = [
    "",
    "0",
    "-1",
    "1",
    "9",
    "200",
    "99999",
    "99999999999999999999",
    "１２",
    "²",
    "on",
    "begin",
    "end",
    "NaN",
    "1.5cm",
    "ﬀ",
]
RULES = Ruleset(load_builtin())


def damaged(data: bytes, random: Random, words: list[str]) -> bytes:
    """A file with some of its bytes gone, doubled, moved, changed, and words of its format put in."""
    found = bytearray(data)
    for _ in range(random.randint(1, 6)):
        start = random.randint(0, len(found))
        end = min(len(found), start + random.choice((1, 4, 40, 400)))
        what = random.randint(0, 4)
        if what == 0:
            del found[start:end]
        elif what == 1:
            found[end:end] = found[start:end] * random.choice((1, 3, 50))
        elif what == 2 and start < end:
            found[start] = random.randint(0, 255)
        elif what == 3:
            found[start:start] = random.choice(words).encode() * random.choice((1, 1, 20, 3000))
        else:
            piece = bytes(found[start:end])
            del found[start:end]
            at = random.randint(0, len(found))
            found[at:at] = piece
    return bytes(found)


def shaken(xml: bytes, random: Random) -> bytes:
    """A part with some of its elements gone, doubled, moved, renamed, nested, and attributes that say something else."""
    root = ElementTree.fromstring(xml)
    for _ in range(random.randint(1, 8)):
        elements = list(root.iter())
        parent, other = random.choice(elements), random.choice(elements)
        if not len(parent):
            parent = root
        index = random.randrange(len(parent)) if len(parent) else 0
        child: Any = parent[index] if len(parent) else None
        what = random.randint(0, 5)
        if what == 0 and child is not None:
            parent.remove(child)
        elif what == 1 and child is not None:
            copy = ElementTree.fromstring(ElementTree.tostring(child))
            parent.insert(index, copy)
        elif what == 2 and child is not None and not any(e is other for e in child.iter()):
            other.append(child)
        elif what == 3 and other is not root:
            other.tag = random.choice(elements).tag
        elif what == 4 and other.attrib:
            other.set(random.choice(sorted(other.attrib)), random.choice(VALUES))
        elif child is not None:
            parent.remove(child)
            for _ in range(random.choice((1, 30, 250))):
                outer = ElementTree.Element(random.choice(elements).tag)
                outer.append(child)
                child = outer
            parent.insert(index, child)
        if sum(1 for _ in root.iter()) > 3000:
            break
    return ElementTree.tostring(root)


def survive(data: bytes, suffix: str) -> Source | None:
    """Read a file, or see that it is refused in words; what was read must be where it says and can be linted."""
    try:
        source = decode(data, "a" + suffix)
        blocks = list(read(source))
    except SourceError as refusal:
        assert str(refusal)
        return None
    for block, places in blocks:
        span = places.span(0, len(block.text))
        assert 0 <= span.start <= span.end <= len(source.text)
    result = lint(arrange(source, blocks), RULES, remember=False)
    assert not result.failures
    for finding in result.findings:
        source.location(finding.span.start)
    return source


SEEDS = st.integers(0, 2**32)


def few(examples: int) -> settings:
    return settings(max_examples=examples, suppress_health_check=[HealthCheck.too_slow])


@few(20)
@given(SEEDS, st.sampled_from(sorted(SAMPLES)))
def test_damaged_bytes(seed: int, suffix: str) -> None:
    survive(damaged(SAMPLES[suffix], Random(seed), WORDS[suffix]), suffix)


PARTS = ("word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml", "word/footer.xml")


def shake_word_file(seed: int) -> None:
    random = Random(seed)
    files = unzipped(NOTICE)
    for part in random.sample(PARTS, random.randint(1, 2)):
        files[part] = shaken(files[part], random)
    data = zipped(files)
    source = survive(data, ".docx")
    if source is not None:
        # Written to, it is refused or is a Word file again that reads as it should.
        with contextlib.suppress(SourceError):
            done = reviewed(data, ("，", "、"), ("防汛", None))
            assert decode(done.data, "a.docx").text is not None
        with contextlib.suppress(SourceError):
            edits = [Edit(at, at + 1, "，") for at, char in enumerate(source.text) if char == ","]
            assert decode(source.encode(edits), "a.docx").text == source.text.replace(",", "，")


@few(20)
@given(SEEDS)
@example(178439)
def test_word_files_with_other_elements(seed: int) -> None:
    shake_word_file(seed)


@pytest.mark.slow
@few(400)
@given(SEEDS, st.sampled_from(sorted(SAMPLES)))
def test_damaged_bytes_at_length(seed: int, suffix: str) -> None:
    survive(damaged(SAMPLES[suffix], Random(seed), WORDS[suffix]), suffix)


@pytest.mark.slow
@few(400)
@given(SEEDS)
def test_word_files_with_other_elements_at_length(seed: int) -> None:
    shake_word_file(seed)


# Bombs, in a process that may not grow --------------------------------------------------------------------------------

BOUND = 1 << 30
CHILD = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({BOUND}, {BOUND}))
from govlint.cli import main
sys.exit(main(["check", "--no-cache", "--fail-on", "never", sys.argv[1]]))
"""

BLANKS = b" " * (80 << 20)


def laughing(levels: int = 10) -> str:
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, levels))
    return f'<!DOCTYPE x [<!ENTITY a0 "哈">{entities}]>'


BOMBS = {
    "zeros": lambda: zipped(unzipped(NOTICE) | {"word/document.xml": unzipped(NOTICE)["word/document.xml"] + BLANKS}),
    "many parts": lambda: zipped(
        unzipped(NOTICE)
        | {f"word/{name}.xml": b"<a>" + BLANKS[: 30 << 20] + b"</a>" for name in ("document", "styles", "numbering")}
    ),
    "entities": lambda: docx("&a9;", prolog=laughing()),
    "in the styles": lambda: docx("甲", parts={"styles": laughing() + STYLES.replace("Normal", "&a9;")}),
    "outside": lambda: docx("&x;", prolog='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "depth": lambda: docx("<w:sdt>" * 100_000 + paragraph("甲") + "</w:sdt>" * 100_000),
}


@pytest.mark.usefixtures("warm_rules")
@pytest.mark.skipif(sys.platform != "linux", reason="a process cannot be bounded there")
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in ("zeros", "entities") else pytest.mark.slow) for name in BOMBS]
)
def test_a_bomb_is_refused_within_bounds(name: str, tmp_path: Any) -> None:
    path = tmp_path / "弹.docx"
    path.write_bytes(BOMBS[name]())
    done = subprocess.run([sys.executable, "-c", CHILD, str(path)], capture_output=True, timeout=300)
    said = done.stderr.decode("utf-8", "replace")
    assert done.returncode == 2, said
    assert "弹.docx" in said
    assert "Traceback" not in said
    assert "root:" not in said


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="a process cannot be bounded there")
def test_a_file_of_ten_thousand_paragraphs_is_checked_within_bounds(tmp_path: Any) -> None:
    path = tmp_path / "长.docx"
    path.write_bytes(docx(*(paragraph(f"第{i}段，内容各不相同，要抓好落实。") for i in range(10_000)), "今天,开会。"))
    done = subprocess.run([sys.executable, "-c", CHILD, str(path)], capture_output=True, timeout=300)
    assert done.returncode == 0, done.stderr.decode()
    assert "正文第10001段" in done.stdout.decode()


def test_the_fuzzers_own_finder_finds() -> None:
    assert reviewed(NOTICE, ("防汛", None)).comments
    assert finder([("防汛", None)])(decode(NOTICE, "a.docx"))


@pytest.mark.parametrize(
    "first", [pytest.param(range(12), id="few"), pytest.param(range(1000), marks=pytest.mark.slow, id="many")]
)
def test_made_inputs(first: range) -> None:
    """A thousandth of the long run of tests/bench/fuzz.py, which is run by hand."""
    assert list(fuzz.faults(first)) == []
