"""How fast each format is read: bytes to blocks in MiB of UTF-8 text a second, beside the library that opens it.

    python -m tests.bench.formats [--runs N] [--megabytes N]

The text is made from the corpus, its paragraphs varied. python-docx is timed opening the file alone, and opening it and
asking every paragraph for its text; pypdfium2 opening each page of the same PDF and asking it for its text; ElementTree
parsing each page of the same OFD. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
import zipfile
from collections.abc import Callable
from random import Random
from xml.etree import ElementTree

from govlint.readers import decode, read
from tests import ofdfile, pdffile
from tests.bench.speed import long_text
from tests.readers.test_formats import FORMATS


def seconds(work: Callable[[], object], runs: int) -> float:
    """The median processor time of some work, after one run that warms it up."""
    work()
    times = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return statistics.median(times)


def as_printed(lines: list[str]) -> bytes:
    """The lines as a PDF, set as the OFD is."""
    pages: list[list[pdffile.Words]] = [[]]
    for line in lines:
        for at, words in enumerate(ofdfile.wrapped(line, 28)):
            if len(pages[-1]) == 22:
                pages.append([])
            pages[-1].append(pdffile.Words(words, 80 + 32 * (at == 0), 105 + 28 * len(pages[-1])))
    return pdffile.pdf(*pages)


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
    data, paged, printed = FORMATS[".docx"](lines), FORMATS[".ofd"](lines), as_printed(lines)
    import docx
    import pypdfium2

    def open_alone() -> None:
        docx.Document(io.BytesIO(data))

    def open_and_read() -> None:
        for paragraph in docx.Document(io.BytesIO(data)).paragraphs:
            _ = paragraph.text

    def pages_of_pdf() -> None:
        for page in pypdfium2.PdfDocument(printed):
            page.get_textpage().get_text_range()

    def pages_of_ofd() -> None:
        with zipfile.ZipFile(io.BytesIO(paged)) as package:
            for name in package.namelist():
                ElementTree.fromstring(package.read(name))

    def read_pdf() -> None:
        for _ in read(decode(printed, "a.pdf")):
            pass

    report(".pdf", len(printed), seconds(read_pdf, arguments.runs), size)
    report("pypdfium2, opening and text", len(printed), seconds(pages_of_pdf, arguments.runs), size)
    report("zipfile and ElementTree", len(paged), seconds(pages_of_ofd, arguments.runs), size)
    report("python-docx, opening", len(data), seconds(open_alone, arguments.runs), size)
    report("python-docx, opening and text", len(data), seconds(open_and_read, arguments.runs), size)


def report(name: str, length: int, taken: float, size: float) -> None:
    """One line of the table."""
    print(f"{name:36} {length / 1024:9.0f} {taken * 1000:8.1f} {size / taken:7.1f}")


if __name__ == "__main__":
    main()
