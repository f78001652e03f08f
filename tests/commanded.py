"""What the command line says and writes over a folder of made texts, for the goldens: every command, in this process."""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from govlint.cli import main
from tests.conftest import ROOT
from tests.made import ARTICLE, CONFIG, LEAFLET, LONG, SPEECH, letter
from tests.ofdfile import ofd, set_in
from tests.wordfile import unzipped

RUNS: Mapping[str, tuple[str, ...]] = {
    "check": (
        "check",
        "check 讲话.txt 文章.md --format concise --severity ordinal/gap=info,count=hint --min-severity info",
        "check 讲话.txt --select parallel,lexis --ignore lexis/mistaken-word --fail-on hint",
        "check 讲话.txt --statistics --isolated --select punctuation,ordinal,count,rhythm",
        "check 网页.html 函.docx 通知.ofd --format jsonl --fail-on never",
        "check 讲话.txt 文章.md 函.docx --jobs 2 --format json --fail-on never",
        "check 讲话.txt --output 报告.xml --output concise=报告.out --genre notice",
        "check 讲话.txt --diff",
        "check 文章.md --fix --unsafe",
        "check 讲话.txt --select ordinal/gpa",
        "check 没有.txt 文章.md --profile notice",
        "check --no-cach",
        "check 讲话.txt --format xml",
        "check --stdin-filename 稿.md",
        "",
        "chekc",
        "--version",
    ),
    "fix": (
        "fix 讲话.txt 文章.md 网页.html 函.docx --diff",
        "fix 讲话.txt --diff --unsafe --simplify",
        "fix 讲话.txt 文章.md 网页.html 函.docx 通知.ofd",
        "fix 讲话.txt --unsafe --select residue,punctuation",
        "fix 函.docx --unsafe --select lexis",
        "check --statistics",
    ),
    "desk": (
        "outline 讲话.txt",
        "outline 文章.md",
        "outline 函.docx",
        "rhetoric 讲话.txt",
        "rhetoric 范文/0.txt",
        "compare 讲话.txt --with 范文",
        "learn 范文 --no-quotes",
        "baseline .",
        "baseline --prune .",
        "config show",
        "config show 讲话.txt",
        "init speech scraped",
        "init novel",
    ),
    "rules": (
        "rules count ordinal/gap",
        "rules count --format json",
        "explain ordinal/gap",
        "explain count/mismatch",
        "explain punctuation/half-width",
        "explain keep/unused",
        "explain ordinal",
        "test count punctuation/quotes",
        "new rule house/wording --folder 规则",
        "test --isolated house/wording",
        "new rule wording",
    ),
    "word": (
        "review 函.docx",
        "review 函.docx --every --select punctuation,lexis",
        "review 函-审阅.docx --clean -o 净.docx",
        "layout 函.docx --diff",
        "layout 函.docx",
        "new-document notice -o 通知.txt",
        "new-document letter -o 新函.docx",
        "new-document minutes -o 纪要.docx",
        "new-document novel -o 小说.txt",
    ),
    "wide": (
        "outline 长.txt",
        "rhetoric 长.txt",
        "outline 没有.txt",
        "rhetoric 通知.ofd",
        "rhetoric 空.txt",
        "outline 空.txt",
        "outline 空.txt 文章.md",
        "outline 空.txt -",
        "outline 空.txt --nope=3",
        "check 长.txt --select rhythm,parallel --profile 没有.yaml",
        "check 长.txt --isolated --select rhythm,parallel,ordinal --min-severity info",
        "check 长.txt 讲话.txt --format github --min-severity error",
        "check 讲话.txt --isolated --select residue,placeholder,punctuation --format markdown",
        "check 函.docx --original --format concise --fail-on error",
        "check - --format concise --fail-on info",
        "check - 空.txt --statistics",
        "fix - --select punctuation",
        "fix - --stdin-filename 稿.md --diff",
        "fix 空.txt 没有.txt",
        "check --fix -",
        "check . --jobs 0",
        "check . --fix --jobs 2",
        "check . --watch --diff",
        "check . --statistics --format json",
        "check . --unsafe",
        "check . --diff --output 报告.html",
        "check 讲话.txt --output 讲话.txt",
        "check 讲话.txt --severity ordinal=loud",
        "check 讲话.txt --genre novel",
        "check 讲话.txt --new-from HEAD",
        "compare 讲话.txt --with 空",
        "compare 没有.txt --with 范文",
        "compare 长.txt --with 范文 -o 比.html",
        "learn 空.txt",
        "learn 没有",
        "review 讲话.txt",
        "review 没有.docx",
        "layout 讲话.txt",
        "layout 没有.docx -o 甲.docx",
        "explain ordinal/gpa",
        "rules gpa",
        "test gpa",
        "init",
        "baseline 没有",
        "config",
    ),
}
"""The command lines of each golden, one after another in the same folder."""

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|rsid\w*=\"\w+\"|w14:\w+=\"\w+\"")
_SHOWN = ("word/document.xml", "word/comments.xml", "word/styles.xml", "word/footer1.xml", "word/header1.xml")


def golden(name: str) -> str:
    """Where a golden stands."""
    return f"tests/golden/commands/{name}.txt"


def commanded(name: str) -> str:
    """All that these command lines say, each with its exit code and with what has become of the files."""
    with tempfile.TemporaryDirectory() as temporary, chdir(temporary), pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "100")
        patch.setenv("NO_COLOR", "1")
        folder = Path(temporary).resolve()
        _fill(folder)
        text = "".join(line for command in RUNS[name] for line in _run(folder, command))
        for place, shown in ((str(folder), "~"), (ROOT.as_uri(), "…"), (str(ROOT), "…")):
            text = text.replace(place, shown)
    return _DATE.sub("…", text)


def _fill(folder: Path) -> None:
    for path, text in (("讲话.txt", SPEECH), ("文章.md", ARTICLE), ("网页.html", LEAFLET), ("govlint.yaml", CONFIG)):
        (folder / path).write_text(text, encoding="utf-8", newline="")
    (folder / "长.txt").write_text(LONG, encoding="utf-8")
    (folder / "空.txt").write_bytes(b"")
    (folder / "函.docx").write_bytes(letter())
    (folder / "通知.ofd").write_bytes(ofd(set_in("关于开会的通知", "各科室,请按时参加。", "三、地点在一楼。")))
    (folder / "范文").mkdir()
    for number in range(3):
        shutil.copy(ROOT / "tests/golden/seed-clean.txt", folder / "范文" / f"{number}.txt")


def _run(folder: Path, command: str) -> Iterator[str]:
    before = _files(folder)
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    stdin, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO("三、抓产业,促发展\n".encode()), "utf-8")
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = main(shlex.split(command))
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.stdin = stdin
    yield f"$ govlint {command}\n"
    for stream, mark in ((out, "  "), (err, "! ")):
        stream.seek(0)
        yield from (f"{mark}{line.rstrip()}\n" for line in stream.read().split("\n") if line.strip())
    yield f"= {code}\n"
    after = _files(folder)
    for path in sorted(before.keys() | after.keys()):
        if before.get(path) != after.get(path):
            yield f"> {path}\n"
            yield from (f"  | {line.rstrip()}\n" for line in _lines(path, after.get(path, b"")))


def _files(folder: Path) -> dict[str, bytes]:
    return {os.fspath(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _lines(path: str, data: bytes) -> list[str]:
    if path.endswith("baseline.json"):  # in the order of digests, which are others each time
        return sorted(re.sub(r"\w{32}|,$", "", line) for line in data.decode().splitlines())
    if not path.endswith(".docx"):
        head, style, body = data.decode("utf-8").partition("</style>")
        return (body if style else head).replace("><", ">\n<").splitlines()
    parts = unzipped(data)
    return [line for name in _SHOWN if name in parts for line in parts[name].decode("utf-8").replace("><", ">\n<").splitlines()]
