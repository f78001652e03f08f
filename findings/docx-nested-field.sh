#!/usr/bin/env bash
# Word's fields nest: the code of an IF field often holds a MERGEFIELD, whose own result is kept in the file between the inner
# "separate" and "end". It is part of the outer field's code, and Word shows nothing of it: of IF {MERGEFIELD 级别} = "市"
# "市级" "县级" it shows 市级 alone (ISO/IEC 29500-1, 17.16: fields nest).
#
# Guess: readers that skip a field's code skip what stands in it. Seen: python-docx 1.2.0, mammoth 1.11.0, docx2txt 0.9 and
# docx2python 3.5.0 all give 本市市级单位: the inner result is read as text, so each such word stands twice.
# Fails if one of them changes.
set -euo pipefail
cd "$(mktemp -d)"
python3 -m venv venv
venv/bin/pip install -q python-docx==1.2.0 mammoth==1.11.0 docx2txt==0.9 docx2python==3.5.0
cat > seen.py <<'PY'
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def mark(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text):
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def words(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


inner = mark("begin") + code(" MERGEFIELD 级别 ") + mark("separate") + words("市") + mark("end")
outer = mark("begin") + code(" IF ") + inner + code(' = "市" "市级" "县级" ') + mark("separate") + words("市级") + mark("end")
files = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body><w:p>{words("本")}{outer}{words("单位")}</w:p></w:body></w:document>',
}
with zipfile.ZipFile("a.docx", "w") as out:
    for name, content in files.items():
        out.writestr(name, content)

import docx, docx2txt, mammoth
from docx2python import docx2python

read = {
    "python-docx": "".join(p.text for p in docx.Document("a.docx").paragraphs),
    "mammoth": mammoth.extract_raw_text(open("a.docx", "rb")).value.strip(),
    "docx2txt": docx2txt.process("a.docx").strip(),
    "docx2python": docx2python("a.docx").text.strip(),
}
for name, text in read.items():
    print(f"{name}: {text}")
assert set(read.values()) == {"本市市级单位"}, "not what was seen"
PY
venv/bin/python seen.py
