"""The guide to automatic numbers says what we print, and what LibreOffice prints of the same file."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from govlint.word.numbering import format_number
from tests.office import convert, needs
from tests.wordfile import NAMESPACES, docx, listed, paragraph

GUIDE = Path(__file__).parent.parent / "docs" / "numbering.md"
VALUES = (1, 10, 11, 20, 21, 100, 105, 10000)


def table() -> dict[str, tuple[list[str], list[str]]]:
    """By format what LibreOffice and we print, as the guide has it."""
    rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in GUIDE.read_text("utf-8").splitlines()]
    found = {row[0].removesuffix("（custom）"): row[2:] for row in rows if len(row) == 4 and row[3].count(" ") == 7}
    return {name: (theirs.split(), ours.split()) for name, (theirs, ours) in found.items()}


@pytest.mark.parametrize("name", table())
def test_we_print_what_the_guide_says(name: str) -> None:
    assert [format_number(value, name) for value in VALUES] == table()[name][1]


def level(name: str, start: int) -> str:
    plain = f'<w:numFmt w:val="{name}"/>'
    if name.startswith("0"):
        plain = (
            f'<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="{name}"/></mc:Choice>'
            '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
        )
    return f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/>{plain}<w:suff w:val="nothing"/><w:lvlText w:val="%1"/></w:lvl>'


@pytest.mark.slow
@needs("soffice")
def test_libreoffice_prints_what_the_guide_says(tmp_path: Path) -> None:
    rows = table()
    assert len(rows) == 16
    version = subprocess.run(["soffice", "--version"], check=True, capture_output=True, timeout=60).stdout
    if b" 7.4." not in version:  # the guide speaks of that one
        return
    items = [(name, value) for name in rows for value in VALUES]
    lists = "".join(f'<w:abstractNum w:abstractNumId="{n}">{level(*item)}</w:abstractNum>' for n, item in enumerate(items, 1))
    numbers = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(items) + 1))
    body = (paragraph(f"¦{name}", properties=listed(0, n)) for n, (name, _) in enumerate(items, 1))
    path = tmp_path / "编号.docx"
    path.write_bytes(docx(*body, parts={"numbering": f"<w:numbering {NAMESPACES}>{lists}{numbers}</w:numbering>"}))
    printed: dict[str, list[str]] = {}
    for line in convert(path, "txt:Text").read_text("utf-8-sig").splitlines():
        label, _, name = line.partition("¦")
        printed.setdefault(name, []).append(label.strip())
    assert printed == {name: theirs for name, (theirs, _) in rows.items()}
