"""What to say of the place under the pointer: a finding in full, an ordinal's place in the tree."""

from __future__ import annotations

from collections.abc import Iterator

from govlint_lsp.convert import offset_of, range_of
from govlint_lsp.documents import View
from govlint_lsp.words import Words
from lsprotocol import types as lsp

from govlint.analysis.finding import SAFETY_NAMES, SEVERITY_NAMES, Finding
from govlint.analysis.rule import Basis, Example, Rule
from govlint.document.document import Document
from govlint.document.outline import FAULT_NAMES, Member
from govlint.rulefiles.redpen import MARK, unmark
from govlint.rulefiles.seeds import authority

_LONGEST_EXAMPLE = 120
_LONGEST_ENTRY = 24


def hover(view: View, position: lsp.Position, *, markdown: bool = True, brief: bool = False) -> lsp.Hover | None:
    """What is known of a position, or nothing. `brief`: the editor itself shows what a finding says and its rule's id."""
    offset = offset_of(view.text, position, view.encoding)
    findings = [f for f in view.findings if f.span.start <= offset < max(f.span.end, f.span.start + 1)]
    parts = ["\n\n".join(_about(f, view.rule(f.rule), markdown, brief, view.words)) for f in findings]
    spans = [f.span for f in findings]
    member = member_at(view.checked.document, offset)
    if member is not None:
        document = view.checked.document
        parts.append("\n\n".join(_plain(line, markdown) for line in _place(document, member, view.words)))
        spans.append(document.places[member.line].span(member.marker.start, member.marker.end))
    if not parts:
        return None
    kind = lsp.MarkupKind.Markdown if markdown else lsp.MarkupKind.PlainText
    content = ("\n\n---\n\n" if markdown else "\n\n").join(parts)
    return lsp.Hover(lsp.MarkupContent(kind, content), range_of(view.text, *spans[0], view.encoding))


def member_at(document: Document, offset: int) -> Member | None:
    """The ordinal that stands at an offset of the source."""
    for member in document.outline.members():
        if not member.generated:
            span = document.places[member.line].span(member.marker.start, member.marker.end)
            if span.start <= offset < span.end:
                return member
    return None


def _about(finding: Finding, rule: Rule | None, markdown: bool, brief: bool, words: Words) -> Iterator[str]:
    severity = words(SEVERITY_NAMES[finding.severity])
    if brief:
        title = rule.title if rule else finding.rule
        yield _strong(words("{title}（{severity}）", title=title, severity=severity), markdown)
    else:
        yield f"{_strong(severity, markdown)}　{_plain(finding.message, markdown)}"
    if finding.fix:
        fix = _plain(words.fix(finding.fix.title), markdown)
        yield words("{fix}（{safety}）", fix=fix, safety=words(SAFETY_NAMES[finding.fix.safety]))
    if rule is not None:
        yield from _reasons(rule, markdown, words)
    if rule is not None and not brief:
        code = f"`{rule.id}`" if markdown else rule.id
        yield f"{code}　{_plain(rule.title, markdown)}"


def _reasons(rule: Rule, markdown: bool, words: Words) -> Iterator[str]:
    yield _plain(rule.why, markdown)
    for basis in rule.basis[:2]:
        if said := _basis(basis):
            yield words("依据：{said}", said=_plain(said, markdown))
    examples = [*(f"× {_bad(e)}" for e in rule.bad[:1]), *(f"√ {_good(e)}" for e in rule.good[:1])]
    if examples:
        yield ("  \n" if markdown else "\n").join(_plain(e, markdown) for e in examples)


def _basis(basis: Basis) -> str:
    return authority(basis) or basis.note.strip()


def _bad(example: Example) -> str:
    """The sentence of a bad example that is marked, and what becomes of it."""
    marked = unmark(example.text)
    shown = MARK.sub(lambda m: f"【{m.group(1)}】", example.text)
    lines = [line for line in shown.splitlines() if "【" in line] or [shown]
    said = _short(lines[0].strip())
    if marked.mended is not None and len(example.text.splitlines()) == 1:
        said += f" → {_short(marked.mended.strip())}"
    return said


def _good(example: Example) -> str:
    return _short(" ".join(example.text.split("\n")).strip())


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_EXAMPLE else text[:_LONGEST_EXAMPLE] + "…"


def _place(document: Document, member: Member, words: Words) -> Iterator[str]:
    run = member.run
    at = {"text": member.marker.text, "count": len(run.members), "at": member.at + 1}
    if member.fault:
        wrong = {"fault": words(FAULT_NAMES[member.fault]), "expected": member.expected}
        yield words("序号“{text}”：这一组共 {count} 项，这是第 {at} 项，{fault}，应为第 {expected}", **at, **wrong)
    else:
        yield words("序号“{text}”：这一组共 {count} 项，这是第 {at} 项", **at)
    chain = []
    parent = run.parent
    while parent is not None:
        chain.append(document.entry(parent, _LONGEST_ENTRY))
        parent = parent.run.parent
    if chain:
        yield words("上级：{chain}", chain=" › ".join(reversed(chain)))
    inner = [words("“{series}”{count} 项", series=r.series, count=len(r.members)) for r in member.children]
    if inner:
        yield words("下级：{inner}", inner=(", " if words.is_english else "、").join(inner))


def _strong(text: str, markdown: bool) -> str:
    return f"**{_plain(text, True)}**" if markdown else text


def _plain(text: str, markdown: bool) -> str:
    """Words of a text that must not be taken for markup."""
    if not markdown:
        return text
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|~" else char for char in text)
