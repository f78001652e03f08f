"""PDF, its text taken out by pdftotext and its lines joined to paragraphs again; read, never written."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from govlint.document.block import Block
from govlint.readers import external, text
from govlint.text.edits import Edit
from govlint.text.source import Source, SourceError
from govlint.text.textmap import TextMap
from govlint.word.package import MAX_PACKAGE

LIMIT = MAX_PACKAGE
"""How many bytes a file may have."""

_PLACES = ("/opt/homebrew/bin/pdftotext", "/usr/local/bin/pdftotext")


@dataclass(frozen=True)
class PdfSource(Source):
    """The text that pdftotext found in a PDF; lines and columns are of this text."""

    def encode(self, edits: Iterable[Edit] = ()) -> bytes:
        """Raises SourceError: a PDF is only read."""
        raise SourceError("PDF 只能检查，不能改；请改原来的文件")


def decode(data: bytes, path: str) -> PdfSource:
    """The text of a PDF. Raises SourceError, also where pdftotext is not installed or the PDF holds only pictures."""
    program = external.find(("pdftotext",), _PLACES)
    if program is None:
        raise SourceError("检查 PDF 要用 pdftotext（在 poppler 里，免费）；也可以检查原来的 Word 文件")
    with tempfile.TemporaryDirectory(prefix="govlint-", ignore_cleanup_errors=True) as name:
        original = Path(name) / "document.pdf"
        original.write_bytes(data)
        output = external.run([program, "-enc", "UTF-8", "-eol", "unix", "-nopgbrk", str(original), "-"], "pdftotext")
    found = output.decode("utf-8", "replace")
    if data and not found.strip():
        raise SourceError("这个 PDF 里只有图片，没有文字，没法检查")
    return PdfSource(path, found)


def read(source: Source) -> Iterator[tuple[Block, TextMap]]:
    """The paragraphs of the text."""
    return text.read(source)
