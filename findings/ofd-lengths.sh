#!/usr/bin/env bash
# OFD (GB/T 33190-2016) counts in millimetres, and a text object must have a Size.
#
# Guess: an A4 page of PDF with black text of 16 points becomes an OFD page of 210 by 297 with Size 5.64.
# Seen: easyofd 20260427 writes points as the page's millimetres (595 by 842, the paper of a poster), but the text on it in
# 200ths of an inch, so that all of it stands in the upper left; no Size, but a `size` of 2.032, which the standard does not
# have; the namespace of a blog in place of the standard's; and black as brown (156 82 35).
# Fails if that changes.
set -euo pipefail
cd "$(mktemp -d)"
python3 -m venv venv
venv/bin/pip install -q easyofd==20260427 pymupdf==2.0
cat > seen.py <<'PY'
import contextlib
import io
import re
import zipfile

import pymupdf
from easyofd.ofd import OFD

document = pymupdf.open()
page = document.new_page(width=595, height=842)
page.insert_text((72, 105), "现将有关事项通知如下", fontname="china-s", fontsize=16, color=(0, 0, 0))
with contextlib.redirect_stdout(None):
    made = OFD().pdf2ofd(document.tobytes(), optional_text=True)
package = zipfile.ZipFile(io.BytesIO(made))
(name,) = (n for n in package.namelist() if n.endswith("Content.xml"))
content = package.read(name).decode()
seen = {
    "namespace": re.search(r'xmlns:ofd="([^"]*)"', content).group(1),
    "page": re.search(r"PhysicalBox>([^<]*)<", content).group(1),
    "text at": re.search(r'<ofd:TextObject[^>]*Boundary="([^"]*)"', content).group(1),
    "Size": re.search(r'<ofd:TextObject[^>]* Size="([^"]*)"', content),
    "size": re.search(r'<ofd:TextObject[^>]* size="([^"]*)"', content).group(1),
    "colour": re.search(r"<Value>([^<]*)<", content).group(1),
}
for what, value in seen.items():
    print(f"{what}: {value}")
left, top, *_ = map(float, seen["text at"].split())
assert seen["namespace"] == "http://blog.yuanhaiying.cn", "not what was seen"
assert [round(float(v)) for v in seen["page"].split()] == [0, 0, 595, 842], "not what was seen"
assert (round(left * 200 / 25.4), round(float(seen["size"]) * 200 / 25.4)) == (72, 16), "not what was seen"
assert seen["Size"] is None and seen["colour"] == "156 82 35", "not what was seen"
PY
venv/bin/python seen.py 2> said || { cat said; exit 1; }
