"""What a text has of rhetoric, as a part of a page: its devices in a table beside the model text, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from govlint.document.document import Document
from govlint.reports.text import place_of
from govlint.rhetoric.analysis import Passage, Rhetoric, kinds
from govlint.rhetoric.found import DEVICE_NAMES, Device
from govlint.text.columns import visible

_LONGEST = 40


def music(document: Document, rhetoric: Rhetoric, model: Rhetoric, name: str) -> Iterator[str]:
    """The table and the places as HTML; nothing for a text without devices. `name` begins the anchors of the document."""
    if not rhetoric.passages:
        return
    yield '<details class="music">\n<summary>修辞手法，与范文相比</summary>\n<table>\n<thead><tr><th>手法</th><th>处</th>'
    yield "<th>每千字</th><th>范文每千字</th><th>其中</th></tr></thead>\n<tbody>\n"
    for device in Device:
        found = rhetoric.of(device)
        yield f'<tr><th scope="row">{DEVICE_NAMES[device]}</th><td>{len(found)}</td><td>{rhetoric.rate(device):.1f}</td>'
        yield f"<td>{model.rate(device):.1f}</td><td>{kinds(found)}</td></tr>\n"
    yield "</tbody>\n</table>\n"
    for device in (device for device in Device if rhetoric.counts[device]):
        yield f"<h3>{DEVICE_NAMES[device]}</h3>\n<ul>\n"
        yield from (_line(document, passage, name) for passage in rhetoric.of(device))
        yield "</ul>\n"
    yield "</details>\n"


def _line(document: Document, passage: Passage, name: str) -> str:
    start = document.places[passage.place].span(passage.start, passage.end).start
    limbs = "<i> / </i>".join(_short(limb) for limb in passage.limbs)
    form = "" if passage.device is Device.FOUR else f"<b>{escape(visible(passage.form))}</b> "
    where = f'<a href="#{name}-p{passage.place + 1}">{place_of(document, start)}</a>'
    return f"<li>{where}<span>{form}{limbs}</span></li>\n"


def _short(text: str) -> str:
    return escape(visible(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"))
