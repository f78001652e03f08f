"""Old and foreign office formats (.doc, .wps, .rtf, .odt), made into .docx by LibreOffice; read, never written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from govlint.document.block import Block
from govlint.readers import docx, external
from govlint.text.edits import Edit
from govlint.text.frozen import frozen
from govlint.text.source import Source, SourceError
from govlint.text.textmap import TextMap
from govlint.word.package import MAX_PACKAGE

LIMIT = MAX_PACKAGE
"""How many bytes a file may have."""

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
# Nothing is sent anywhere: neither macros nor links in a document may do anything.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
</oor:items>
"""


@frozen
class ConvertedSource(docx.WordSource):
    """The text of a file that LibreOffice has read for us."""

    def encode(self, edits: Iterable[Edit] = ()) -> bytes:
        """Raises SourceError: such a file is only read."""
        suffix = os.path.splitext(self.path)[1]
        raise SourceError(f"{suffix} 文件只能检查，不能改；请另存为 .docx 后再改")


def decode(data: bytes, path: str) -> ConvertedSource:
    """The text of a file as LibreOffice has it. Raises SourceError, also where LibreOffice is not installed."""
    suffix = os.path.splitext(path)[1].lower()
    program = external.find(_NAMES, _PLACES)
    if program is None:
        raise SourceError(f"检查 {suffix} 文件要用 LibreOffice（免费，libreoffice.org）；也可以在 Word 或 WPS 里另存为 .docx")
    with tempfile.TemporaryDirectory(prefix="govlint-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        settings = folder / "profile" / "user"
        settings.mkdir(parents=True)
        (settings / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        original = folder / f"document{suffix}"
        original.write_bytes(data)
        external.run(
            [
                program,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                "--convert-to",
                "docx:MS Word 2007 XML",
                "--outdir",
                str(folder / "out"),
                str(original),
            ],
            "LibreOffice",
        )
        try:
            converted = (folder / "out" / "document.docx").read_bytes()
        except OSError as error:  # it ends well even where it could not read the file
            raise SourceError("LibreOffice 读不了这个文件：文件已损坏，或者设了密码") from error
    found = docx.decode(converted, path)
    return ConvertedSource(path, found.text, layout=found.layout, data=data, shapes=found.shapes)


def read(source: Source) -> Iterator[tuple[Block, TextMap]]:
    """The blocks of the document, as those of a .docx."""
    return docx.read(source)
