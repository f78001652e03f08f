"""How fast each format is read: bytes to blocks in MiB of UTF-8 text a second, beside python-docx on the same .docx.

    python -m tests.bench.formats [--runs N] [--megabytes N]

The text is made from the corpus, its paragraphs varied. python-docx is timed opening the file alone, and opening it and
asking every paragraph for its text. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
from collections.abc import Callable
from random import Random

from govlint.readers import decode, read
from tests.bench.speed import long_text
from tests.readers.test_formats import FORMATS


def seconds(work: Callable[[], object], runs: int) -> float:
    """The median time of some work, after one run that warms it up."""
    work()
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--megabytes", type=float, default=1)
    arguments = parser.parse_args()
    text = long_text(int(arguments.megabytes * 1048576), Random(3))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    size = len("\n".join(lines).encode()) / 1048576
    print(f"{f'{size:.1f} MiB of text, {len(lines)} paragraphs':36} {'file KiB':>9} {'ms':>8} {'MiB/s':>7}")
    for suffix, write in FORMATS.items():
        data = write(lines)

        def work(data: bytes = data, suffix: str = suffix) -> None:
            for _ in read(decode(data, "a" + suffix)):
                pass

        report(suffix, len(data), seconds(work, arguments.runs), size)
    data = FORMATS[".docx"](lines)
    import docx

    def open_alone() -> None:
        docx.Document(io.BytesIO(data))

    def open_and_read() -> None:
        for paragraph in docx.Document(io.BytesIO(data)).paragraphs:
            _ = paragraph.text

    report("python-docx, opening", len(data), seconds(open_alone, arguments.runs), size)
    report("python-docx, opening and text", len(data), seconds(open_and_read, arguments.runs), size)


def report(name: str, length: int, taken: float, size: float) -> None:
    """One line of the table."""
    print(f"{name:36} {length / 1024:9.0f} {taken * 1000:8.1f} {size / taken:7.1f}")


if __name__ == "__main__":
    main()
