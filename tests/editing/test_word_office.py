"""Reviewed and mended Word files in LibreOffice: it opens them, shows what is in them, and loses nothing."""

from __future__ import annotations

import html
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Safety
from govlint.cli import main
from govlint.editing.fix import settle
from govlint.readers import decode, load, parse
from govlint.rulefiles.loader import load_builtin
from govlint.text.source import Source
from govlint.word.package import W
from tests.conftest import SEED
from tests.editing.test_review import commented, shown, tree
from tests.office import convert, needs, printed
from tests.wordfile import (
    CHANGE,
    TEXT_BOX,
    deleted,
    docx,
    field,
    inserted,
    listed,
    paragraph,
    run,
    story,
    style,
    unzipped,
)

pytest.importorskip("lxml.etree")

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
W_AUTHOR = W + "author"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"

THEIRS = '<w:commentRangeStart w:id="5"/>{}<w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>'
NOTICE = docx(
    paragraph("关于做好防汛工作的通知"),
    paragraph("各区县人民政府："),
    paragraph(
        THEIRS.format(run("进入汛期,")), run("各地要在×月×日前"), run("抓好防汛", "<w:b/>"), run("工作,"), run("不留死角。")
    ),
    paragraph("加强组织领导", properties=style("H1") + listed(0)),
    paragraph("压实各级责任,落实到人;", properties=listed(1)),
    paragraph(run("主要负责同志"), deleted("应"), inserted(run("要")), run("靠前指挥,亲自过问。")),
    paragraph("做好抢险准备", properties=style("H1") + listed(0)),
    "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>"
    f"<w:tc>{paragraph('县区,乡镇')}</w:tc><w:tc>{paragraph('责任人：某某区长')}</w:tc></w:tr></w:tbl>",
    paragraph(run("物资要备足"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run(",不得挪用。")),
    paragraph(run("水库见图。"), TEXT_BOX.format(paragraph("图中水库,共三座"))),
    paragraph(run("联系人见"), '<w:hyperlink w:anchor="a">' + run("附表,详见") + "</w:hyperlink>", run("后页。")),
    f"<w:p><w:pPr><w:rPr><w:ins {CHANGE}/></w:rPr></w:pPr>{inserted(run('特此通知。'))}</w:p>",
    '<w:sectPr><w:footerReference w:type="default" r:id="r5"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>',
    parts={
        "footnotes": story("footnotes", f'<w:footnote w:id="2">{paragraph("含编织袋,以及救生衣")}</w:footnote>'),
        "comments": story(
            "comments",
            f'<w:comment w:id="5" w:author="李主任" w:initials="李">{paragraph("此处请核实。")}</w:comment>',
        ),
        "footer": story("ftr", paragraph(run("— "), field("PAGE", "1"), run(" —"))),
    },
)


def in_odt(path: Path) -> tuple[Counter[str], Counter[str]]:
    """Who wrote how many comments and changes, as LibreOffice has them."""
    content = tree(convert(path, "odt").read_bytes(), "content.xml")
    comments = Counter(a.findtext(CREATOR) for a in content.iter(OFFICE + "annotation"))
    changes = Counter(c.findtext(f".//{CREATOR}") for c in content.iter(TEXT + "changed-region"))
    return comments, changes


def ours(data: bytes) -> Counter[str]:
    """How many tracked changes of ours there are in the parts that hold text."""
    names = [n for n in unzipped(data) if re.fullmatch(r"word/(document|footnotes)\.xml", n)]
    return Counter(e.tag.rpartition("}")[2] for n in names for e in tree(data, n).iter() if e.get(W_AUTHOR) == "govlint")


@pytest.mark.slow
@needs("soffice", "pdftotext")
def test_a_notice_with_everything_in_it(tmp_path: Path) -> None:
    path, out, again, cleaned = (tmp_path / f"{name}.docx" for name in ("通知", "审阅", "再审", "还原"))
    path.write_bytes(NOTICE)
    assert main(["review", str(path), "-o", str(out)]) == 0
    data = out.read_bytes()
    told = [words for words, _ in commented(data)]
    assert "×月×日" in told
    comments, changes = in_odt(out)
    mine = ours(data)
    assert comments == {"李主任": 1, "govlint": mine["comment"] + len(told)}
    assert changes["govlint"] >= 8
    assert changes["王秘书"] == in_odt(path)[1]["王秘书"] > 0
    # What the writer had is all on paper, with the numbers that LibreOffice counts itself.
    before, after = (re.sub(r"\s", "", printed(p)) for p in (path, out))
    for words in ("加强组织领导", "主要负责同志", "责任人：某某区长", "特此通知。", "不留死角。"):
        assert words in before
        assert words in after
    assert main(["review", str(out), "-o", str(again)]) == 0
    assert commented(again.read_bytes()) == commented(data)
    assert ours(again.read_bytes()) == mine
    assert main(["review", "--clean", str(out), "-o", str(cleaned)]) == 0
    assert in_odt(cleaned) == in_odt(path)
    assert printed(cleaned) == printed(path)
    for part in ("document", "footnotes"):
        assert shown(cleaned.read_bytes(), f"word/{part}.xml") == shown(NOTICE, f"word/{part}.xml")


@pytest.mark.slow
@needs("soffice", "pdftotext")
def test_a_notice_that_is_mended_keeps_its_looks(tmp_path: Path) -> None:
    path, fixed = tmp_path / "通知.docx", tmp_path / "改好.docx"
    path.write_bytes(NOTICE)
    shutil.copy(path, fixed)
    assert main(["fix", str(fixed)]) in (0, 1)
    data = fixed.read_bytes()
    stops = str.maketrans(",;", "，；")
    assert load(fixed).text == load(path).text.translate(stops)
    # Every character has the formatting that it had; every other part is as it was, byte for byte.
    for part in ("word/document.xml", "word/footnotes.xml"):
        assert shown(data, part) == [(c.translate(stops), form) for c, form in shown(NOTICE, part)]
    same = {n: d for n, d in unzipped(NOTICE).items() if n not in ("word/document.xml", "word/footnotes.xml")}
    assert {n: d for n, d in unzipped(data).items() if n in same} == same
    assert in_odt(fixed) == in_odt(path)
    assert re.sub(r"\s", "", printed(fixed)) == re.sub(r"\s", "", printed(path)).translate(stops)


# What LibreOffice itself writes ---------------------------------------------------------------------------------------


def written_by_office(folder: Path, text: str) -> Path:
    """A text as a .docx of LibreOffice: its first line a heading, words in bold here and there, a list at the end."""
    lines = [html.escape(line.strip()) for line in text.splitlines() if line.strip()]
    bold = [re.sub("(工作|发展)", r"<b>\1</b>", line) for line in lines]
    page = folder / "稿.html"
    body = "".join(f"<p>{line}</p>" for line in bold[1:])
    page.write_text(f"<meta charset=utf-8><h1>{bold[0]}</h1>{body}<ol><li>甲,乙<li>丙</ol>", encoding="utf-8")
    return convert(page, "docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)")


def check(source: Source) -> Any:
    return lint(parse(source), Ruleset(load_builtin())).findings


def assert_round_trip(folder: Path, text: str) -> None:
    path = written_by_office(folder, text)
    source = load(path)
    # Fixed: what is read of the new file is what the fixes made of the old one's text, here and in LibreOffice.
    settled = settle(source, check, {Safety.SAFE})
    fixed = path.with_name("改好.docx")
    fixed.write_bytes(source.encode(settled.edits))
    assert load(fixed).text == settled.source.text
    assert load(convert(fixed, "docx:MS Word 2007 XML")).text == settled.source.text
    # Reviewed: with all changes rejected the old text, with all accepted the new one; comments on the words they are of.
    reviewed, cleaned = path.with_name("审阅.docx"), path.with_name("还原.docx")
    assert main(["review", str(path), "-o", str(reviewed)]) == 0
    data = reviewed.read_bytes()
    assert shown(data, accepted=False) == shown(path.read_bytes())
    comments, changes = in_odt(reviewed)
    assert comments["govlint"] == len(commented(data)) > 0
    assert changes["govlint"] > 0
    assert main(["review", "--clean", str(reviewed), "-o", str(cleaned)]) == 0
    assert shown(cleaned.read_bytes()) == shown(path.read_bytes())
    assert printed(cleaned) == printed(path)


@pytest.mark.slow
@needs("soffice", "pdftotext")
def test_the_seed_written_by_libreoffice(tmp_path: Path) -> None:
    # Without its hundreds of pinyin notes: those are tried elsewhere, and every one is a tracked change.
    assert_round_trip(tmp_path, re.sub(r"\([a-zà-ǜ]+\)", "", load(SEED).text))


@pytest.mark.slow
@needs("soffice", "pdftotext")
def test_published_texts_written_by_libreoffice(corpus: list[Path], tmp_path: Path) -> None:
    for number, path in enumerate(p for p in corpus[::25] if p.suffix == ".txt"):
        folder = tmp_path / str(number)
        folder.mkdir()
        # Every fifth comma half-width, so that there is something to mend.
        parts = load(path).text.split("，")
        text = "".join(p + ("," if i % 5 == 4 else "，") for i, p in enumerate(parts[:-1])) + parts[-1]
        assert_round_trip(folder, text)


@pytest.mark.slow
@needs("soffice")
def test_a_document_of_libreoffice_says_how_it_looks(tmp_path: Path) -> None:
    layout = load(written_by_office(tmp_path, "关于做好防汛工作的通知\n各区县：\n进入汛期。")).layout
    assert layout is not None
    assert layout.pages[0].width > 100
    assert all(look.size for look in layout.lines)
    assert decode(NOTICE, "a.docx").layout is not None
