"""What becomes of made Word files, for the golden: as they are read, looked at, reviewed, cleaned and set."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from random import Random
from zlib import crc32

from govlint.analysis.finding import Edit, Finding, Fix, Safety, Severity
from govlint.editing.layout import lay_out
from govlint.editing.review import clean, review
from govlint.readers import decode, parse
from govlint.readers.docx import WordSource
from govlint.text.source import Source, SourceError, Span
from govlint.word.numbering import format_number
from tests.made import NOTICE, SPEECH
from tests.readings import brief, places
from tests.wordfile import CHANGE, NAMESPACES, NUMBERING, STYLES, TEXT_BOX, deleted, docx, field, inserted, listed, story

GOLDEN = "tests/golden/worded.txt"

_MADE = 20
_NOW = datetime(2026, 1, 2, 3, 4)
_WORDS = (
    "关于",
    "通知",
    "要",
    "一是抓招商，",
    "二是",
    "2024年",
    "3月5日",
    "附件：",
    "附件1",
    "各乡镇：",
    "（一）",
    "1.",
    "𠮷",
    "，",
    "。",
    " ",
    "　",
)
_FORMATS = (
    *("chineseCounting", "taiwaneseCounting", "chineseCountingThousand", "chineseLegalSimplified", "ideographLegalTraditional"),
    *("ideographDigital", "decimalFullWidth", "decimalZero", "numberInDash", "upperRoman", "lowerLetter", "upperLetter"),
    *("decimalEnclosedCircle", "decimalEnclosedParen", "ideographEnclosedCircle", "ideographTraditional", "ideographZodiac"),
    *("001, 002, 003, ...", "0001, 0002", "japaneseCounting", "ordinal"),
)
_NUMBERS = (
    *(-1, 0, 1, 2, 9, 10, 11, 12, 13, 19, 20, 21, 26, 27, 52, 53, 99, 100, 101, 110, 111, 999, 1000, 1001, 1010, 3999),
    *(4000, 9999, 10000, 10001, 10010, 10020, 11000, 100000, 110000, 12345678, 99999999, 100000000),
)
_LIST = f"""<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="L"/></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:styleLink w:val="L"/>
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%1"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1-%2)"/><w:lvlRestart w:val="0"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="x"/><w:pStyle w:val="N"/><w:numFmt w:val="none"/><w:lvlText w:val="第%3"/></w:lvl>
</w:abstractNum>""" + NUMBERING.partition(">")[2].replace(
    "</w:numbering>",
    '<w:num w:numId="4"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="5"><w:abstractNumId w:val="0"/><w:lvlOverride '
    'w:ilvl="1"><w:startOverride w:val="4"/><w:lvl w:ilvl="1"><w:start w:val="2"/><w:lvlText w:val="%2）"/></w:lvl>'
    "</w:lvlOverride></w:num></w:numbering>",
)
_STYLES = STYLES.replace(
    "</w:styles>",
    '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/><w:basedOn w:val="H1"/><w:pPr><w:jc w:val="end"/></w:pPr>'
    '</w:style><w:style w:type="paragraph" w:styleId="R"><w:name w:val="标题 2"/><w:basedOn w:val="R"/><w:rPr>'
    '<w:sz w:val="28"/>'
    '<w:rFonts w:eastAsia="黑体" w:ascii="Arial"/></w:rPr></w:style></w:styles>',
)
_MARKS = (
    *("", "", "", "<w:b/>", "<w:vanish/>", '<w:vanish w:val="0"/>', '<w:rStyle w:val="Ghost"/>', '<w:sz w:val="44"/>'),
    *('<w:rFonts w:eastAsia="楷体_GB2312" w:hint="eastAsia"/>', '<w:rFonts w:ascii="Wingdings"/>', "<w:strike/>"),
)
_LOOKS = (
    *("", "", "", '<w:pStyle w:val="T"/>', '<w:pStyle w:val="H1"/>', '<w:pStyle w:val="N"/>', '<w:pStyle w:val="TOC1"/>'),
    *('<w:pStyle w:val="Q"/>', '<w:pStyle w:val="R"/>', '<w:pStyle w:val="?"/>', '<w:outlineLvl w:val="1"/>'),
    *('<w:ind w:firstLineChars="200"/>', '<w:ind w:left="420" w:hanging="420"/><w:jc w:val="center"/>'),
    *('<w:spacing w:line="579" w:lineRule="exact"/><w:snapToGrid w:val="0"/>', '<w:jc w:val="distribute"/>'),
    *('<w:ind w:startChars="100" w:endChars="50"/>', '<w:ind w:start="300" w:end="200" w:firstLine="640"/>'),
    *('<w:ind w:leftChars="200" w:hangingChars="200"/>', '<w:ind w:left="640" w:hanging="640" w:firstLine="9"/>'),
    *("<w:rPr><w:vanish/></w:rPr>", f"<w:rPr><w:del {CHANGE}/></w:rPr>", f"<w:rPr><w:ins {CHANGE}/></w:rPr>"),
    *('<w:pBdr><w:top w:val="single"/></w:pBdr>', '<w:pBdr><w:bottom w:val="nil"/></w:pBdr>', '<w:ind w:rightChars="400"/>'),
    *(
        listed(level, number)
        for level, number in ((0, 1), (1, 1), (2, 1), (3, 1), (0, 2), (0, 3), (0, 4), (1, 4), (2, 4), (1, 5))
    ),
)
_SECTION = (
    '<w:sectPr><w:pgSz w:w="{0}" w:h="16838"/>'
    '<w:pgMar w:top="{1}" w:bottom="1984" w:left="1587" w:right="1474" w:footer="1304"/>'
    '<w:docGrid w:type="lines" w:linePitch="{2}"/>{3}</w:sectPr>'
)


_MINUTES = """\
区政府第3次常务会议纪要
（2024年3月5日）
签发人：王明
3月5日，区长李强主持召开常务会议。
出席人员：王明、李强
列席：张三
一、会议听取了汇报
（一）抓项目。要抓开工，抓进度，抓竣工。
1.项目建设
（1）要抓资金。
㈠抓人才
壹、其他
会议要求，各单位要抓好落实。
附件:1.名单
　　　２．议程
　　区政府办公室
二〇二四年三月五日
附件2
议程
一、开会
抄送：区委办。
区政府办公室2024年3月6日印发
"""


def worded() -> str:
    """Of each file a line for each of its paragraphs, and what a review and a new layout have made of it."""
    lines = []
    for number in range(_MADE):
        data = made_word(Random(number))
        lines.append(f"{number}")
        try:
            for original in (False, True):
                lines += [brief(line) for line in places(parse(decode(data, "a.docx", original=original)))]
            lines += _worked_on(data)
        except SourceError as refusal:
            lines.append(f"! {refusal}")
    for text in (NOTICE, SPEECH, _MINUTES):
        lines += _worked_on(docx(*text.replace("&", "&amp;").splitlines()))
    lines += [f"{form}: {' '.join(format_number(number, form) for number in _NUMBERS)}" for form in _FORMATS]
    return "\n".join([*lines, ""])


def _worked_on(data: bytes) -> Iterator[str]:
    source = decode(data, "a.docx")
    assert isinstance(source, WordSource)
    for at, shape in enumerate(source.shapes):
        yield brief(f"  {shape} {source.layout.look(at + 1) if source.layout else ''}")
    for every in (False, True):
        made = review(data, "a.docx", _found, {"test/word": "常识"}, _NOW, fold=not every)
        yield f"  {made.comments} comments, {made.changes} changes, {_digest(made.data)}, cleaned {_digest(clean(made.data))}"
    laid = lay_out(data, "a.docx")
    yield f"  {_digest(laid.data)} {' / '.join(map(str, (*laid.changes, *laid.left)))}"
    yield f"  {_digest(lay_out(laid.data, 'a.docx').data)}"


def _found(source: Source) -> Sequence[Finding]:
    """Something at every kind of place: words to delete, to change, to put before, and to speak of."""
    found = []
    for word, better in (
        ("要", ""),
        ("，一", "；一"),
        ("通知", "“通知”"),
        ("是", None),
        ("2024", "二〇二四"),
        ("  ", " "),
        ("。", "。。"),
    ):
        for match in re.finditer(word, source.text):
            fix = None if better is None else Fix(Safety.SAFE, f"改为“{better}”", (Edit(*match.span(), better),))
            found.append(Finding(Span(*match.span()), "test/word", Severity.WARNING, f"“{word}”不妥", word, fix))
    return sorted(found, key=lambda each: each.order)


def made_word(random: Random) -> bytes:
    """A Word file with some of everything."""
    body = [_block(random) for _ in range(random.randint(3, 12))]
    wide = _SECTION.format(random.choice((11906, 11906, 16838)), random.choice((2098, 1440)), random.choice((579, 312)), "")
    edges = {
        name: story(tag, _paragraph(random, "<w:fldSimple w:instr=' PAGE '><w:r><w:t>3</w:t></w:r></w:fldSimple>"))
        for name, tag in (("header", "hdr"), ("footer", "ftr"))
        if random.random() < 0.3
    }
    notes = f"<w:footnotes {NAMESPACES}><w:footnote w:id='2'>{_paragraph(random)}</w:footnote></w:footnotes>"
    return docx(*body, wide, parts={"footnotes": notes, "styles": _STYLES, "numbering": _LIST, **edges})


def _block(random: Random) -> str:
    what = random.randrange(12)
    if what == 0:
        rows = "".join(
            f"<w:tr>{random.choice(('', f'<w:trPr><w:del {CHANGE}/></w:trPr>'))}<w:tc>{_paragraph(random)}</w:tc></w:tr>"
            for _ in range(2)
        )
        return f"<w:tbl>{rows}</w:tbl>"
    if what == 1:
        prompt = random.choice(("", "<w:showingPlcHdr/>"))
        return f"<w:sdt><w:sdtPr>{prompt}</w:sdtPr><w:sdtContent>{_paragraph(random)}</w:sdtContent></w:sdt>"
    if what == 2:
        return _paragraph(random, look=_SECTION.format(11906, 1440, 312, random.choice(("", "<w:titlePg/>"))))
    return _paragraph(random)


def _paragraph(random: Random, more: str = "", look: str = "") -> str:
    runs = "".join(_piece(random) for _ in range(random.randint(0, 6)))
    return f"<w:p><w:pPr>{look or random.choice(_LOOKS)}</w:pPr>{runs}{more}</w:p>"


def _piece(random: Random) -> str:
    words = "".join(random.choice(_WORDS) for _ in range(random.randint(1, 5)))
    plain = f"<w:r><w:rPr>{random.choice(_MARKS)}</w:rPr><w:t xml:space='preserve'>{words}</w:t></w:r>"
    others = (
        *(
            inserted(plain),
            deleted(words),
            field(" REF x ", words),
            field(random.choice((r" EQ \o\ac(○,3)", " FORMTEXT ")), ""),
        ),
        *(
            f"<w:hyperlink>{plain}</w:hyperlink>",
            f"<w:moveTo {CHANGE}>{plain}</w:moveTo>",
            f"<w:moveFrom {CHANGE}>{plain}</w:moveFrom>",
        ),
        *("<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>", "<w:r><w:br w:type='page'/></w:r>", "<w:r><w:noBreakHyphen/></w:r>"),
        *("<w:r><w:lastRenderedPageBreak/></w:r>", f"<w:r><w:t>{words}</w:t><w:tab/><w:t>后</w:t><w:cr/></w:r>"),
        *('<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'),
        *(f"<w:r><w:ruby><w:rt><w:r><w:t>dì</w:t></w:r></w:rt><w:rubyBase>{plain}</w:rubyBase></w:ruby></w:r>", "<m:oMath/>"),
        *("<w:bookmarkStart w:id='1' w:name='b'/>", f"<w:smartTag>{plain}</w:smartTag>", "<w:r><w:object/></w:r>"),
        *(
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{plain}</w:sdtContent></w:sdt>",
            TEXT_BOX.format(f"<w:p>{plain}</w:p>"),
        ),
    )
    return plain if random.random() < 0.6 else random.choice(others)


def _digest(data: bytes) -> str:
    """Of what stands in a package, without the dates that the work has left in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = [
            name.encode() + re.sub(rb"20\d\d-\d\d-\d\dT[\d:]+Z|rsid\w*=\"\w+\"", b"", file.read(name))
            for name in sorted(file.namelist())
        ]
    return f"{crc32(b''.join(parts)):08x}"
