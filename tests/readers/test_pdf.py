"""PDF: paragraphs are joined again, what only pages have is left out, and a finding names its page."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from govlint.cli import main
from govlint.readers import decode, load, read
from govlint.readers.paged import PagedSource
from govlint.text.edits import Edit
from govlint.text.source import SourceError
from tests.conftest import SEED
from tests.office import convert, needs
from tests.pdffile import Frame, Stroke, Words, pdf
from tests.readers.test_formats import lines_of
from tests.wordfile import docx, paragraph, run

SENTENCE = "各级各部门要把思想和行动统一到区委的部署上来，抓紧抓实各项工作，确保完成全年目标任务。"


def texts(*pages: Sequence[Words | Stroke], turn: int = 0) -> list[str]:
    return [block.text for block, _ in read(decode(pdf(*pages, turn=turn), "a.pdf"))]


def set_in(*paragraphs: str, top: float = 100, width: int = 28, size: float = 16, spacing: float = 0) -> list[Words]:
    """Paragraphs as offices set them: the first line two characters in, stops hanging out of the line."""
    words: list[Words] = []
    for text in paragraphs:
        room, left = width - 2, 80 + 2 * (size + spacing)
        while text:
            end = room + 1 if text[room : room + 1] in tuple("，。、；：”）") and text[room:] else room
            words.append(Words(text[:end], left, top, size, spacing))
            text, room, left = text[end:], width, 80.0
            top += 28
    return words


def test_paragraphs_are_joined_though_one_line_is_wider() -> None:
    long = [SENTENCE * 3, "现在" + SENTENCE * 3, SENTENCE * 4]
    assert any(len(words.text) > 28 for words in set_in(*long))
    assert texts(set_in(*long)) == long


def test_letter_spacing_is_closed_up() -> None:
    body = [SENTENCE * 3, SENTENCE * 2]
    head = Words("中共某某区委文件", 120, 60, 22, 20)
    assert texts([head, *set_in(*body, top=120, width=24, spacing=2)]) == [head.text, *body]


def test_there_is_no_blank_between_scripts_but_one_that_is_written() -> None:
    line = [Words("到", 80, 100), Words("2025", 100, 100), Words("年增长", 136, 100), Words("（GDP growth）", 200, 100)]
    assert texts(line) == ["到2025年增长（GDP growth）"]


def test_numbers_of_pages_and_running_heads_are_left_out() -> None:
    body = [SENTENCE * 9] * 3
    lines = set_in(*body)
    pages = [lines[at : at + 18] for at in range(0, len(lines), 18)]
    assert len(pages) == 3
    top = lines[0].base
    painted = [
        [
            Words("某某区政府公报　2024年第3期", 180, 40, 9),
            *(words._replace(base=top + 28 * at) for at, words in enumerate(page)),
            Words(f"— {number} —", 270, 790, 12),
        ]
        for number, page in enumerate(pages, 1)
    ]
    assert texts(*painted) == body


def test_what_a_browser_prints_round_a_page_is_left_out() -> None:
    head = [Words("11/29/26, 4:00 AM", 20, 20, 8), Words("工作通知", 280, 20, 8)]
    foot = [Words("file:///tmp/a.html", 20, 830, 8), Words("1/1", 560, 830, 8)]
    assert texts([*head, *set_in(SENTENCE * 2), *foot]) == [SENTENCE * 2]


def test_a_stop_alone_on_a_line_belongs_to_the_line_above() -> None:
    words = [Words("请认真贯彻落实（联系人：张三）", 112, 100), Words("。", 80, 128), Words("特此通知。", 112, 156)]
    assert texts([*words, *set_in(SENTENCE * 2, top=184)])[:2] == ["请认真贯彻落实（联系人：张三）。", "特此通知。"]


def test_watermarks_are_left_out_and_turned_pages_read() -> None:
    assert texts([*set_in(SENTENCE), Words("内部资料", 200, 400, 60, turned=True)]) == [SENTENCE]
    with pytest.raises(SourceError, match="没有文字"):
        texts(set_in(SENTENCE), turn=90)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_what_stands_upright_on_a_turned_page_is_read(turn: int) -> None:
    page = set_in(SENTENCE, SENTENCE * 2)
    turned = decode(pdf(page, turn=turn, upright=True), "a.pdf")
    straight = decode(pdf(page), "a.pdf")
    assert [block.text for block, _ in read(turned)] == [block.text for block, _ in read(straight)] == [SENTENCE, SENTENCE * 2]


def test_tables_are_tables() -> None:
    edges = [Stroke(80, y, 380, y) for y in (100, 130, 160)] + [Stroke(x, 100, x, 160) for x in (80, 180, 380)]
    cells = [Words("项目", 85, 120), Words("完成时限", 185, 120), Words("道路", 85, 150), Words("2024年底", 185, 150)]
    source = decode(pdf([*set_in(SENTENCE, top=40), *edges, *cells]), "a.pdf")
    assert [(b.kind, b.text) for b, _ in read(source)][1:] == [
        ("cell", "项目"),
        ("cell", "完成时限"),
        ("cell", "道路"),
        ("cell", "2024年底"),
    ]


def test_a_table_whose_cells_are_boxes_is_one() -> None:
    """Each box is one path; without its own points and the matrix that they go through no edge is where it stands."""
    boxes = [Frame(left, top, right, top + 30) for top in (100, 130) for left, right in ((80, 180), (180, 380))]
    # Narrower than the room between two cells: only the edges tell them apart.
    cells = [Words("项目", 140, 120), Words("完成时限", 185, 120), Words("道路", 140, 150), Words("2024年底", 185, 150)]
    source = decode(pdf([*set_in(SENTENCE, top=40), *boxes, *cells]), "a.pdf")
    assert [(b.kind, b.text) for b, _ in read(source)][1:] == [
        ("cell", "项目"),
        ("cell", "完成时限"),
        ("cell", "道路"),
        ("cell", "2024年底"),
    ]


def test_columns_are_read_one_after_the_other() -> None:
    left, right = SENTENCE * 3, SENTENCE.replace("各级", "全区") * 3
    columns = [
        *set_in(left, width=13),
        *(words._replace(left=words.left + 260) for words in set_in(right, width=13)),
    ]
    assert texts(columns) == [left, right]


def test_radicals_are_the_characters_that_they_look_like() -> None:
    assert texts([Words("⼈⺠政府⼯作报告", 80, 100)]) == ["人民政府工作报告"]


def test_a_finding_names_its_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "通知.pdf"
    path.write_bytes(pdf(set_in(SENTENCE), set_in("今天，我们召开会议,部署工作。")))
    main(["check", str(path)])
    assert "第2页正文第1段" in capsys.readouterr().out
    main(["check", str(path), "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    places = [f["location"] for f in found if "," in f["match"]]
    assert {"kind": "page", "part": "正文", "paragraph": 1, "page": 2} in places


def test_a_paragraph_that_turns_the_page_is_one_and_knows_both_pages() -> None:
    lines = set_in(SENTENCE * 4)
    source = decode(pdf(lines[:3], [words._replace(base=100 + 28 * at) for at, words in enumerate(lines[3:])]), "a.pdf")
    assert isinstance(source, PagedSource)
    assert source.text == SENTENCE * 4
    first, last = source.location(0), source.location(len(source.text) - 1)
    assert first is not None
    assert last is not None
    assert (str(first), str(last)) == ("第1页正文第1段", "第2页正文第1段")


@pytest.mark.parametrize(
    ("data", "said"), [(b"%PDF-1.7\nnothing", "不是完好的 PDF"), (b"", "不是完好的 PDF"), (pdf([]), "没有文字")]
)
def test_what_cannot_be_read_is_said(data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        decode(data, "a.pdf")


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(SourceError, match="pip install pypdfium2"):
        decode(pdf([]), "a.pdf")


def test_a_pdf_is_not_written() -> None:
    with pytest.raises(SourceError, match="PDF 只能检查"):
        decode(pdf(set_in(SENTENCE)), "a.pdf").encode([Edit(0, 1, "新")])


@pytest.mark.slow
@needs("soffice")
def test_a_pdf_of_libreoffice_reads_as_the_text_that_it_is_of(tmp_path: Path) -> None:
    lines = lines_of(SEED)
    original = tmp_path / "讲话.docx"
    spaced = '<w:ind w:firstLineChars="200" w:firstLine="640"/><w:spacing w:line="560" w:lineRule="exact"/>'
    size = '<w:sz w:val="32"/>'
    original.write_bytes(docx(*(paragraph(run(line, size), properties=spaced) for line in lines)))
    found = [block.text for block, _ in read(load(convert(original, "pdf")))]
    assert found == [block.text for block, _ in read(decode("\n".join(lines).encode(), "a.txt"))]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("chromium") is None, reason="not installed: chromium")
def test_a_pdf_of_chromium_reads_as_the_text_that_it_is_of(tmp_path: Path) -> None:
    lines = lines_of(SEED)
    page, out = tmp_path / "a.html", tmp_path / "a.pdf"
    page.write_text("<meta charset=utf-8>" + "".join(f"<p>{line}</p>" for line in lines), encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", f"--print-to-pdf={out}", str(page)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    found = [block.text for block, _ in read(load(out))]
    assert found == [block.text for block, _ in read(decode("\n".join(lines).encode(), "a.txt"))]
