"""Suppression comments in a text (<!-- govlint-disable … -->): what they cover, and which are wrong or of no use."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from govlint.analysis.finding import Edit, Finding, Fix
from govlint.analysis.rule import Rule
from govlint.deserialize.dataclass import suggest
from govlint.document.document import Document
from govlint.suppression.rules import INVALID, UNUSED, Names
from govlint.text.characters import LINE_END
from govlint.text.source import Source, Span

_COMMENT = re.compile(r"(?<!\\)<!--\s*govlint-([^\s>]*)\s*(.*?)\s*-->", re.DOTALL)


_SEPARATOR = re.compile(r"[,，、\s]+")


_LINE_END = re.compile(LINE_END)


_BLANK = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)\Z")


_NEXT, _DISABLE, _ENABLE = "disable-next-line", "disable", "enable"


_COMMENTED = (".md", ".markdown", ".html", ".htm")


@dataclass
class _Disabled:
    """One rule name that a comment disables from `start` to `end`."""

    comment: _Comment
    name: str
    reach: Span
    used: bool = False


@dataclass(frozen=True)
class _Comment:
    span: Span
    action: str
    names: tuple[str, ...]
    reason: str
    listed: Span
    """Where the names stand."""


def has_comments(source: Source) -> bool:
    """Whether a text may hold suppression comments."""
    return "govlint-" in source.text and source.path.lower().endswith(_COMMENTED)


def obey(document: Document, findings: Sequence[Finding], names: Names) -> Iterator[Finding]:
    comments = list(_comments(document.source))
    problems = {c: p for c in comments if (p := _problem(c, names))}
    disabled = list(_reaches(document, [c for c in comments if c not in problems]))
    for finding in findings:
        covering = [
            d for d in disabled if finding.rule in names.known[d.name] and d.reach.start <= finding.span.start < d.reach.end
        ]
        for each in covering:
            each.used = True
        if not covering:
            yield finding
    closing = {c for c in comments if c.action == _ENABLE} - set(problems)
    for comment in closing:
        if not any(d.reach.end == comment.span.start for d in disabled):
            problems[comment] = "前面没有对应的 govlint-disable，可以删去"
    if invalid := names.running.get(INVALID.id):
        for comment, problem in problems.items():
            yield _about(document, comment, invalid, {"problem": problem}, None)
    if unused := names.running.get(UNUSED.id):
        yield from _unused(document, disabled, names, unused)


def _unused(document: Document, disabled: Iterable[_Disabled], names: Names, rule: Rule) -> Iterator[Finding]:
    by_comment: dict[_Comment, list[_Disabled]] = {}
    for each in disabled:
        # Of a rule that does not run nobody knows whether it would find something.
        if not each.used and names.known[each.name] <= names.running.keys():
            by_comment.setdefault(each.comment, []).append(each)
    for comment, idle in by_comment.items():
        gone = [d.name for d in idle]
        left = [name for name in comment.names if name not in gone]
        edit = Edit(*comment.listed, ", ".join(left)) if left else _deletion(document.source, comment.span)
        fix = Fix(rule.safety, rule.fix, (edit,))
        yield _about(document, comment, rule, {"rules": "、".join(gone)}, fix)


def _about(document: Document, comment: _Comment, rule: Rule, slots: Mapping[str, str], fix: Fix | None) -> Finding:
    starts = [place.map.home for place in document.places]
    block = min(bisect_left(starts, comment.span.start), max(0, len(starts) - 1))
    match = document.source.text[comment.span.start : comment.span.end]
    return Finding(comment.span, rule.id, rule.severity, rule.message.format_map(slots), match, fix, block=block)


def _problem(comment: _Comment, names: Names) -> str:
    actions = (_NEXT, _DISABLE, _ENABLE)
    if comment.action not in actions:
        known = [f"govlint-{action}" for action in actions]
        return f"没有“govlint-{comment.action}”{suggest(f'govlint-{comment.action}', known) or '；'}可用：{'、'.join(known)}"
    for name in comment.names:
        if name not in names.known:
            return f"没有规则或类别“{name}”{suggest(name, names.known)}"
    if comment.action != _ENABLE and not comment.names:
        return f"没有写停用哪条规则，要写成“govlint-{comment.action} 规则: 理由”"
    if comment.action != _ENABLE and not comment.reason:
        return f"没有写理由，要写成“govlint-{comment.action} 规则: 理由”"
    return ""


def _reaches(document: Document, comments: Sequence[_Comment]) -> Iterator[_Disabled]:
    for index, comment in enumerate(comments):
        if comment.action == _ENABLE:
            continue
        for name in comment.names:
            if comment.action == _NEXT:
                reach = _next_paragraph(document, comment.span.end)
            else:
                later = (c for c in comments[index + 1 :] if c.action == _ENABLE and (not c.names or name in c.names))
                end = next((c.span.start for c in later), len(document.source.text) + 1)
                reach = Span(comment.span.start, end)
            yield _Disabled(comment, name, reach)


def _next_paragraph(document: Document, offset: int) -> Span:
    for place in document.places:
        span = place.span(0, len(place.block.text))
        if span.start >= offset:
            return Span(span.start, span.end + 1)
    return Span(offset, offset)


def _comments(source: Source) -> Iterator[_Comment]:
    from govlint.readers.markdown import code_spans  # seldom needed

    # A comment in code is an example of one.
    code = [] if source.path.lower().endswith((".html", ".htm")) else list(code_spans(source))
    for match in _COMMENT.finditer(source.text):
        if any(span.start <= match.start() < span.end for span in code):
            continue
        body = match.group(2)
        colon = re.search(r"[:：]", body)
        listed = body[: colon.start()] if colon else body
        names = tuple(dict.fromkeys(name for name in _SEPARATOR.split(listed) if name))
        reason = body[colon.end() :].strip() if colon else ""
        at = Span(match.start(2), match.start(2) + len(listed.rstrip()))
        yield _Comment(Span(*match.span()), match.group(1), names, reason, at)


def _deletion(source: Source, span: Span) -> Edit:
    """Takes a comment out, and its line with it where nothing else stands there."""
    text = source.text
    start, end = span
    before = text[:start].rstrip(" \t")
    rest = text[end:].lstrip(" \t")
    if (not before or before[-1] in "\r\n") and (not rest or rest[0] in "\r\n"):
        start = len(before)
        end = len(text) - len(rest)
        # Of the empty lines that set it off one is enough.
        for _ in range(2 if not before or _BLANK.search(before) else 1):
            if match := _LINE_END.match(text, end):
                end = match.end()
    return Edit(start, end, "")
