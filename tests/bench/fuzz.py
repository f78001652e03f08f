"""Made inputs by the thousand, each of its own seed: nothing breaks, hangs, points beside its words, or never settles.

    python -m tests.bench.fuzz [--inputs N] [--first N] [--kinds KIND,…]

Number n makes the same input every time; `--first n --inputs 1` makes one again. Kinds come in turn: texts (.txt, .md,
.html), Word files, OFD and PDF files, rule files, configurations. What holds of each is said at `_text`, `_word`, `_paged`
and `_yaml`. Runs outside
CI, a thousandth of it (`tests/test_fuzz.py`) in CI.
"""

from __future__ import annotations

import argparse
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random

from govlint_lsp.documents import Open, check
from govlint_lsp.text import Text

from govlint.analysis.finding import Finding, Safety, Severity
from govlint.cli.init import template
from govlint.config import settings as config
from govlint.deserialize.dataclass import StrictError
from govlint.editing.fix import UNSETTLED, settle
from govlint.editing.review import clean, review
from govlint.project.project import Project
from govlint.readers import decode, read
from govlint.rulefiles.folders import builtin_folder
from govlint.rulefiles.loader import load_rule
from govlint.text.edits import apply
from govlint.text.source import Source, SourceError, without_halves
from tests import ofdfile, pdffile
from tests.bench.shapes import SHAPES
from tests.conftest import ROOT, SEED
from tests.wordfile import docx, listed, paragraph, run, unzipped, zipped

SLOW = 2.0
"""Processor seconds that ten thousand bytes may take, however few of them there are."""
_MOST = 10_000

_MARKS = "，。；：！？、,;:?!.“”‘’《》〈〉（）()【】〔〕「」—…·×%℃①②③⑳"
_ODD = "\u200b\ufeff\u00a0\u3000\ue000\ufffd\ufffc\u2028\x85\x0b\x0c\t\x1b\x00\ud83d\udc4d\U00020bb7𠮷é\u0301ＡⅣ㈠"
_PIECES = (
    *(
        "同志们：",
        "一、",
        "二、",
        "三、",
        "（一）",
        "（二）、",
        "1、",
        "2.",
        "一是",
        "二是，",
        ",一要",
        "首先，",
        "最后，",
        "第一，",
    ),
    *(
        "讲三点意见",
        "(备注)",
        "《办法》",
        "“讲话”",
        "3.5%",
        "12:30",
        "10,000",
        "http://a.cn/b,c",
        "×月×日",
        "XX",
        "的的",
        "部署",
    ),
    *(
        "急事急办、特事特办、要事快办、难事设法办",
        "區(qū)",
        "長(zhǎng)",
        "発",
        "发布时间:2021-03-25",
        "（以下简称“区”）",
        "附件1",
        "附件：1.甲",
    ),
    *(
        "国发〔2021〕5号",
        "2021年2月30日",
        "增长5%，由3亿元增加到9亿元",
        "进行一次摸底",
        "加大力度",
        "近年来",
        "帐户",
        "账户",
        "党的二十大",
    ),
    *(
        "\n",
        "\r\n",
        "\r",
        "\n\n",
        "# ",
        "## 一、",
        "> ",
        "- ",
        "1. ",
        "*",
        "**",
        "`a,b`",
        "~~",
        "|",
        "[链](u)",
        "![图](u)",
        "&nbsp;",
        "\\*",
    ),
    *(
        "<!-- govlint-disable lexis: 无 -->",
        "<!-- govlint-enable -->",
        "<!--",
        "-->",
        "<p>",
        "</p>",
        "<b>",
        "<td>",
        "<table>",
        "<br>",
    ),
)


def made_text(random: Random) -> str:
    """Some of everything, or a run of one thing, or the seed with something amiss."""
    how = random.random()
    if how < 0.1:
        shape = random.choice(list(SHAPES.values()))
        return shape.make(random.randint(1, 400))
    pool = random.sample(_PIECES, random.randint(2, 30))
    pool += random.sample(_MARKS, random.randint(1, 10)) + random.sample(_ODD, random.randint(0, 4)) * (how > 0.7)
    if how > 0.9:
        text = _seed()
        at = random.randrange(len(text))
        pool += [text[at : at + random.randint(1, 200)] for _ in range(20)]
    return "".join(random.choice(pool) * random.choice((1, 1, 1, 1, 2, 20)) for _ in range(random.randint(1, 40)))[:_MOST]


@cache
def _seed() -> str:
    return SEED.read_text(encoding="utf-8")


@cache
def _project() -> Project:
    return Project()


def _lint(source: Source) -> tuple[Finding, ...]:
    checked = _project().lint(source, remember=False)
    assert not checked.failures, checked.failures
    return checked.findings


def _holds(source: Source, findings: Iterable[Finding]) -> None:
    for finding in findings:
        assert 0 <= finding.span.start <= finding.span.end <= len(source.text), "a span outside of the text"
        assert finding.match == source.text[finding.span.start : finding.span.end], "a span beside its words"
        for edit in finding.fix.edits if finding.fix else ():
            assert 0 <= edit.start <= edit.end <= len(source.text), "an edit outside of the text"


def _text(random: Random, suffix: str) -> None:
    """A text is checked alike by command line and server, also after edits, and its fixes settle without a new error."""
    source = Source(f"a{suffix}", made_text(random))
    findings = _lint(source)
    _holds(source, findings)
    document = Open("untitled:a" + suffix, 1, {".md": "markdown", ".html": "html"}.get(suffix, "plaintext"), Text(source.text))
    for _ in range(random.randint(0, 3)):
        at = random.randint(0, len(document.text.text))
        end = min(len(document.text.text), at + random.choice((0, 0, 1, 9)))
        document.text = document.text.replaced(at, end, random.choice(_PIECES))
        document.view = check(document, _project(), None, "utf-16")
    edited = Source(document.path, document.text.text)
    if document.view is not None:
        assert document.view.findings == _lint(edited), "the server says something else"
    for safeties in (frozenset({Safety.SAFE}), frozenset({Safety.SAFE, Safety.UNSAFE})):
        settled = settle(source, _lint, safeties)
        assert apply(source.text, settled.edits) == settled.source.text, "edits that do not make the text"
        errors, before = (
            Counter(f.rule for f in found if f.severity is Severity.ERROR) for found in (settled.findings, findings)
        )
        assert errors <= before, "a fix made an error"
        endless = {skip.finding.rule for skip in settled.skipped if skip.reason == UNSETTLED}
        assert not any(f.rule in endless for f in settled.mended), "a fix that does not settle is not taken back"
        again = settle(settled.source, _lint, safeties)
        assert again.source.text == settled.source.text, "a fix has not settled"


def _broken(data: bytes, random: Random, pieces: Sequence[bytes]) -> bytes:
    """A package with one of its parts broken: one of these pieces here and there, in place of what stood there or beside it."""
    parts = unzipped(data)
    name = random.choice(sorted(parts))
    broken = bytearray(parts[name])
    for _ in range(random.randint(1, 4)):
        at = random.randint(0, len(broken))
        broken[at : at + random.choice((0, 1, 30))] = random.choice(pieces)
    return zipped(parts | {name: bytes(broken)})


def _word(random: Random) -> None:
    """A Word file is read or refused in words; a review of it is read back with the same words, and cleaned away again."""
    texts = [made_text(random).replace("\0", "")[:200] for _ in range(random.randint(1, 4))]
    escaped = ["".join(c for c in t if c.isprintable()).replace("&", "&amp;").replace("<", "&lt;") for t in texts]
    properties = [random.choice(("", "<w:b/>", "<w:vanish/>")) for _ in texts]
    body = [paragraph(run(t, p), properties=random.choice(("", listed(0)))) for t, p in zip(escaped, properties, strict=True)]
    data = docx(*body)
    if random.random() < 0.5:
        data = _broken(data, random, (b"", b"<w:p>", b"</w:p>", b"&a;", b"<!DOCTYPE x>", b"\xff"))
    elif random.random() < 0.3:
        damaged = bytearray(data)
        for _ in range(3):
            damaged[random.randrange(len(damaged))] = random.randint(0, 255)
        data = bytes(damaged)
    try:
        source = decode(data, "a.docx")
    except SourceError as refusal:
        assert str(refusal)
        return
    _holds(source, _lint(source))
    from datetime import datetime

    try:
        reviewed = review(data, "a.docx", _lint, {}, datetime(2026, 1, 1))
    except SourceError as refusal:
        assert str(refusal)
        return
    assert decode(clean(reviewed.data), "a.docx").text == source.text, "a review is not cleaned away"


_LENGTHS = ("0", "5.6", "-5.6", "210", "1e9", "1e308", "-1e308", "nan", "", "x", "0.0001", "99999999999999999999")


def made_ofd(random: Random, *, broken: bool = True) -> bytes:
    """Lines, tables and anything at any place, in one or several pages; at times, where it may be, with bytes not in order."""

    def length() -> float:
        return random.choice((random.uniform(0, 210), random.uniform(0, 210), random.uniform(-1e4, 1e6)))

    def thing() -> str:
        words = "".join(c for c in made_text(random)[:60] if c.isprintable()).replace("&", "&amp;").replace("<", "&lt;")
        what = random.randrange(6)
        if what == 0:
            x, y = random.randrange(0, 200, 20), random.randrange(0, 280, 10)
            return ofdfile.line(x, y, *random.choice(((x + 100, y), (x, y + 60), (x, y), (-x, y + 9))))
        if what == 1:
            delta = " ".join(random.choice(("g", *_LENGTHS)) for _ in range(random.randint(0, 9)))
            matrix = " ".join(random.choice(_LENGTHS) for _ in range(random.choice((0, 6, 6, 5))))
            code = f'DeltaY="{random.choice(_LENGTHS)}" ' if random.random() < 0.2 else ""
            more = f'CTM="{matrix}" HScale="{random.choice(_LENGTHS)}"'
            return ofdfile.text(words, length(), length(), delta=delta, more=more, code=code)
        if what == 2:
            nested = random.choice(("PageBlock", "Layer", "CompositeObject", "ImageObject"))
            return f'<ofd:{nested} ResourceID="7" Boundary="{" ".join(random.choices(_LENGTHS, k=4))}">' + f"</ofd:{nested}>"
        return ofdfile.text(words, random.choice((28, 39.2, 100)), random.randrange(20, 280, 10), random.choice((2, 5.6, 8)))

    data = ofdfile.ofd(*([thing() for _ in range(random.randint(0, 12))] for _ in range(random.randint(0, 3))))
    if broken and random.random() < 0.4:
        pieces = (b"", b"<ofd:Page>", b"</ofd:Content>", b"&a;", b"<!DOCTYPE x>", b"\xff", b"../", b'"', b"1e999")
        data = _broken(data, random, pieces)
    return data


def made_pdf(random: Random) -> bytes:
    """The same of a PDF."""

    def thing() -> pdffile.Words | pdffile.Stroke:
        x, y = random.choice((80, 112, random.uniform(-99, 900))), random.choice((random.randrange(60, 800, 28), 1e9, -5))
        if random.random() < 0.2:
            return pdffile.Stroke(x, y, *random.choice(((x + 200, y), (x, y + 99), (x, y))))
        words = without_halves(made_text(random)[:60])
        size = random.choice((10, 16, 16, 22, 0, 1e6))
        return pdffile.Words(words, x, y, size, random.choice((0, 0, 8, -8)), random.random() < 0.05)

    return pdffile.pdf(
        *([thing() for _ in range(random.randint(0, 12))] for _ in range(random.randint(0, 3))),
        turn=random.choice((0, 0, 0, 90, 180, 270)),
    )


def _paged(random: Random, suffix: str) -> None:
    """A file of pages is read or refused in words; every paragraph has its page, and at times it is checked."""
    data = made_ofd(random) if suffix == ".ofd" else made_pdf(random)
    if random.random() < 0.2:
        damaged = bytearray(data)
        for _ in range(random.randint(1, 9)):
            damaged[random.randrange(len(damaged))] = random.randint(0, 255)
        data = bytes(damaged)
    try:
        source = decode(data, "a" + suffix)
    except SourceError as refusal:
        assert str(refusal)
        return
    blocks = list(read(source))
    assert len(blocks) == source.line_count, "a paragraph is lost"
    for block, places in blocks:
        span = places.span(0, len(block.text))
        assert block.elisions or source.text[span.start : span.end] == block.text, "a paragraph beside its words"
        place = source.location(span.start)
        assert place is not None, "a paragraph without a page"
        assert place.page >= 1
    if random.random() < 0.02:
        _holds(source, _lint(source))


def _yaml(random: Random, path: Path, text: str, load: Callable[[str, str], object]) -> None:
    """A file of settings is read or complained of at places that are in it."""
    lines = text.split("\n")
    for _ in range(random.randint(1, 6)):
        at = random.randrange(len(lines))
        what = random.randrange(5)
        if what == 0:
            del lines[at : at + random.randint(1, 4)]
        elif what == 1:
            lines.insert(at, random.choice(lines or [""]))
        elif what == 2:
            lines.insert(at, made_text(random)[:30])
        elif lines:
            line = lines[at % len(lines)]
            cut = random.randint(0, len(line))
            put = random.choice(
                ("", ":", "：", "[", "]", "{", "}", "'", '"', "#", "&a ", "*a", "!!x ", "- ", "  ", "(", "\\", "\t")
            )
            lines[at % len(lines)] = line[:cut] + put + line[cut + random.choice((0, 1, 9)) :]
        lines = lines or [""]
    made = "\n".join(lines)
    path.write_text(made.encode("utf-8", "replace").decode(), encoding="utf-8")
    try:
        load(str(path), made)
    except StrictError as error:
        assert error.complaints, "nothing is complained of"
        for complaint in error.complaints:
            assert complaint.message
            assert complaint.line >= 1
            assert complaint.column >= 1


@cache
def _rule_files() -> list[Path]:
    return sorted(builtin_folder().glob("*/*.yaml"))


def _rule(random: Random, folder: Path) -> None:
    original = random.choice([p for p in _rule_files() if p.parent.name != "profiles"])
    target = folder / original.parent.name / original.name
    target.parent.mkdir(exist_ok=True)
    _yaml(random, target, original.read_text(encoding="utf-8"), lambda path, _: load_rule(path))


@cache
def _configurations() -> list[str]:
    profiles = [p.read_text(encoding="utf-8") for p in _rule_files() if p.parent.name == "profiles"]
    written = template([])
    return [*profiles, written, written.replace("\n# ", "\n"), (ROOT / "pyproject.toml").read_text(encoding="utf-8")]


def _configuration(random: Random, folder: Path) -> None:
    text = random.choice(_configurations())
    toml = text.startswith("[build-system]")
    path = folder / ("pyproject.toml" if toml else "govlint.yaml")

    def load(name: str, made: str) -> None:
        if toml:
            made += "\n[tool.govlint]\n"
        Project(config.parse(name, made))

    _yaml(random, path, text, load)


KINDS = ("txt", "md", "html", "docx", "rule", "config", "ofd", "pdf")


def attempt(number: int, kind: str, folder: Path) -> None:
    """Make input `number` of a kind and see that all holds of it. Raises what does not."""
    random = Random(f"{kind} {number}")
    begin = time.process_time()
    if kind == "docx":
        _word(random)
    elif kind in ("ofd", "pdf"):
        _paged(random, f".{kind}")
    elif kind == "rule":
        _rule(random, folder)
    elif kind == "config":
        _configuration(random, folder)
    else:
        _text(random, f".{kind}")
    # A text is linted some dozens of times.
    assert time.process_time() - begin < 10 * SLOW, "slow"


def faults(numbers: Iterable[int], kinds: tuple[str, ...] = KINDS) -> Iterator[tuple[int, str, str]]:
    """The inputs of which something does not hold: number, kind, and what."""
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            kind = kinds[number % len(kinds)]
            try:
                attempt(number, kind, Path(folder))
            except Exception as error:  # whatever it is, it is what is looked for
                frame = traceback.extract_tb(error.__traceback__)[-1]
                yield number, kind, f"{type(error).__name__}: {str(error)[:200]} ({Path(frame.filename).name}:{frame.lineno})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--kinds", default=",".join(KINDS))
    arguments = parser.parse_args()
    begin = time.process_time()
    found = 0
    for number, kind, what in faults(
        range(arguments.first, arguments.first + arguments.inputs), tuple(arguments.kinds.split(","))
    ):
        found += 1
        print(f"{number} {kind}: {what}", flush=True)
    print(f"{arguments.inputs} inputs from {arguments.first}, {found} faults, {time.process_time() - begin:.0f} s of processor")


if __name__ == "__main__":
    main()
