"""A process that checks one document after another: what a document does to it, it does to this process alone.

On standard input stand a line of options, and then for each document a line that describes it and its bytes; on standard
output a line that says that all is ready, and then an answer a line. All lines are JSON. The process ends when its input
does: with the one that started it, whatever becomes of that.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections import Counter
from typing import IO, Any

from govlint.analysis.finding import Severity
from govlint.batch.options import Options
from govlint.config.selection import Selection, UnknownRuleError
from govlint.deserialize.dataclass import StrictError
from govlint.document.genre import Genre
from govlint.project.project import Checked, Project, Projects
from govlint.readers import decode, format_of, nothing_read
from govlint.reports.json import record
from govlint.text.source import Source, SourceError

_TEXT_FORMATS = ("text", "markdown", "html")
_LEVELS = {str(severity): severity for severity in Severity}


def main() -> None:
    """Answer until there are no more documents."""
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer
    tasks = sys.stdin.buffer
    options = Options.of_line(tasks.readline().decode())
    try:
        worker = Worker(options)
    except (StrictError, UnknownRuleError) as error:
        _write(output, {"problem": f"没有规则或类别“{error.name}”" if isinstance(error, UnknownRuleError) else str(error)})
        return
    _bound_memory(options.memory)
    _write(output, {"problem": ""})
    for line in tasks:
        task = json.loads(line)
        try:
            answer = worker.answer(task, tasks.read(task["size"]))
        except MemoryError:
            answer = failed("memory", f"检查它用的内存超过了 {options.memory >> 20} MB")
        _write(output, answer)
        if answer["status"] == "memory":
            return  # what is left in pieces is not built upon


class Worker:
    """Rules prepared once, and an answer for each document. Raises as Project does."""

    def __init__(self, options: Options) -> None:
        severity = {rule: _LEVELS[level] if level else None for rule, level in options.severity.items()}
        self.options = options
        genre = Genre(options.genre) if options.genre else None
        self.projects = Projects(
            options.config, Selection(options.select, options.ignore, severity), genre, None, options.profile
        )
        self._get_ready()

    def _get_ready(self) -> None:
        # What the first text costs beyond itself is not to count as its time.
        try:
            self.projects.of("").lint(Source("", "今天\n我们开会。"), remember=False)
        except StrictError:
            if self.options.config is not None:
                raise

    def answer(self, task: dict[str, Any], data: bytes) -> dict[str, Any]:
        """What is found in a document and what else a row says of it: see `govlint.batch.schema`."""
        begin = time.process_time()
        _bound_time(self.options.seconds)
        try:
            return self._answer(task, data) | {"seconds": time.process_time() - begin}
        finally:
            _bound_time(0)

    def _answer(self, task: dict[str, Any], data: bytes) -> dict[str, Any]:
        try:
            source = _source(task, data)
            project = self.projects.of(task["place"])
            genre = Genre(task["genre"]) if task["genre"] in set(Genre) else None
            checked = project.lint(source, genre, remember=False)
        except SourceError as error:
            return failed("unread", str(error))
        except StrictError as error:
            return failed("failed", str(error))
        except MemoryError:
            raise
        except Exception as error:  # ours to mend; the other documents are still checked
            return failed("failed", f"govlint 出了错（{type(error).__name__}: {error}）")
        if any(isinstance(failure.error, MemoryError) for failure in checked.failures):
            raise MemoryError
        why = source.unread or nothing_read(source)
        if checked.document.is_blank and why:
            return failed("unread", why)
        return self._described(project, checked)

    def _described(self, project: Project, checked: Checked) -> dict[str, Any]:
        document, source = checked.document, checked.source
        limit = self.options.fail_on or project.config.fail_on
        least = _LEVELS.get(limit)
        counts = Counter(finding.severity for finding in checked.findings)
        broken = "；".join(f"检查方式 {f.kind} 出了错（{type(f.error).__name__}: {f.error}）" for f in checked.failures)
        return {
            "status": "failed" if broken else "checked",
            "reason": broken or source.unread,
            "format": format_of(source.path),
            "encoding": source.encoding,
            "genre": str(document.genre),
            "title": document.title,
            "dated": document.stated_date,
            "characters": len(source.text),
            "paragraphs": len(document.places),
            **{f"{severity}s": counts[severity] for severity in Severity},
            "known": checked.known,
            "fails": least is not None and any(severity >= least for severity in counts),
            "findings": [record(source, finding) for finding in checked.findings],
        }


def failed(status: str, reason: str) -> dict[str, Any]:
    """The answer for a document that was not checked."""
    return {"status": status, "reason": reason, "findings": []}


def _source(task: dict[str, Any], data: bytes) -> Source:
    name = str(task["name"])
    if not task["text"]:
        return decode(data, name)
    # The text of a Word file that somebody else has taken out is plain text.
    return Source(name if format_of(name) in _TEXT_FORMATS else name + ".txt", data.decode("utf-8", "surrogatepass"))


def _bound_time(seconds: float) -> None:
    """Have the system end this process when it has worked so long, whatever it is doing then; 0: no longer."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _bound_memory(size: int) -> None:
    if sys.platform == "linux":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))


def _write(output: IO[str], answer: dict[str, Any]) -> None:
    output.write(json.dumps(answer) + "\n")
    output.flush()


if __name__ == "__main__":
    main()
