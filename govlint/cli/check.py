"""govlint check: check files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from govlint.cli import CANNOT
from govlint.cli.arguments import Parser
from govlint.cli.console import complain, is_terminal, is_unicode, wants_colour, width_of
from govlint.cli.progress import watch, write
from govlint.cli.session import LEVELS, STDIN, Session, take_choice, take_paths
from govlint.config import FailOn
from govlint.document import Document
from govlint.finding import Finding
from govlint.project import Checked
from govlint.readers import SUFFIXES
from govlint.reports import FORMATS, Style, open_report
from govlint.source import Source, SourceError


def configure(parser: Parser) -> None:
    """What `govlint check` takes."""
    take_paths(parser)
    add = parser.options.add_argument
    add("--format", choices=FORMATS, default="text", metavar="格式", help="输出格式：text（默认，给人看）、json、jsonl")
    take_choice(parser)
    add(
        "--fail-on",
        choices=(*LEVELS, "never"),
        metavar="级别",
        help="有这一级或更重的问题时退出码为 1，默认照配置，没有配置则 error；never 则发现问题也为 0。有文件没能检查时为 2",
    )
    add("--new-from", metavar="提交", help="只报告 git 的这个提交（如 HEAD、main）以后改动过的行")
    add("--fix", action="store_true", help="先改能放心改的，再报告剩下的")
    add("--diff", action="store_true", help="只显示 --fix 会改什么，不写文件，也不报告")
    add("--unsafe", action="store_true", help="和 --fix、--diff 一起用：也改可能改变原意的地方")
    add("--original", action="store_true", help="Word 文件有修订时，检查修订以前的文字；不写则当作修订都已接受")
    add("--statistics", action="store_true", help="只列每条规则的处数，不列问题")


def run(arguments: argparse.Namespace) -> int:
    """Check what was asked for; gives the exit code."""
    for wrong, message in (
        (arguments.statistics and arguments.format != "text", "--statistics 只能和 --format text 一起用"),
        (arguments.new_from is not None and (arguments.fix or arguments.diff), "--new-from 不能和 --fix、--diff 一起用"),
        (arguments.unsafe and not (arguments.fix or arguments.diff), "--unsafe 要和 --fix 或 --diff 一起用"),
        (arguments.original and (arguments.fix or arguments.diff), "--original 不能和 --fix、--diff 一起用"),
        (arguments.fix and STDIN in arguments.paths, "标准输入要用 govlint fix 来改"),
    ):
        if wrong:
            complain(message)
            return CANNOT
    if arguments.diff:
        from govlint.cli import fix

        return fix.run(argparse.Namespace(**vars(arguments) | {"simplify": False}))
    session = Session.open(arguments)
    return CANNOT if session is None else _Run(session, arguments).go()


@dataclass
class _Run:
    session: Session
    arguments: argparse.Namespace
    failing: bool = False
    known: int = 0
    lint: Callable[[str, Source], Checked | None] = field(init=False)
    only_new: Callable[[Source, Iterable[Finding]], tuple[Finding, ...]] | None = None

    def __post_init__(self) -> None:
        self.lint = self.session.lint
        if self.arguments.fix:
            from govlint.cli.mending import Mending

            self.lint = Mending(self.session, self.arguments.unsafe).mend
        if self.arguments.new_from is not None:
            from govlint.changed import Since

            self.only_new = Since(self.arguments.new_from).new

    def go(self) -> int:
        arguments, session = self.arguments, self.session
        interactive = is_terminal(sys.stdout)
        style = Style(width_of(sys.stdout), wants_colour(sys.stdout), is_unicode(sys.stdout), interactive)
        files = list(session.files())
        report = open_report("statistics" if arguments.statistics else arguments.format, style, session.rules())
        if not files and not session.failed:
            complain(f"没有找到可以检查的文件（{'、'.join(SUFFIXES)}）")
        write(report.begin())
        with watch(files) as (paths, write_beside):
            for path in paths:
                if (checked := self._check(path)) is not None:
                    write_beside(report.add(*checked))
        if self.only_new is None:
            for about in session.idle_keeps():
                self._weigh(about.findings, about.document.source.path)
                write(report.add(about.document, about.findings))
        write(report.end(session.checked, len(session.failed)))
        if self.known and arguments.format == "text":
            complain(f"另有 {self.known} 处是基线里的老问题，没有列出")
        return CANNOT if session.failed or session.broken else int(self.failing)

    def _check(self, path: str) -> tuple[Document, tuple[Finding, ...]] | None:
        source = self.session.source(path)
        checked = self.lint(path, source) if source is not None else None
        if source is None or checked is None:
            return None
        findings = checked.findings
        if self.only_new is not None:
            try:
                findings = self.only_new(source, findings)
            except SourceError as error:
                self.session.cannot(path, str(error))
                return None
        self.session.checked += 1
        self.known += checked.known
        self._weigh(findings, path)
        return checked.document, findings

    def _weigh(self, findings: Iterable[Finding], path: str) -> None:
        """Note whether the run fails for these."""
        project = self.session.project(path)
        limit = LEVELS.get(self.arguments.fail_on or (project.config.fail_on if project else FailOn.ERROR))
        self.failing |= limit is not None and any(finding.severity >= limit for finding in findings)
