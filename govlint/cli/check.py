"""govlint check: check files."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace

from govlint.analysis.finding import Finding, Severity
from govlint.cli import CANNOT
from govlint.cli.arguments import Parser
from govlint.cli.console import complain, harmless, is_terminal, is_unicode, wants_colour, width_of
from govlint.cli.output import Output, OutputError, Outputs
from govlint.cli.progress import size_of, watch, write
from govlint.cli.request import LEVELS, STDIN, take_cache, take_choice, take_fail_on, take_paths
from govlint.cli.session import Session
from govlint.config.settings import FailOn
from govlint.project.project import Checked
from govlint.reports import FORMATS, Report, Style, open_report
from govlint.text.columns import visible
from govlint.text.source import Source, SourceError

_WORTH_JOBS = 3_000_000  # bytes; a process of its own needs half a second to get ready, in which a megabyte can be checked

_FOR_PEOPLE = ("text", "concise", "statistics", "summary")
"""Forms of a report that quote drafts as they are."""


def configure(parser: Parser) -> None:
    """What `govlint check` takes."""
    take_paths(parser)
    add = parser.options.add_argument
    forms = "、".join(f"{name}（{purpose}）" for name, purpose in FORMATS.items())
    add("--format", choices=FORMATS, metavar="格式", help=f"输出格式，默认 text：{forms}")
    add(
        "--output",
        action=Outputs,
        metavar="[格式=]文件",
        help="把报告写到文件，可以写几次；格式看文件名后缀，或写在前面：报告.html、sarif=结果.json。"
        "没有写 --format 时屏幕上只显示总数",
    )
    take_choice(parser)
    take_cache(parser)
    add("--jobs", type=count, metavar="个数", help="用几个进程同时检查，默认看有多少文件和处理器；输出总是一样")
    take_fail_on(parser)
    add("--min-severity", choices=LEVELS, metavar="级别", help="只报告这一级和更重的问题，不写则全报告；没有报告的不影响退出码")
    add("--new-from", metavar="提交", help="只报告 git 的这个提交（如 HEAD、main）以后改动过的行")
    add("--fix", action="store_true", help="先改能放心改的，再报告剩下的")
    add("--diff", action="store_true", help="只显示 --fix 会改什么，不写文件，也不报告")
    add("--unsafe", action="store_true", help="和 --fix、--diff 一起用：也改可能改变原意的地方")
    add("--original", action="store_true", help="Word 文件有修订时，检查修订以前的文字；不写则当作修订都已接受")
    add("--statistics", action="store_true", help="只列每条规则的处数，不列问题")
    add("--watch", action="store_true", help="文件改动后再查一遍，直到按 Ctrl-C")


def run(arguments: argparse.Namespace) -> int:
    """Check what was asked for; gives the exit code."""
    mends = arguments.fix or arguments.diff
    for wrong, message in (
        (arguments.statistics and arguments.format not in (None, "text"), "--statistics 只能和 --format text 一起用"),
        (arguments.output and arguments.diff, "--output 不能和 --diff 一起用"),
        (arguments.new_from is not None and mends, "--new-from 不能和 --fix、--diff 一起用"),
        (arguments.jobs is not None and mends, "--jobs 不能和 --fix、--diff 一起用"),
        (
            arguments.watch and (mends or arguments.output or STDIN in arguments.paths),
            "--watch 不能和 --fix、--diff、--output、标准输入一起用",
        ),
        (arguments.unsafe and not mends, "--unsafe 要和 --fix 或 --diff 一起用"),
        (arguments.original and mends, "--original 不能和 --fix、--diff 一起用"),
        (arguments.fix and STDIN in arguments.paths, "标准输入要用 govlint fix 来改"),
    ):
        if wrong:
            complain(message)
            return CANNOT
    if arguments.diff:
        from govlint.cli import fix

        return fix.mend(arguments, diff=True, unsafe=arguments.unsafe)
    session = Session.asked(arguments)
    if session is None:
        return CANNOT
    if arguments.watch:
        from govlint.cli.watching import keep_checking

        return keep_checking(session, lambda: _check_once(arguments))
    return _Check(session, arguments).go()


def _check_once(arguments: argparse.Namespace) -> None:
    session = Session.asked(arguments)  # anew, since what has changed may be the settings
    if session is not None:
        _Check(session, arguments).go()


def count(text: str) -> int:
    """A number of an option, from 1 on."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"要写成 1 以上的整数，不是“{text}”")
    return int(text)


def _refuse_texts(outputs: Iterable[Output], files: Iterable[str]) -> None:
    """No report may take the place of a text that is to be checked. Raises OutputError."""
    texts = {os.path.realpath(path) for path in files if path != STDIN}
    for output in outputs:
        if os.path.realpath(output.path) in texts:
            raise OutputError(f"{visible(output.path)}：这是要检查的稿件，报告没有写入；请换一个文件名")


@dataclass
class _Check:
    """One run of the command."""

    session: Session
    arguments: argparse.Namespace
    failing: bool = False
    known: int = 0
    only_new: Callable[[Source, Iterable[Finding]], tuple[Finding, ...]] | None = None

    def __post_init__(self) -> None:
        if self.arguments.new_from is not None:
            from govlint.project.git import Since

            self.only_new = Since(self.arguments.new_from).new

    def go(self) -> int:
        files = list(self.session.files())
        if not files and not self.session.failed:
            complain(self.session.nothing("检查"))
        try:
            with ExitStack() as stack:
                return self._report(files, stack)
        except OutputError as error:
            complain(str(error))
            return CANNOT

    def _report(self, files: Sequence[str], stack: ExitStack) -> int:
        arguments, session = self.arguments, self.session
        outputs = arguments.output or []
        _refuse_texts(outputs, files)
        form = "statistics" if arguments.statistics else arguments.format or ("summary" if outputs else "text")
        style = Style(width_of(sys.stdout), wants_colour(sys.stdout), is_unicode(sys.stdout), is_terminal(sys.stdout))
        report = open_report(form, style, session.rules())
        others = [(open_report(o.form, Style(), session.rules()), stack.enter_context(o).write) for o in outputs]
        tame = harmless if form in _FOR_PEOPLE else str
        ways: list[tuple[Report, Callable[[str], None]]] = [(report, lambda text: write(tame(text))), *others]
        for way, put in ways:
            put(way.begin())
        with watch(files) as (paths, write_beside):
            for path, source, checked in self._lint_all(paths, files, any(way.reads for way, _ in ways)):
                if (findings := self._heard(path, source, checked)) is not None:
                    heard = replace(checked, findings=findings, limit=self._limit(path))
                    self.failing |= any(map(heard.fails, findings))
                    write_beside(tame(report.add(heard)))
                    for way, put in others:
                        put(way.add(heard))
        if self.only_new is None:
            for about in session.idle_keeps():
                said = replace(about, limit=self._limit(about.source.path))
                self.failing |= any(map(said.fails, said.findings))
                for way, put in ways:
                    put(way.add(said))
        for way, put in ways:
            put(way.end(session.checked, len(session.failed)))
        if self.known and form in ("text", "summary"):
            complain(f"另有 {self.known} 处是基线里的老问题，没有列出")
        return CANNOT if session.failed or session.broken else int(self.failing)

    def _lint_all(self, paths: Iterator[str], files: Sequence[str], documents: bool) -> Iterator[tuple[str, Source, Checked]]:
        session, jobs = self.session, self.arguments.jobs
        size = sum(map(size_of, files))
        if self.arguments.fix:
            from govlint.cli.mending import Mending

            mending = Mending(session, self.arguments.unsafe)
            return session.lint_all(paths, lambda *file: mended.checked if (mended := mending.mend(*file)) else None)
        if len(files) < 2 or jobs == 1 or (jobs is None and size < _WORTH_JOBS):
            return session.lint_all(paths)
        from govlint.cli.jobs import lint_all

        return lint_all(session, paths, size, jobs, documents=documents)

    def _heard(self, path: str, source: Source, checked: Checked) -> tuple[Finding, ...] | None:
        findings = checked.findings
        if self.only_new is not None:
            try:
                findings = self.only_new(source, findings)
            except SourceError as error:
                # git's trouble is that of all files.
                self.session.failed.add(path)
                self.session.say(str(error))
                return None
        if self.arguments.min_severity is not None:
            least = LEVELS[self.arguments.min_severity]
            findings = tuple(finding for finding in findings if least is None or finding.severity >= least)
        self.session.checked += 1
        self.known += checked.known
        return findings

    def _limit(self, path: str) -> Severity | None:
        """The severity from which on findings of a file fail the run."""
        project = self.session.project(path)
        return LEVELS.get(self.arguments.fail_on or (project.config.fail_on if project else FailOn.ERROR))
