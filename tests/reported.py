"""One run in every format, for the goldens: a text with all that a finding may carry, and one in which nothing is found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Finding
from govlint.document.document import Document
from govlint.project.project import Checked
from govlint.readers import parse
from govlint.reports import FORMATS, Style, open_report
from govlint.rulefiles.loader import load_builtin
from govlint.text.source import Source

TEXTS = {
    "讲话 稿/定稿&<1>.txt": "X区长在全区大会上的讲话\r\n今天,我们召开会议,讲三点意见。\r\n一、抓产业,促发展\r\n二、改作风\r\n"
    "×月×日前,𠮷镇要完成“增长3%”的<b>任务</b>|50:50。\r\n",
    "通知.md": "# 关于召开会议的通知\n\n会议定于10:30开始。\n",
}
RULES = ("count/mismatch", "placeholder/masked-name", "placeholder/unfilled", "punctuation/half-width")

SUFFIXES = {"sarif": "json", "gitlab": "json", "rdjson": "json", "json": "json", "jsonl": "jsonl", "checkstyle": "xml"}
SUFFIXES |= {"junit": "xml", "markdown": "md", "html": "html"}
"""What files of a format are called; the others are text."""


def checked(document: Document, findings: Iterable[Finding]) -> Checked:
    """What a report is told of a document in which this was found."""
    return Checked(document.source, tuple(findings), parsed=document)


def golden(form: str) -> str:
    """Where the golden of a format stands."""
    return f"tests/golden/reports/{form}.{SUFFIXES.get(form, 'txt')}"


def goldens() -> Mapping[str, str]:
    """Each format with the golden of it."""
    return {form: golden(form) for form in FORMATS}


def reported(form: str) -> str:
    """What a run over the texts says in a format."""
    rules = [rule for rule in load_builtin() if rule.id in RULES]
    ruleset = Ruleset(rules)
    report = open_report(form, Style(), rules)
    said = [report.begin()]
    for path, text in TEXTS.items():
        source = Source(path, text)
        document = parse(source)
        said.append(report.add(checked(document, lint(document, ruleset, remember=False).findings)))
    said.append(report.end(len(TEXTS), 0))
    return "".join(said)


def settled(text: str) -> str:
    """A report without what says nothing of the run: the version, a page's style and script and their digests."""
    text = re.sub(r'"semanticVersion": "[^"]*"', '"semanticVersion": "0"', text)
    text = re.sub("(<(style|script)>).*?(</)", r"\1…\3", text, flags=re.DOTALL)
    return re.sub("sha256-[A-Za-z0-9+/=]+", "sha256-…", text)
