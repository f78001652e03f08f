"""One page to look at: the text with its findings in the margin, its outline, its rhythm; a single file that asks for nothing
from anywhere and runs no text of anybody's. It knows the findings and nothing before them."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from importlib import resources

from govlint import reports
from govlint.analysis.finding import SEVERITY_NAMES, Finding, Severity
from govlint.analysis.rule import Basis
from govlint.document.document import Document
from govlint.document.genre import GENRE_NAMES
from govlint.document.outline import FAULT_NAMES, Member
from govlint.project.project import Checked
from govlint.reports import Context
from govlint.reports.charts import charts
from govlint.reports.music import music
from govlint.reports.page import Numbers, rows
from govlint.reports.text import summarise
from govlint.rhetoric.analysis import analyse
from govlint.rulefiles.seeds import grounds, model
from govlint.text.columns import visible

_WORST_FIRST = tuple(reversed(Severity))
_LONGEST_ENTRY = 30
_LONGEST_TITLE = 200


class Report(reports.Report):
    """See `govlint.reports.Report`. The page is whole only at the end: what stands on top counts all that is below."""

    reads = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.rules = context.rules
        self.numbers = Numbers()
        self.files: list[tuple[str, Counter[Severity]]] = []
        self.trees: list[str] = []
        self.sections: list[str] = []
        self.by_rule: Counter[str] = Counter()
        self.worst: dict[str, Severity] = {}

    def add(self, checked: Checked) -> str:
        name = f"d{len(self.files) + 1}"
        for finding in checked.findings:
            self.by_rule[finding.rule] += 1
            self.worst[finding.rule] = max(finding.severity, self.worst.get(finding.rule, finding.severity))
        self.files.append((checked.source.path, Counter(finding.severity for finding in checked.findings)))
        self.trees.append(_tree(checked.document, name))
        self.sections.append("".join(self._section(checked.document, checked.findings, name)))
        return ""

    def end(self, checked: int, failed: int) -> str:
        total = sum((counts for _, counts in self.files), Counter[Severity]())
        style, script = _read("html.css") + self._switches(), _read("html.js")
        policy = (
            f"default-src 'none'; style-src {digest(style)}; script-src {digest(script)}; base-uri 'none'; form-action 'none'"
        )
        title = f"{_say(self.files[0][0])} · govlint" if len(self.files) == 1 else "govlint 检查报告"
        return "".join(
            (
                '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n',
                '<meta name="generator" content="govlint">\n',
                f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n',
                '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
                f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n",
                '<div class="page">\n<aside class="side">\n<p class="brand">检查报告</p>\n',
                f'<p class="total">{escape(summarise(total, checked, failed))}</p>\n',
                *self._filter(total),
                *self._outlines(),
                '</aside>\n<main class="main">\n',
                *self._contents(),
                *self.sections,
                *self._reasons(),
                "<footer>由 govlint 生成。本页自成一体，不联网。</footer>\n",
                f"</main>\n</div>\n<script>{script}</script>\n</body>\n</html>\n",
            )
        )

    def _section(self, document: Document, findings: Sequence[Finding], name: str) -> Iterator[str]:
        title = _say(document.title)
        yield f'<section class="file" id="{name}">\n<header class="about">\n'
        yield f'<h2 class="path">{_say(document.source.path)}<span class="genre">{GENRE_NAMES[document.genre]}</span></h2>\n'
        rhetoric = analyse(document)
        yield "".join(charts(document, rhetoric, name))
        yield "".join(music(document, rhetoric, analyse(model()), name))
        if not findings:
            yield '<p class="fine">没有发现问题。</p>\n'
        label = title or _say(document.source.path)
        yield f'</header>\n<article class="text" aria-label="{label}">\n'
        yield from rows(document, findings, name, self.numbers)
        yield "</article>\n</section>\n"

    def _filter(self, total: Counter[Severity]) -> Iterator[str]:
        if not total:
            return
        yield '<section class="filter">\n<h2>显示</h2>\n'
        for severity in _WORST_FIRST:
            if total[severity]:
                yield f'<label class="{severity}"><input type="checkbox" id="show-{severity}" checked>'
                yield f'<span class="name">{SEVERITY_NAMES[severity]}</span><b>{total[severity]}</b></label>\n'
        yield '<label><input type="checkbox" id="only"><span>只看有问题的段落</span></label>\n'
        yield f'<details class="rules"><summary>按规则（{len(self.by_rule)} 条）</summary>\n'
        for rule in self._met():
            said = _say(self.rules[rule].title if rule in self.rules else rule)
            number = self.numbers.rule(rule)
            yield f'<label class="{self.worst[rule]}" title="{_say(rule)}">'
            yield f'<input type="checkbox" id="show-r{number}" checked>'
            yield f"<span>{said}</span><b>{self.by_rule[rule]}</b></label>\n"
        yield "</details>\n</section>\n"

    def _switches(self) -> str:
        """What the checkboxes hide; no script is needed for it."""
        switches = [(f"#show-{severity}", f".{severity}") for severity in Severity]
        switches += [(f"#show-r{number}", f".r{number}") for number in map(self.numbers.rule, self._met())]
        lines = []
        for box, kind in switches:
            hidden = f"body:has({box}:not(:checked))"
            lines.append(f"{hidden} .note{kind},{hidden} mark.spot{kind}{{display:none}}")
            lines.append(f"{hidden} mark{kind}{{background:none;box-shadow:none;color:inherit;cursor:auto}}")
        lines.append("body:has(#only:checked) .row:is(:not(.has),.quiet){display:none}")
        return "\n".join(["", *lines, ""])

    def _met(self) -> list[str]:
        return sorted(self.by_rule, key=lambda rule: (-self.worst[rule], -self.by_rule[rule], rule))

    def _outlines(self) -> Iterator[str]:
        if not any(self.trees):
            return
        yield '<nav class="tree">\n<h2>层次</h2>\n'
        for (path, _), tree in zip(self.files, self.trees, strict=True):
            if tree:
                yield tree if len(self.files) == 1 else f"<details><summary>{_say(path)}</summary>\n{tree}</details>\n"
        yield "</nav>\n"

    def _contents(self) -> Iterator[str]:
        if len(self.files) < 2:
            return
        heads = "".join(f"<th>{SEVERITY_NAMES[severity]}</th>" for severity in _WORST_FIRST)
        yield f'<table class="files">\n<thead><tr><th>文件</th>{heads}</tr></thead>\n<tbody>\n'
        for number, (path, counts) in enumerate(self.files, 1):
            cells = "".join(f'<td class="{s if counts[s] else "zero"}">{counts[s]}</td>' for s in _WORST_FIRST)
            yield f'<tr><td><a href="#d{number}">{_say(path)}</a></td>{cells}</tr>\n'
        yield "</tbody>\n</table>\n"

    def _reasons(self) -> Iterator[str]:
        met = [self.rules[rule] for rule in self._met() if rule in self.rules]
        if not met:
            return
        yield '<section class="why">\n<h2>为什么这样要求</h2>\n<dl>\n'
        for rule in met:
            yield f'<div class="{self.worst[rule.id]}" id="r{self.numbers.rule(rule.id)}">'
            yield f"<dt>{_say(rule.title)}<small>{_say(rule.id)}</small></dt><dd>{_say(rule.why.strip())}</dd>"
            yield "".join(f'<dd class="ground">依据：{_ground(basis)}</dd>' for basis in rule.basis) + "</div>\n"
        yield "</dl>\n</section>\n"


def _tree(document: Document, name: str) -> str:
    members = [member for run in document.outline.roots for member in run.members]
    return f"<ol>{''.join(_branch(document, member, name) for member in members)}</ol>\n" if members else ""


def _branch(document: Document, member: Member, name: str) -> str:
    fault = f"<em>{FAULT_NAMES[member.fault]}</em>" if member.fault else ""
    kind = " ".join(filter(None, ("" if member.marker.head else "inner", "fault" if member.fault else "")))
    children = "".join(_branch(document, child, name) for run in member.children for child in run.members)
    below = f"<ol>{children}</ol>" if children else ""
    link = f'class="{kind}" href="#{name}-p{member.line + 1}" title="{_say(document.entry(member, _LONGEST_TITLE))}"'
    return f"<li><a {link}>{_say(document.entry(member, _LONGEST_ENTRY))}{fault}</a>{below}</li>"


def _ground(basis: Basis) -> str:
    return _say(grounds(basis))


def _say(text: str) -> str:
    """Text that a page shows as it is, and that does nothing there."""
    return escape(visible(text))


def _read(name: str) -> str:
    return resources.files("govlint.reports").joinpath(name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """How a Content-Security-Policy names the one style or script that it lets through."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
