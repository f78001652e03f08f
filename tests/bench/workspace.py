"""Times the server on a whole workspace: pulled when nothing is known of it, again, and with many of its files open.

    python -m tests.bench.workspace [--files N] [--bytes N] [--open N] [--rounds N] [--old PYTHON]

Each file is made of sentences of the corpus, drawn at random three to a paragraph, so that hardly a paragraph stands twice.
“new” is a server of this build that finds in the user's cache what the one before left there. Seconds by the clock, and of
processors (the server and all that it has started). `--old` is the Python of an older build, which takes its turn after this
one in each round. For Linux; nothing is asserted. workspace.md has what was measured.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

from tests.bench.recall import clean_texts
from tests.lsp.client import Editor

_TICKS = os.sysconf("SC_CLK_TCK")
_CAPABILITIES = {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": True}}}
_SENTENCE = re.compile(r"[^。\n]{4,}。")


def make(folder: Path, files: int, size: int, random: Random) -> int:
    """Write so many files of about such a size; gives the bytes of all."""
    sentences = [sentence for _, text in clean_texts() for sentence in _SENTENCE.findall(text)]
    total = 0
    for number in range(files):
        text = f"关于第{number}项工作的情况\n"
        while len(text.encode()) < size:
            text += "".join(random.sample(sentences, 3)) + "\n"
        path = folder / f"{number // 100:03}" / f"{number:06}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
        total += len(text.encode())
    return total


async def pulls(folder: Path, opened: int, python: str, times: int = 3) -> list[tuple[float, float, int]]:
    """Seconds by the clock and of processors, and findings: of a first pull, a second, and one with so many files open."""
    editor = await Editor.start(_CAPABILITIES, folder, python=python, cwd=Path(tempfile.gettempdir()))
    told: list[tuple[float, float, int]] = []
    had: list[dict[str, str]] = []
    for number in range(times):
        if number == 2:
            for path in sorted(folder.rglob("*.txt"))[:opened]:
                editor.open(path.as_uri(), path.read_text(encoding="utf-8"))
        begin, before = time.perf_counter(), _processor(editor.process.pid)
        answer = await editor.begin("workspace/diagnostic", {"previousResultIds": had})[1]
        reports = answer["result"]["items"]
        seconds, processor = time.perf_counter() - begin, _processor(editor.process.pid) - before
        told.append((seconds, processor, sum(len(report.get("items", ())) for report in reports)))
        # The second asks for all of it again, as a new window does; the third tells what is known, as editors do.
        had = [{"uri": report["uri"], "value": report["resultId"]} for report in reports] if number else []
    await editor.stop()
    return told


def _processor(pid: int) -> float:
    """The seconds that a process and those that it has started, dead or alive, have had a processor."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    alive = " ".join(file.read_text() for file in Path(f"/proc/{pid}/task").glob("*/children")).split()
    return sum(map(int, fields[11:15])) / _TICKS + sum(_processor(int(child)) for child in alive)


def _row(name: str, told: list[tuple[float, float, int]]) -> str:
    return f"{name:>5} " + " ".join(f"{a:9.1f} {b:9.1f} {c:8}" for a, b, c in told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=5_000)
    parser.add_argument("--bytes", type=int, default=1_000)
    parser.add_argument("--open", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--old", help="the Python of an older build")
    arguments = parser.parse_args()
    builds: dict[str, Any] = {"this": sys.executable} | ({"old": arguments.old} if arguments.old else {})
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "texts"
        folder.mkdir()
        total = make(folder, arguments.files, arguments.bytes, Random(1))
        print(f"{arguments.files} files, {total / 1e6:.1f} MB; seconds by the clock, of processors, findings")
        print(f"{'build':>5} {'cold':>28} {'again':>28} {f'{arguments.open} open':>28} {'new':>28}")
        for number in range(arguments.rounds):
            for name, python in builds.items():
                os.environ["GOVLINT_CACHE_DIR"] = str(Path(temporary) / f"cache-{name}-{number}")
                told = asyncio.run(pulls(folder, arguments.open, python))
                if name == "this":
                    told += asyncio.run(pulls(folder, 0, python, 1))
                print(_row(name, told), flush=True)


if __name__ == "__main__":
    main()
