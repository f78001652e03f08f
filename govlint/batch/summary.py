"""A page about a whole batch: which rules, which sources, how it went over time, which documents are worst; a single file that
asks for nothing from anywhere. It counts rows of the two tables and keeps none of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappushpop
from html import escape
from importlib import resources
from typing import Any

import pyarrow as pa

from govlint.analysis.finding import SEVERITY_NAMES, Severity
from govlint.reports.html import digest
from govlint.text.columns import visible

STATUS_NAMES = {
    "checked": "检查了",
    "unread": "读不了",
    "timeout": "超过时限",
    "memory": "超过内存",
    "crashed": "进程意外结束",
    "failed": "govlint 出错或配置有错",
}
"""What became of a document."""

_WORST_FIRST = tuple(reversed(Severity))
_SHOWN = 30
_SOURCES = 100_000  # told apart; those met later count as others
_OTHERS = "其他来源"
_MONTHS = 36  # more than so many are shown by year
_WIDE, _HIGH = 760, 120

_Counts = Counter[str]
"""Of documents, characters, and findings by severity."""


@dataclass
class Summary:
    """What is counted. `titles` are what rules are called, by id."""

    titles: Mapping[str, str] = field(default_factory=dict)
    documents: int = 0
    findings: int = 0
    failed: int = 0
    fails: bool = False
    _all: _Counts = field(default_factory=Counter)
    _statuses: _Counts = field(default_factory=Counter)
    _rules: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    _sources: dict[str, _Counts] = field(default_factory=dict)
    _months: dict[str, _Counts] = field(default_factory=dict)
    _worst: list[tuple[int, int, float, int, str]] = field(default_factory=list)
    _unread: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, documents: pa.RecordBatch, findings: pa.RecordBatch) -> None:
        """Count rows of the two tables."""
        for row in documents.to_pylist():
            self._add(row)
        self.findings += findings.num_rows
        by_rule = pa.Table.from_batches([findings]).group_by(["rule", "severity"]).aggregate([([], "count_all")])
        for row in by_rule.to_pylist():
            self._rules[row["rule"], row["severity"]] += row["count_all"]

    def _add(self, row: Mapping[str, Any]) -> None:
        self.documents += 1
        self._statuses[row["status"]] += 1
        self.fails |= row["fails"]
        name = row["name"] or row["id"] or ""
        if row["status"] != "checked":
            self.failed += 1
            if len(self._unread) < _SHOWN:
                self._unread.append((name, row["status"], row["reason"] or ""))
        counts: _Counts = Counter({"documents": 1, "characters": row["characters"] or 0})
        counts.update({str(severity): row[f"{severity}s"] for severity in Severity})
        self._all.update(counts)
        source = row["source"] or ""
        if source not in self._sources and len(self._sources) >= _SOURCES:
            source = _OTHERS
        self._sources.setdefault(source, Counter()).update(counts)
        if row["date"]:
            self._months.setdefault(row["date"][:7], Counter()).update(counts)
        errors, warnings = counts["error"], counts["warning"]
        if errors or warnings:
            # Of documents that are as bad as each other the earlier one is kept.
            worst = (errors, warnings, _rate(counts, "error", "warning"), -self.documents, name)
            if len(self._worst) < _SHOWN:
                self._worst.append(worst)
                self._worst.sort()
            else:
                heappushpop(self._worst, worst)

    def page(self) -> str:
        """The page as HTML."""
        style = resources.files("govlint.batch").joinpath("summary.css").read_text(encoding="utf-8")
        policy = f"default-src 'none'; style-src {digest(style)}; base-uri 'none'; form-action 'none'"
        return "".join(
            (
                '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n',
                '<meta name="generator" content="govlint">\n',
                f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n',
                '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
                f"<title>govlint 批量检查汇总</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n",
                "<h1>批量检查汇总</h1>\n",
                *self._figures(),
                *self._by_rule(),
                *self._by_source(),
                *self._trend(),
                *self._worst_documents(),
                *self._not_checked(),
                "<footer>由 govlint 生成。本页自成一体，不联网。</footer>\n</main>\n</body>\n</html>\n",
            )
        )

    def _figures(self) -> Iterator[str]:
        said = [("文件", self.documents), ("字", self._all["characters"]), ("没能检查", self.failed)]
        said += [(SEVERITY_NAMES[severity], self._all[str(severity)]) for severity in _WORST_FIRST]
        yield '<dl class="figures">' + "".join(f"<div><dt>{name}</dt><dd>{number:,}</dd></div>" for name, number in said)
        yield "</dl>\n"

    def _by_rule(self) -> Iterator[str]:
        order = sorted(self._rules.items(), key=lambda item: (-Severity[item[0][1].upper()], -item[1], item[0]))
        rows = [
            (
                SEVERITY_NAMES[Severity[severity.upper()]],
                _say(self.titles.get(rule, rule)),
                f"<code>{_say(rule)}</code>",
                f"{count:,}",
                _per(count, self._all["characters"]),
            )
            for (rule, severity), count in order
        ]
        yield from _table("规则", ("级别", "规则", "编号", "处数", "每万字"), rows)

    def _by_source(self) -> Iterator[str]:
        worst = sorted(self._sources.items(), key=lambda item: (-item[1]["error"], -item[1]["warning"], item[0]))
        rows = [(_say(source) or "（没有写明）", *_cells(counts)) for source, counts in worst[:_SHOWN]]
        left = len(worst) - len(rows)
        yield from _table("来源", ("来源", *_HEADS), rows, f"另有 {left:,} 个来源没有列出" if left else "")

    def _trend(self) -> Iterator[str]:
        times = self._months
        if len(times) > _MONTHS:
            times = {}
            for month, counts in self._months.items():
                times.setdefault(month[:4], Counter()).update(counts)
        order = sorted(times.items())[-_MONTHS:]
        if order:
            rates = [(time, _rate(counts, "error", "warning")) for time, counts in order]
            chart = "".join(_chart(rates))
            rows = [(_say(time), *_cells(counts)) for time, counts in order]
            yield from _table("时间", ("时间", *_HEADS), rows, above=chart)

    def _worst_documents(self) -> Iterator[str]:
        worst = sorted(self._worst, reverse=True)
        rows = [(_say(name), f"{errors:,}", f"{warnings:,}", f"{rate:.1f}") for errors, warnings, rate, _, name in worst]
        yield from _table("问题最多的文件", ("文件", "错误", "警告", "错误和警告，每万字"), rows)

    def _not_checked(self) -> Iterator[str]:
        rows = [(_say(name), STATUS_NAMES.get(status, _say(status)), _say(why)) for name, status, why in self._unread]
        left = self.failed - len(rows)
        yield from _table("没能检查的文件", ("文件", "情形", "原因"), rows, f"另有 {left:,} 个没有列出" if left else "")


_HEADS = ("文件数", "字数", *(SEVERITY_NAMES[severity] for severity in _WORST_FIRST), "错误和警告，每万字")


def _cells(counts: _Counts) -> tuple[str, ...]:
    numbers = [counts["documents"], counts["characters"], *(counts[str(severity)] for severity in _WORST_FIRST)]
    return (*(f"{number:,}" for number in numbers), f"{_rate(counts, 'error', 'warning'):.1f}")


def _rate(counts: _Counts, *severities: str) -> float:
    found = sum(counts[severity] for severity in severities)
    return found * 10_000 / counts["characters"] if counts["characters"] else 0.0


def _per(count: int, characters: int) -> str:
    return f"{count * 10_000 / characters:.2f}" if characters else ""


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], below: str = "", above: str = "") -> Iterator[str]:
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    if body:
        head = "".join(f"<th>{name}</th>" for name in heads)
        yield f"<section>\n<h2>{title}</h2>\n{above}"
        yield f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"
        yield f'<p class="more">{below}</p>\n' if below else ""
        yield "</section>\n"


def _chart(rates: Sequence[tuple[str, float]]) -> Iterator[str]:
    """A bar for each time, as high as its rate."""
    most = max(rate for _, rate in rates) or 1
    step = _WIDE / len(rates)
    yield f'<svg viewBox="0 0 {_WIDE} {_HIGH}" role="img" aria-label="错误和警告，每万字">\n'
    for number, (time, rate) in enumerate(rates):
        high = rate * (_HIGH - 4) / most
        yield f'<rect x="{number * step:.1f}" y="{_HIGH - high:.1f}" width="{step * 0.8:.1f}" height="{high:.1f}">'
        yield f"<title>{_say(time)}：{rate:.1f}</title></rect>\n"
    yield "</svg>\n"


def _say(text: str) -> str:
    return escape(visible(text))
