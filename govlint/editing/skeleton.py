"""Skeletons of official documents: what each has to have, with prompts in the places that are to be filled in.

《党政机关公文处理工作条例》 (2012) 第九条, GB/T 9704-2012 7.2–7.4 and 10 (letters, minutes).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

_NOTICE = """（此处填写发文机关）关于（此处填写事由）的通知
（此处填写主送机关）：
为了（此处填写目的），根据（此处填写依据），现就有关事项通知如下：
一、（此处填写第一项要求）
（此处填写具体内容）
二、（此处填写第二项要求）
（此处填写具体内容）
三、（此处填写第三项要求）
（此处填写具体内容）
附件：（此处填写附件名称，没有附件删去本行）
（此处填写发文机关署名）
××××年×月×日"""

_REQUEST = """（此处填写发文机关）关于（此处填写事由）的请示
（此处填写主送机关，只写一个）：
（此处填写请示的缘由和依据），现就（此处填写事项）请示如下：
一、基本情况
（此处填写具体内容）
二、请示事项
（此处填写具体内容，一文一事）
妥否，请批示。
附件：（此处填写附件名称，没有附件删去本行）
（此处填写发文机关署名）
××××年×月×日
（联系人：【联系人姓名】；联系电话：【电话号码】）"""

_LETTER = """（此处填写发文机关）关于（此处填写事由）的函
（此处填写主送机关）：
（此处填写来函或者商洽的缘由）。现就（此处填写事项）函商如下：
一、（此处填写第一项内容）
（此处填写具体内容）
二、（此处填写第二项内容）
（此处填写具体内容）
请予支持，并函复。
（此处填写发文机关署名）
××××年×月×日"""

_MINUTES = """（此处填写会议名称）纪要
××××年×月×日，（此处填写主持人的职务、姓名）在（此处填写地点）主持召开（此处填写会议名称），研究（此处填写议题）。现将会议议定事项纪要如下：
一、关于（此处填写第一项议题）
会议认为，（此处填写具体内容）
会议决定，（此处填写具体内容）
二、关于（此处填写第二项议题）
会议认为，（此处填写具体内容）
会议决定，（此处填写具体内容）
出席：（此处填写单位、姓名）
请假：（此处填写单位、姓名）
列席：（此处填写单位、姓名）"""

_SPEECH = """在（此处填写会议名称）上的讲话
（此处填写讲话人的职务）　（此处填写姓名）
（××××年×月×日）
同志们：
今天召开这次会议，主要任务是（此处填写会议任务）。下面，我讲三点意见。
一、（此处填写第一点）
（此处填写具体内容）
二、（此处填写第二点）
（此处填写具体内容）
三、（此处填写第三点）
（此处填写具体内容）
同志们，让我们（此处填写号召），为（此处填写目标）而努力奋斗！"""

SKELETONS: Mapping[str, str] = {
    "notice": _NOTICE,
    "request": _REQUEST,
    "letter": _LETTER,
    "minutes": _MINUTES,
    "speech": _SPEECH,
}
"""By genre, a paragraph a line."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def word_file(text: str) -> bytes:
    """A .docx of nothing but these paragraphs, one a line."""
    paragraphs = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in text.splitlines())
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_W}" xmlns:r="{_OFFICE}"><w:body>{paragraphs}</w:body></w:document>',
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(zipfile.ZipInfo(name, _LONG_AGO), _XML + content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
