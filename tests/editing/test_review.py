"""A reviewed Word file has its comments on exactly the right words, its changes tracked, and everything else as it was."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.analysis.finding import Edit, Finding, Fix, Related, Safety, Severity
from govlint.cli import main
from govlint.editing.review import Review, clean, is_ours, review, stamp
from govlint.readers import decode, load
from govlint.readers.docx import WordSource
from govlint.text.source import Source, Span
from govlint.word.package import W
from tests.office import convert, needs
from tests.readers.test_docx import TREES
from tests.wordfile import (
    NAMESPACES,
    TEXT_BOX,
    deleted,
    docx,
    field,
    inserted,
    listed,
    paragraph,
    run,
    story,
    unzipped,
    zipped,
)

etree: Any = pytest.importorskip("lxml.etree")

NOW = datetime(2026, 11, 24, 9, 30)
Word = tuple[str, str | None]
"""Words to find, and what to say instead (None: no fix)."""


def finder(words: Sequence[Word], safety: Safety = Safety.SAFE) -> Any:
    def find(source: Source) -> list[Finding]:
        found = []
        for word, better in words:
            for match in re.finditer(re.escape(word), source.text):
                fix = None if better is None else Fix(safety, f"改为“{better}”", (Edit(*match.span(), better),))
                found.append(Finding(Span(*match.span()), "test/word", Severity.WARNING, f"“{word}”不妥", word, fix))
        return sorted(found, key=lambda f: f.order)

    return find


def reviewed(data: bytes, *words: Word, **options: Any) -> Review:
    return review(data, "讲话.docx", finder(words), {"test/word": "道理在此。"}, NOW, **options)


def tree(data: bytes, name: str = "word/document.xml") -> Any:
    return etree.fromstring(unzipped(data)[name])


def commented(data: bytes) -> list[tuple[str, str]]:
    """The words that each comment of ours stands on, as Word would show them, and what its first line says."""
    files = unzipped(data)
    says = {
        c.get(W + "id"): "".join(t.text for t in c.find(W + "p").iter(W + "t"))
        for c in etree.fromstring(files["word/comments.xml"]).iter(W + "comment")
        if c.get(W + "author") == "govlint"
    }
    words: dict[str, str] = {}
    opened: set[str] = set()
    order = []
    for element in etree.fromstring(files["word/document.xml"]).iter():
        key = element.get(W + "id")
        if element.tag == W + "commentRangeStart" and key in says:
            opened.add(key)
            words[key] = ""
            order.append(key)
        elif element.tag == W + "commentRangeEnd":
            opened.discard(key)
        elif element.tag in (W + "t", W + "delText"):
            mark = "-" if element.tag == W + "delText" else "+" if any(True for _ in element.iterancestors(W + "ins")) else ""
            for key in opened:
                words[key] += mark + (element.text or "")
    references = {e.get(W + "id") for e in etree.fromstring(files["word/document.xml"]).iter(W + "commentReference")}
    assert set(says) <= references
    return [(words[key], says[key]) for key in order]


def shown(data: bytes, name: str = "word/document.xml", *, accepted: bool = True) -> list[tuple[str, str]]:
    """Every character with its run's formatting, as it is when all changes are accepted (or rejected)."""
    gone, tag = ("del", "t") if accepted else ("ins", "delText")
    characters = []
    for text in tree(data, name).iter(W + "t", W + tag):
        if any(e.tag == W + gone and e.get(W + "author") == "govlint" for e in text.iterancestors()):
            continue
        properties = text.getparent().find(W + "rPr")
        form = b"" if properties is None else etree.tostring(properties, method="c14n")
        characters += [(c, form.decode()) for c in text.text or ""]
    return characters


def plain(characters: list[tuple[str, str]]) -> str:
    return "".join(c for c, _ in characters)


BOLD = "<w:b/><w:sz w:val='32'/>"


def test_a_comment_stands_on_exactly_the_words() -> None:
    data = docx(paragraph(run("我们要进"), run("行安排", BOLD), run("部署。")))
    done = reviewed(data, ("进行安排", None))
    assert commented(done.data) == [("进行安排", "【警告】“进行安排”不妥")]
    assert shown(done.data) == shown(data)
    assert (done.comments, done.changes) == (1, 0)


def test_a_comment_says_why_and_which_rule() -> None:
    comments = tree(reviewed(docx("狠抓落实"), ("狠抓", "抓好")).data, "word/comments.xml")
    lines = ["".join(t.text for t in p.iter(W + "t")) for p in comments.iter(W + "p")]
    assert lines == ["【警告】“狠抓”不妥", "已用修订改好，可接受或拒绝。", "道理在此。", "规则：test/word"]
    # Word draws the writer's initials where this stands, before the first line alone.
    assert [[e.tag for e in p.iter(W + "annotationRef")] for p in comments.iter(W + "p")] == [[W + "annotationRef"], [], [], []]


def test_a_safe_fix_is_tracked_and_keeps_the_formatting() -> None:
    data = docx(paragraph(run("对工作"), run("进行部", BOLD), run("署。")))
    done = reviewed(data, ("进行部署", "部署"))
    assert plain(shown(done.data)) == "对工作部署。"
    assert shown(done.data, accepted=False) == shown(data)
    document = tree(done.data)
    # Only what really changes is struck out.
    assert ["".join(t.text for t in d.iter(W + "delText")) for d in document.iter(W + "del")] == ["进行"]
    assert commented(done.data) == [("-进行部署", "【警告】“进行部署”不妥")]


def test_an_insertion_takes_the_formatting_of_its_neighbour() -> None:
    data = docx(paragraph(run("区乡", BOLD), run("两级")))
    done = reviewed(data, ("区乡", "区、乡"))
    assert [c for c in shown(done.data) if c[0] == "、"] == [("、", dict(shown(data))["区"])]
    assert plain(shown(done.data)) == "区、乡两级"


def test_unsafe_fixes_are_said_and_not_made() -> None:
    data = docx("进行部署")
    done = review(data, "讲话.docx", finder([("进行部署", "部署")], Safety.UNSAFE), {}, NOW)
    assert done.changes == 0
    assert shown(done.data) == shown(data)
    lines = ["".join(t.text for t in p.iter(W + "t")) for p in tree(done.data, "word/comments.xml").iter(W + "p")]
    assert lines[1] == "建议改为“部署”。"


@pytest.mark.parametrize(
    "body",
    [
        paragraph(run("甲"), inserted(run("进行部署")), run("乙")),
        paragraph(run("甲"), field("REF x", "进行部署"), run("乙")),
        paragraph(run("甲"), inserted(run("进")), deleted("了"), run("行部署"), run("乙")),
    ],
    ids=["another's insertion", "a field", "half another's insertion"],
)
def test_what_is_not_the_writers_own_is_commented_on_and_left(body: str) -> None:
    data = docx(body)
    done = reviewed(data, ("进行部署", "部署"))
    assert done.changes == 0
    assert shown(done.data) == shown(data)
    assert [words.replace("+", "").replace("-了", "") for words, _ in commented(done.data)] == ["进行部署"]


def test_colleagues_changes_and_comments_stay() -> None:
    theirs = story("comments", f'<w:comment w:id="7" w:author="李主任">{paragraph("再改改")}</w:comment>')
    mark = '<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
    data = docx(paragraph(mark[0], run("狠抓"), mark[1], deleted("旧"), inserted(run("新"))), parts={"comments": theirs})
    done = reviewed(data, ("狠抓", "抓好"))
    comments = tree(done.data, "word/comments.xml")
    assert [c.get(W + "author") for c in comments] == ["李主任", "govlint"]
    assert len({c.get(W + "id") for c in comments}) == 2
    assert decode(clean(done.data), "a.docx").text == decode(data, "a.docx").text
    assert [c.get(W + "author") for c in tree(clean(done.data), "word/comments.xml")] == ["李主任"]


def test_links_tables_and_content_controls() -> None:
    link = f'<w:hyperlink r:id="r9">{run("狠抓链接")}</w:hyperlink>'
    control = f"<w:sdt><w:sdtContent>{paragraph('狠抓控件')}</w:sdtContent></w:sdt>"
    table = f"<w:tbl><w:tr><w:tc>{paragraph('狠抓表格')}</w:tc></w:tr></w:tbl>"
    done = reviewed(docx(paragraph(run("看"), link), control, table), ("狠抓", "抓好"), fold=False)
    assert [words for words, _ in commented(done.data)] == ["-狠抓+抓好"] * 3
    assert plain(shown(done.data)) == "看抓好链接抓好控件抓好表格"


def test_what_stands_beside_the_main_text_hangs_on_what_leads_there() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    data = docx(
        paragraph(run("甲"), note, run("乙")),
        paragraph(run("丙"), TEXT_BOX.format(paragraph("框内狠抓"))),
        parts={
            "footnotes": story("footnotes", f'<w:footnote w:id="2">{paragraph("注内狠抓")}</w:footnote>'),
            "header": story("hdr", paragraph("页眉狠抓")),
        },
    )
    done = reviewed(data, ("狠抓", None))
    assert sorted(says for _, says in commented(done.data)) == [
        "【警告】文本框“狠抓”：“狠抓”不妥",
        "【警告】脚注“狠抓”：“狠抓”不妥",
        "【警告】页眉“狠抓”：“狠抓”不妥",
    ]
    (reference,) = tree(done.data).iter(W + "footnoteReference")
    assert reference.getparent().getprevious().tag == W + "commentRangeStart"


def test_a_footnote_is_changed_where_it_stands() -> None:
    notes = story("footnotes", f'<w:footnote w:id="2">{paragraph("注内狠抓")}</w:footnote>')
    done = reviewed(docx(paragraph('<w:r><w:footnoteReference w:id="2"/></w:r>')), ("狠抓", "抓好"))
    assert done.changes == 0
    data = docx(paragraph(run("甲"), '<w:r><w:footnoteReference w:id="2"/></w:r>'), parts={"footnotes": notes})
    done = reviewed(data, ("狠抓", "抓好"))
    assert plain(shown(done.data, "word/footnotes.xml")) == "注内抓好"


def test_a_missing_thing_is_commented_on_at_its_place() -> None:
    def missing(source: Source) -> list[Finding]:
        end = len(source.text)
        return [Finding(Span(end, end), "test/word", Severity.INFO, "没有结尾", "")]

    done = review(docx("第一段", "末段"), "a.docx", missing, {}, NOW)
    assert commented(done.data) == [("段", "【提示】没有结尾")]


def test_a_finding_may_reach_over_paragraphs() -> None:
    done = reviewed(docx("前一段狠", "抓后一段"), ("狠\n抓", None))
    assert commented(done.data) == [("狠抓", "【警告】“狠\n抓”不妥".replace("\n", " "))]


def test_overlapping_findings_nest() -> None:
    done = reviewed(docx("狠抓工作落实"), ("狠抓工作", None), ("抓工", None), ("工作落实", None))
    assert sorted(words for words, _ in commented(done.data)) == ["工作落实", "抓工", "狠抓工作"]
    assert plain(shown(done.data)) == "狠抓工作落实"


def test_many_alike_have_one_comment_unless_asked() -> None:
    data = docx("狠抓一，狠抓二，狠抓三。")
    folded = reviewed(data, ("狠抓", "抓好"))
    assert (folded.comments, folded.changes) == (1, 3)
    assert (reviewed(data, ("狠抓", "抓好"), fold=False).comments) == 3
    text = "".join(tree(folded.data, "word/comments.xml").itertext())
    assert "同样的共 3 处，都已用修订改好" in text


def test_reviewing_twice_is_reviewing_once() -> None:
    data = docx(paragraph(run("狠抓工"), run("作，", BOLD)), "狠抓落实")
    once = reviewed(data, ("狠抓", "抓好"), ("工作", None))
    twice = reviewed(once.data, ("狠抓", "抓好"), ("工作", None))
    assert unzipped(twice.data) == unzipped(once.data)


def test_cleaning_takes_out_what_a_review_wrote() -> None:
    data = docx(paragraph(run("狠抓工"), run("作，", BOLD)), "狠抓落实")
    cleaned = clean(reviewed(data, ("狠抓", "抓好"), ("工作", None)).data)
    assert shown(cleaned) == shown(data)
    left = {e.tag for e in tree(cleaned).iter()}
    assert not left & {W + n for n in ("ins", "del", "commentRangeStart", "commentRangeEnd", "commentReference", "delText")}
    # Nothing of the comments is left behind, neither their part nor what leads to it.
    files = unzipped(cleaned)
    assert "word/comments.xml" not in files
    assert b"comments" not in files["word/_rels/document.xml.rels"] + files["[Content_Types].xml"]


def test_what_was_accepted_is_not_raised_again() -> None:
    done = reviewed(docx("狠抓落实"), ("狠抓", "抓好"))
    files = unzipped(done.data)
    xml = files["word/document.xml"].decode()
    accepted = re.sub(r"<w:del .*?</w:del>", "", re.sub(r"<w:ins [^>]*>(.*?)</w:ins>", r"\1", xml))
    again = reviewed(zipped(files | {"word/document.xml": accepted}), ("狠抓", "抓好"))
    assert (again.comments, again.changes) == (0, 0)
    assert again.source.text == "抓好落实"


def answered(done: Review) -> bytes:
    """The reviewed file after a colleague has answered the first comment."""
    files = unzipped(done.data)
    comments = files["word/comments.xml"].decode()
    # Word gives a comment's last paragraph an id and lists the answer by it.
    first_end = comments.index("</w:comment>")
    last = comments.rindex("<w:p>", 0, first_end)
    comments = (
        comments[:last]
        + '<w:p xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="0A">'
        + comments[last + 5 :]
    )
    extended = (
        f'<w15:commentsEx {NAMESPACES}><w15:commentEx w15:paraId="0B" w15:paraIdParent="0A" w15:done="0"/></w15:commentsEx>'
    )
    relations = files["word/_rels/document.xml.rels"].decode()
    kind = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    relations = relations.replace("</", f'<Relationship Id="rX" Type="{kind}" Target="commentsExtended.xml"/></', 1)
    files |= {
        "word/comments.xml": comments.encode(),
        "word/commentsExtended.xml": extended.encode(),
        "word/_rels/document.xml.rels": relations.encode(),
    }
    return zipped(files)


def test_an_answered_comment_stays_and_is_not_doubled() -> None:
    again = reviewed(answered(reviewed(docx("狠抓落实", "狠抓再说"), ("狠抓", None))), ("狠抓", None))
    assert [words for words, _ in commented(again.data)] == ["狠抓", "狠抓"]
    assert again.comments == 1


@pytest.mark.parametrize(
    ("word", "is_new"),
    [("狠抓", False), ("抓", False), ("要", False), ("落", False), ("要狠", False), ("实", True), ("都", True)],
)
def test_what_touches_words_that_were_discussed_is_not_raised_again(word: str, is_new: bool) -> None:
    done = reviewed(docx("都要狠抓落实"), ("狠抓", None))
    assert reviewed(answered(done), (word, None)).comments == is_new


def test_words_that_are_quoted_in_a_comment_are_cut_in_the_middle() -> None:
    foot = story("footnotes", f'<w:footnote w:id="2">{paragraph("甲" * 10 + "乙" * 11)}</w:footnote>')
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    for word, said in (("甲" * 10 + "乙" * 10, "甲" * 10 + "乙" * 10), ("甲" * 10 + "乙" * 11, "甲" * 10 + "…" + "乙" * 8)):
        done = reviewed(docx(paragraph(run("正文"), reference), parts={"footnotes": foot}), (word, None))
        assert [f"“{said}”：" in says for _, says in commented(done.data)] == [True]


PARTS = st.lists(st.tuples(st.text("甲乙丙狠抓工作 ，", min_size=1, max_size=6), st.sampled_from(["", BOLD])), max_size=5)


@given(
    st.lists(PARTS, min_size=1, max_size=3),
    st.lists(st.sampled_from(["狠抓", "工作", "甲", "乙丙", "，"]), max_size=3, unique=True),
)
def test_review_changes_nothing_but_what_it_says(paragraphs: list[list[tuple[str, str]]], wanted: list[str]) -> None:
    data = docx(*(f"<w:p>{''.join(run(*part) for part in parts)}</w:p>" for parts in paragraphs))
    done = reviewed(data, *((word, "好" if word != "，" else "") for word in wanted), fold=False)
    assert shown(done.data, accepted=False) == shown(data)
    assert shown(clean(done.data)) == shown(data)
    for words, says in commented(done.data) if done.comments else ():
        assert re.sub(r"\+.", "", words).replace("-", "") == re.findall("“(.*)”", says)[0]


@given(st.lists(TREES, max_size=3))
def test_no_arrangement_of_elements_breaks_a_review(trees: list[str]) -> None:
    done = reviewed(docx(*trees), ("甲", "乙"), fold=False)
    decode(done.data, "a.docx")
    assert decode(clean(done.data), "a.docx").text == decode(docx(*trees), "a.docx").text


def test_a_picture_beside_the_words_in_one_run_is_not_struck_out() -> None:
    mixed = "<w:r><w:t>狠抓</w:t><w:drawing><wp:anchor/></w:drawing><w:t>落实</w:t></w:r>"
    done = reviewed(docx(f"<w:p>{mixed}</w:p>"), ("狠抓落实", "抓好落实"))
    assert (done.comments, done.changes) == (1, 0)


def test_a_picture_between_alternatives_stays_whole() -> None:
    drawing = "<w:drawing><wp:inline/></w:drawing>"
    choice = f'<mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice></mc:AlternateContent>'
    data = docx(f"<w:p><w:r><w:t>甲</w:t>{choice}<w:t>乙</w:t></w:r></w:p>")
    done = reviewed(data, ("甲", None), ("乙", None))
    (alternate,) = tree(done.data).iter("{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent")
    assert len(list(alternate.iter(W + "drawing"))) == 1


def test_two_findings_that_ask_for_one_insertion_get_one() -> None:
    def find(source: Source) -> list[Finding]:
        fix = Fix(Safety.SAFE, "加顿号", (Edit(1, 1, "、"),))
        return [Finding(Span(0, end), "test/word", Severity.INFO, f"到 {end}", source.text[:end], fix) for end in (1, 2)]

    done = review(docx("区乡"), "a.docx", find, {}, NOW)
    assert (done.comments, done.changes) == (2, 1)
    assert plain(shown(done.data)) == "区、乡"


def test_python_docx_reads_the_comments() -> None:
    reader = pytest.importorskip("docx")
    done = reviewed(RICH, ("狠抓", "抓好"), fold=False)
    document = reader.Document(io.BytesIO(done.data))
    comments = list(document.comments)
    assert [c.author for c in comments] == ["govlint"] * done.comments
    assert all(c.text.startswith("【警告】") and c.timestamp is not None for c in comments)


# The command -----------------------------------------------------------------------------------------------------------


def test_the_command_writes_beside_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "讲话.docx"
    path.write_bytes(docx("在全区工作会议上的讲话", "×月×日前完成。"))
    assert main(["review", str(path)]) == 0
    out = tmp_path / "讲话-审阅.docx"
    assert "批注" in capsys.readouterr().out
    assert any(words == "×月×日" for words, _ in commented(out.read_bytes()))
    assert main(["review", "--clean", str(out), "-o", str(out)]) == 0
    assert load(out).text == load(path).text


def test_a_copy_that_somebody_has_gone_on_with_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, copy, second, third = (tmp_path / name for name in ("稿.docx", "稿-审阅.docx", "稿-审阅 2.docx", "稿-审阅 3.docx"))
    path.write_bytes(docx(paragraph("一、抓产业", "三、抓项目")))
    for _ in range(2):  # nobody has: it is written anew
        assert main(["review", str(path)]) == 0
        assert sorted(os.listdir(tmp_path)) == [copy.name, path.name]
    colleague = zipped(unzipped(copy.read_bytes()))
    copy.write_bytes(colleague)
    second.symlink_to(tmp_path / "nowhere")
    capsys.readouterr()
    for _ in range(2):
        assert main(["review", str(path)]) == 0
        printed = capsys.readouterr()
        assert "稿-审阅.docx 有人接着改过" in printed.err
        assert "写入 " in printed.out
        assert "稿-审阅 3.docx" in printed.out
    assert copy.read_bytes() == colleague
    assert not (tmp_path / "nowhere").exists()
    assert is_ours(third.read_bytes())
    # Who names a file means it.
    assert main(["review", str(path), "-o", str(copy)]) == 0
    assert is_ours(copy.read_bytes())


@pytest.mark.parametrize("change", [b"", b"x", b"PK"], ids=["end", "middle", "again"])
def test_the_mark_fits_nothing_but_what_was_written(change: bytes) -> None:
    data = stamp(docx("甲"))
    assert is_ours(data)
    assert stamp(data) == data
    assert decode(data, "a.docx").text == "甲"
    changed = {b"": data[:-1], b"x": data[:50] + b"x" + data[51:], b"PK": data + data}[change]
    assert not is_ours(changed)
    assert not is_ours(docx("甲"))
    assert not is_ours(b"")


def test_blanks_that_nobody_has_seen_stay_unseen_where_a_run_is_cut() -> None:
    """Without xml:space Word drops the white space at a text's ends; a piece that must keep its own would show it."""
    for words in ("  今年增长5%,好于去年。 ", "\n 甲 ,乙\t", "甲,乙"):
        data = docx(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
        before = decode(data, "a.docx").text
        assert before == words.strip()
        done = review(data, "a.docx", finder([(",", "，")]), {}, datetime(2026, 1, 1))
        assert decode(done.data, "a.docx").text == before.replace(",", "，")
        assert decode(clean(done.data), "a.docx").text == before


@pytest.mark.usefixtures("warm_rules")
@pytest.mark.parametrize("size", [1 << 24, pytest.param(1 << 30, marks=pytest.mark.slow)])
def test_what_a_file_unpacks_to_is_never_unpacked(size: int, tmp_path: Path) -> None:
    """A picture of, say, a gigabyte of nothing goes through a review and a fix as the few bytes that it is."""
    plain = unzipped(docx(paragraph("今年GDP增长5%,好于去年。")))
    path = tmp_path / "稿.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in plain.items():
            out.writestr(name, data)
        with out.open("word/media/image1.png", "w", force_zip64=True) as picture:
            for _ in range(size >> 20):
                picture.write(bytes(1 << 20))
    for command in (["review", str(path)], ["fix", str(path)]):
        code = "import resource, sys; from govlint.cli import main; resource.setrlimit(resource.RLIMIT_AS, (700 << 20,) * 2)"
        done = subprocess.run([sys.executable, "-c", f"{code}; sys.exit(main(sys.argv[1:]))", *command], capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
    for written in (path, tmp_path / "稿-审阅.docx"):
        with zipfile.ZipFile(written) as file:
            assert file.getinfo("word/media/image1.png").file_size == size
            assert file.open("word/media/image1.png").read(9) == bytes(9)


@pytest.mark.parametrize(("name", "data"), [("讲话.txt", b"a"), ("讲话.docx", b"PK"), ("没有.docx", None)])
def test_the_command_refuses_in_words(
    name: str, data: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    assert main(["review", str(path)]) == 2
    assert str(path) in capsys.readouterr().err


def test_without_lxml_word_files_are_read_and_writing_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "讲话.docx"
    path.write_bytes(docx("在会上的讲话", "今天,我们开会。"))
    monkeypatch.setitem(sys.modules, "lxml", None)
    assert main(["check", "--fail-on", "never", str(path)]) == 0
    for command in (["review", str(path)], ["fix", str(path)]):
        assert main(command) == 2
        assert "pip install lxml" in capsys.readouterr().err
    assert load(path).text == "在会上的讲话\n今天,我们开会。"


# LibreOffice ------------------------------------------------------------------------------------------------------------


RICH = docx(
    paragraph("在全区工作会议上的讲话"),
    paragraph("加强学习", properties=listed(0)),
    paragraph("狠抓要点", properties=listed(1)),
    paragraph(run("今年狠"), run("抓工作，", BOLD), deleted("旧"), inserted(run("新")), run("局面。")),
    f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{paragraph('表中狠抓')}</w:tc></w:tr></w:tbl>",
    paragraph(run("有注"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("的段。")),
    '<w:sectPr><w:headerReference w:type="default" r:id="r4"/></w:sectPr>',
    parts={
        "footnotes": story("footnotes", f'<w:footnote w:id="2">{paragraph("注内狠抓")}</w:footnote>'),
        "header": story("hdr", paragraph("页眉")),
    },
)


def _ours(document: Any) -> list[tuple[str, str]]:
    changes = (e for e in document.iter(W + "del", W + "ins") if e.get(W + "author") == "govlint")
    return [(e.tag, "".join(t.text for t in e.iter(W + "t", W + "delText"))) for e in changes]


@pytest.mark.slow
@needs("soffice")
def test_libreoffice_opens_a_reviewed_file_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "审阅.docx"
    done = reviewed(RICH, ("狠抓", "抓好"), fold=False)
    path.write_bytes(done.data)
    back = convert(path, "docx").read_bytes()
    document, comments = tree(back), tree(back, "word/comments.xml")
    assert len(list(comments.iter(W + "comment"))) == done.comments == 4
    assert sorted(commented(back)) == sorted(commented(done.data))
    assert _ours(document) == _ours(tree(done.data))
    theirs, mine = decode(back, "a.docx").text, decode(done.data, "a.docx").text
    assert set(mine.split("\n")) == set(theirs.split("\n"))


@pytest.mark.slow
@needs("soffice")
def test_a_file_that_libreoffice_made(tmp_path: Path) -> None:
    page = tmp_path / "讲话.html"
    page.write_text(
        "<meta charset=utf-8><h1>在会上的讲话</h1><p>要<b>狠</b>抓工作。<ol><li>狠抓一<li>狠抓二</ol>"
        "<table><tr><td>狠抓<td>表</table>",
        encoding="utf-8",
    )
    data = convert(page, "docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)").read_bytes()
    source = decode(data, "a.docx")
    assert isinstance(source, WordSource)
    assert [s.label for s in source.shapes][:4] == ["", "", "1.", "2."]
    done = reviewed(data, ("狠抓", "抓好"), fold=False)
    assert (done.comments, done.changes) == (4, 4)
    assert shown(done.data, accepted=False) == shown(data)
    path = tmp_path / "审阅.docx"
    path.write_bytes(done.data)
    assert convert(path, "pdf").stat().st_size > 1000
    assert shown(clean(done.data)) == shown(data)


@pytest.mark.parametrize(
    ("at", "words"), [(0, "狠"), (1, "抓"), (2, "抓"), (3, "落"), (4, "实"), (5, "实"), (6, "好"), (7, "好")]
)
def test_what_has_no_words_is_commented_on_beside_its_place(at: int, words: str) -> None:
    found = [Finding(Span(at, at), "test/word", Severity.WARNING, "缺字", "")]
    done = review(docx("狠抓", "落实", "好"), "a.docx", lambda source: found, {}, NOW)
    assert [said for said, _ in commented(done.data)] == [words]


def test_what_else_to_look_at_is_told_five_times_at_most() -> None:
    related = tuple(Related(Span(0, 1), f"见{number}") for number in range(6))
    found = [Finding(Span(0, 2), "test/word", Severity.WARNING, "不妥", "", None, related)]
    xml = unzipped(review(docx("狠抓"), "a.docx", lambda source: found, {}, NOW).data)["word/comments.xml"].decode()
    assert [f"见{number}" in xml for number in range(6)] == [True] * 5 + [False]


@pytest.mark.parametrize(("times", "comments"), [(1, 1), (2, 2), (3, 1), (4, 1)])
def test_from_three_alike_on_one_comment_speaks_for_all(times: int, comments: int) -> None:
    done = reviewed(docx(*["狠抓落实"] * times), ("狠抓", "抓好"))
    assert (done.comments, done.changes) == (comments, times)
    many = f"同样的共 {times} 处" in unzipped(done.data)["word/comments.xml"].decode()
    assert many is (times > 2)
    assert reviewed(docx(*["狠抓落实"] * times), ("狠抓", None)).comments == times
