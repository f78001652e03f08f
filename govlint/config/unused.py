"""The quotations in a configuration that keep nothing any more, as findings in its file, and how to take them out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml

from govlint.analysis.finding import Edit, Finding, Fix
from govlint.analysis.rule import Rule
from govlint.config.settings import Settings
from govlint.text.lazyregex import lazy
from govlint.text.source import Position, Source, Span

_KEY = lazy(r"^keep[ \t]*:", re.MULTILINE)


def findings_of(settings: Settings, source: Source, idle: Sequence[int], rule: Rule) -> Iterator[Finding]:
    """A finding of `rule` for each of these entries of `keep`. `source` is the configuration's file.

    The list may not be left empty: where all go, the first one's fix takes out the key with them.
    """
    nodes = [settings.node_of("keep", number) for number in idle]
    spans = [_span(source, node) for node in nodes if node is not None]
    lines = [_lines(source, span) for span in spans]
    whole = len(idle) == len(settings.config.keep)
    for order, (number, span) in enumerate(zip(idle, spans, strict=True)):
        edit = None if whole and order else lines[order]
        if whole and edit and (key := _KEY.search(source.text)):
            edit = Edit(key.start(), (lines[-1] or edit).end, "") if None not in lines else None
        yield Finding(
            span=span,
            rule=rule.id,
            severity=rule.severity,
            message=rule.message.format_map({"rules": settings.config.keep[number].rule}),
            match=source.text[span.start : span.end],
            fix=Fix(rule.safety, rule.fix, (edit,)) if edit else None,
        )


def _span(source: Source, node: yaml.Node) -> Span:
    start = source.offset(Position(node.start_mark.line + 1, node.start_mark.column + 1))
    last = _last(node)
    # A folded text (>, |) has its end where the next thing begins too.
    end = len(source.text[: source.offset(Position(last.line + 1, last.column + 1))].rstrip())
    return Span(start, max(start, end))


def _last(node: yaml.Node) -> yaml.Mark:
    """Where a node's own text ends: YAML has a mapping end where the next thing begins."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return _last(node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _last(node.value[-1])
    return node.end_mark


def _lines(source: Source, span: Span) -> Edit | None:
    """Takes out the lines of an entry that has them for itself; None for one written inside of a line."""
    first = source.line(source.position(span.start).line)
    number = source.position(span.end).line
    last = source.line(number)
    if source.text[first.start : span.start].strip() != "-" or source.text[span.end : last.end].strip():
        return None
    end = source.line(number + 1).start if number < source.line_count else last.end
    return Edit(first.start, end, "")
