"""Lines that a terminal broke are one paragraph again; lines that a writer ended are not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from govlint.document.block import Block
from govlint.readers import load, read
from govlint.text.columns import cells
from govlint.text.hardwrap import continues
from govlint.text.source import Source

SPEECH = [
    "在全区工作会议上的讲话",
    "同志们：",
    "今天，我们召开全区工作会议，主要任务是总结去年工作，分析当前形势，部署今年任务，动员全区上下进一步统一思想、坚定信心、"
    "真抓实干，奋力开创各项工作新局面。下面，我讲三点意见。",
    "一、认清形势，增强做好工作的紧迫感",
    "过去一年，面对复杂严峻的外部环境和艰巨繁重的改革发展稳定任务，全区上下迎难而上、克难攻坚，实现了经济平稳健康发展和社会和谐稳定，"
    "成绩来之不易。同时要清醒看到，发展不平衡不充分的问题仍然突出，产业结构有待优化，民生领域还有不少短板。",
    "二、突出重点，推动各项任务落地见效",
    "要坚持把发展经济的着力点放在实体经济上，深入实施创新驱动发展战略，加快建设现代化产业体系，持续优化营商环境，"
    "不断增强发展内生动力，确保完成全年目标任务。",
]


def wrapped(width: int, indent: str = "", blank: bool = False, pages: str = "") -> str:
    lines: list[str] = []
    for paragraph in SPEECH:
        line = indent
        for char in paragraph:
            # A stop does not begin a line: the one before it gives up its last character.
            if cells(line + char) > width:
                if char in "，。、；：":
                    lines.append(line[:-1])
                    line = line[-1] + char
                else:
                    lines.append(line)
                    line = char
            else:
                line += char
        lines.append(line)
        if blank:
            lines.append("")
    if pages:
        lines[9:9] = ["", pages, ""]
    return "\n".join(lines) + "\n"


def blocks(text: str) -> list[Block]:
    return [block for block, _ in read(Source("讲话.txt", text))]


@pytest.mark.parametrize("width", [56, 66, 72, 80])
@pytest.mark.parametrize("indent", ["", "　　"])
@pytest.mark.parametrize("blank", [False, True])
@pytest.mark.parametrize("pages", ["", "—3—", "- 3 -", "— 12 —", "第 3 页"])
def test_paragraphs_are_whole_again(width: int, indent: str, blank: bool, pages: str) -> None:
    text = wrapped(width, indent, blank, pages)
    assert [b.text for b in blocks(text)] == SPEECH
    for block, places in read(Source("讲话.txt", text)):
        for at, char in enumerate(block.text):
            span = places.span(at, at + 1)
            assert text[span.start : span.end] == char
        assert all(e.kind == "break" for e in block.elisions)


def test_windows_line_ends() -> None:
    assert [b.text for b in blocks(wrapped(66).replace("\n", "\r\n"))] == SPEECH


def test_a_full_line_with_a_stop_goes_on_where_paragraphs_are_indented() -> None:
    first = "今年以来，全区各级各部门认真贯彻落实上级各项决策部署，扎实工作。"
    assert cells("　　" + first) >= 66
    text = "　　" + first + "\n成效明显。\n" + wrapped(68, "　　")
    assert blocks(text)[0].text == first + "成效明显。"


def test_latin_words_keep_their_space() -> None:
    line = "本报告由国际货币基金组织发布，其英文名称是 International Monetary"
    text = "\n".join([line, "Fund 的工作人员编写。"] * 6)
    assert "Monetary Fund的" in blocks(text)[0].text


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(SPEECH),
        "\n".join(f"{n}、推动{word}工作" for n in "一二三四五六" for word in ("经济", "民生")),
        "\n".join(["区发展和改革局", "区住房和城乡建设局", "区人力资源和社会保障局", "区市场监督管理局"] * 3),
        "\n".join(["春风得意马蹄疾，", "一日看尽长安花。"] * 6),
    ],
    ids=["a paragraph a line", "short headings", "a list of names", "verse"],
)
def test_what_is_not_wrapped_is_left(text: str) -> None:
    assert [b.text for b in blocks(text)] == text.split("\n")


def test_a_page_number_is_not_read() -> None:
    assert [b.text for b in blocks("第一段。\n\n— 3 —\n\n第二段。")] == ["第一段。", "第二段。"]


def test_what_goes_on() -> None:
    assert continues("关于做好今年", "工作的通知")
    assert not continues("第一段。”", "第二段")
    for beginning in ("一、加强", "（二）加强", "3.加强", "　　今年", "①", "第三章", "一是"):
        assert not continues("没有说完", beginning)


def test_nothing_of_the_corpus_is_joined(corpus: list[Path]) -> None:
    for path in corpus:
        if path.suffix == ".txt":
            source = load(path)
            lines = [line.strip() for line in re.split(r"[\r\n]+", source.text)]
            assert len(list(read(source))) == len([line for line in lines if line]), path.name
