"""Suppression comments in a text (<!-- govlint-disable … -->): what they cover, and which are wrong or of no use."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from govlint.analysis.finding import Edit, Finding, Fix
from govlint.analysis.rule import Rule
from govlint.deserialize.dataclass import suggest
from govlint.document.document import Document
from govlint.readers import format_of
from govlint.suppression.rules import INVALID, UNUSED, Names
from govlint.text.characters import LINE_END
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy
from govlint.text.source import Source, Span

_BEGIN = lazy(r"(?<!\\)<!--\s*govlint-([^\s>]*)\s*")
_END = "-->"
_SEPARATOR = lazy(r"[,，、\s]+")
_LINE_END = lazy(LINE_END)
_NEXT, _DISABLE, _ENABLE = "disable-next-line", "disable", "enable"


@dataclass
class _Disabled:
    """One rule name that a comment disables from `start` to `end`."""

    comment: _Comment
    name: str
    reach: Span
    used: bool = False


@frozen
class _Comment:
    """A comment that speaks to govlint, where it stands."""

    span: Span
    action: str
    names: tuple[str, ...]
    reason: str
    listed: Span
    """Where the names stand."""


def has_comments(source: Source) -> bool:
    """Whether a text may hold suppression comments."""
    return "govlint-" in source.text and format_of(source.path) in ("markdown", "html")


def obey(document: Document, findings: Sequence[Finding], names: Names) -> Iterator[Finding]:
    comments = list(_comments(document.source))
    problems = {c: p for c in comments if (p := _problem(c, names))}
    disabled = list(_reaches(document, [c for c in comments if c not in problems]))
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    for rule, found in by_rule.items():
        yield from _uncovered(found, [d for d in disabled if rule in names.known[d.name]])
    closed = {d.reach.end for d in disabled}
    for comment in comments:
        if comment.action == _ENABLE and comment not in problems and comment.span.start not in closed:
            problems[comment] = "前面没有对应的 govlint-disable，可以删去"
    homes = [place.map.home for place in document.places]
    if invalid := names.running.get(INVALID.id):
        for comment, problem in problems.items():
            yield _about(document, homes, comment, invalid, {"problem": problem}, None)
    if unused := names.running.get(UNUSED.id):
        yield from _unused(document, homes, disabled, names, unused)


def _uncovered(findings: Sequence[Finding], disabled: Iterable[_Disabled]) -> Iterator[Finding]:
    """Of the findings of a rule, in order of place, those that nothing disables; what disables any is marked as used."""
    starts = [finding.span.start for finding in findings]
    covered: list[tuple[int, int]] = []
    for each in disabled:
        first, last = (bisect_left(starts, at) for at in each.reach)
        if first < last:
            each.used = True
            covered.append((first, last))
    at = 0
    for first, last in sorted(covered):
        yield from findings[at:first]
        at = max(at, last)
    yield from findings[at:]


def _unused(
    document: Document, homes: Sequence[int], disabled: Iterable[_Disabled], names: Names, rule: Rule
) -> Iterator[Finding]:
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
        yield _about(document, homes, comment, rule, {"rules": "、".join(gone)}, fix)


def _about(
    document: Document, homes: Sequence[int], comment: _Comment, rule: Rule, slots: Mapping[str, str], fix: Fix | None
) -> Finding:
    block = min(bisect_left(homes, comment.span.start), max(0, len(homes) - 1))
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
    spans = [place.span(0, len(place.block.text)) for place in document.places]
    # How far the text has come with each of them: what follows a comment is the first that goes beyond it.
    reached = list(accumulate((span.start for span in spans), max))
    ends = _ends(comments, len(document.source.text) + 1)
    for comment in comments:
        for name in comment.names if comment.action != _ENABLE else ():
            reach = Span(comment.span.start, ends.get((comment, name), 0))
            if comment.action == _NEXT:
                behind = comment.span.end
                at = bisect_left(reached, behind)
                reach = Span(spans[at].start, spans[at].end + 1) if at < len(spans) else Span(behind, behind)
            yield _Disabled(comment, name, reach)


def _ends(comments: Sequence[_Comment], end: int) -> dict[tuple[_Comment, str], int]:
    """Where each name of a comment is enabled again."""
    found: dict[tuple[_Comment, str], int] = {}
    of_all = end
    of_one: dict[str, int] = {}
    for comment in reversed(comments):
        if comment.action != _ENABLE:
            found.update(((comment, name), min(of_all, of_one.get(name, end))) for name in comment.names)
        elif comment.names:
            of_one.update(dict.fromkeys(comment.names, comment.span.start))
        else:
            of_all = comment.span.start
    return found


def _comments(source: Source) -> Iterator[_Comment]:
    from govlint.readers.markdown import code_spans  # seldom needed

    # A comment in code is an example of one.
    code = [] if format_of(source.path) == "html" else list(code_spans(source))
    text, at = source.text, 0
    while match := _BEGIN.search(text, at):
        end = text.find(_END, match.start(1))
        if end < 0:
            return
        at = end + len(_END)
        before = bisect_right(code, match.start(), key=lambda span: span.start)
        if before and match.start() < code[before - 1].end:
            continue
        start = min(match.end(), end)
        body = text[start:end].rstrip()
        colon = re.search(r"[:：]", body)
        listed = body[: colon.start()] if colon else body
        names = tuple(dict.fromkeys(name for name in _SEPARATOR.split(listed) if name))
        reason = body[colon.end() :].strip() if colon else ""
        action = text[match.start(1) : min(match.end(1), end)]
        yield _Comment(Span(match.start(), at), action, names, reason, Span(start, start + len(listed.rstrip())))


def _deletion(source: Source, span: Span) -> Edit:
    """Takes a comment out, and its line with it where nothing else stands there."""
    text = source.text
    start, end = span
    while start and text[start - 1] in " \t":
        start -= 1
    while end < len(text) and text[end] in " \t":
        end += 1
    if (start and text[start - 1] not in "\r\n") or (end < len(text) and text[end] not in "\r\n"):
        return Edit(*span, "")
    # Of the empty lines that set it off one is enough.
    for _ in range(2 if _stands_behind_a_blank(text, start) else 1):
        if match := _LINE_END.match(text, end):
            end = match.end()
    return Edit(start, end, "")


def _stands_behind_a_blank(text: str, at: int) -> bool:
    """Whether there is an empty line right above the one that begins at `at`, or none at all."""
    above = at - (2 if at > 1 and text.startswith("\r\n", at - 2) else 1)
    while above > 0 and text[above - 1] in " \t":
        above -= 1
    return above <= 0 or text[above - 1] in "\r\n"
