"""A process that checks files, some at a time, so that a whole workspace never keeps a writer waiting.

It reads a task a line from standard input and writes the answers for a task's files a line to standard output, both JSON. It
ends when its standard input does: with the server, whatever becomes of that. Where files are silent is known to the same
cache as that of `govlint check`.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from govlint_lsp.configurations import Configurations
from govlint_lsp.convert import converter, diagnostic
from govlint_lsp.documents import uri_of
from govlint_lsp.settings import Hearing
from govlint_lsp.showing import gathered
from govlint_lsp.text import Text
from govlint_lsp.words import Words

from govlint.analysis.finding import Severity
from govlint.document.genre import Genre
from govlint.project.cache import Cache
from govlint.project.project import Checked, Project
from govlint.readers import load
from govlint.text.private import default_folder
from govlint.text.source import Source, SourceError

Answer = dict[str, Any]
"""The diagnostics of a file, and what went wrong, in Chinese, or ""."""


def main() -> None:
    """Answer tasks until there are no more."""
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    configurations: Configurations | None = None
    for line in sys.stdin.buffer:
        task = json.loads(line)
        # One server has settled these for good.
        configurations = configurations or Configurations(
            task["trusted"], Cache.at(default_folder()) if task["cache"] else None
        )
        output.write(json.dumps(answers_to(task, task["paths"], configurations)) + "\n")
        output.flush()


def answers_to(task: dict[str, Any], paths: list[str], configurations: Configurations) -> list[Answer]:
    """What is found in each of these files as the task has them checked."""
    try:
        return _answers(task, paths, configurations)
    except Exception as error:  # the other files are still checked
        if len(paths) == 1:
            return [_nothing(f"{type(error).__name__}: {error}")]
        return [answer for path in paths for answer in answers_to(task, [path], configurations)]


def _answers(task: dict[str, Any], paths: list[str], configurations: Configurations) -> list[Answer]:
    genre = Genre(task["genre"]) if task["genre"] else None
    answers: dict[str, Answer] = {}
    by_project: dict[int, tuple[Project, list[Source]]] = {}
    for path in paths:
        try:
            source = load(path)
        except SourceError as error:
            answers[path] = _nothing(str(error))
            continue
        project = configurations.project(path, task["config"])
        by_project.setdefault(id(project), (project, []))[1].append(source)
    for project, sources in by_project.values():
        for checked in project.lint_all(sources, genre):
            answers[checked.source.path] = _answer(task, project, checked)
    return [answers[path] for path in paths]


def _answer(task: dict[str, Any], project: Project, checked: Checked) -> Answer:
    path = checked.source.path
    hearing = Hearing(frozenset(task["off"]), Severity[task["least"]])
    rule = project.setup(path).names.running.get
    uri, text, encoding = uri_of(path, reading_view=task["reading_view"]), Text(checked.source.text), task["encoding"]
    words = Words(is_english=task["english"])
    groups = gathered(hearing.of(checked.findings))
    found = [diagnostic(group, uri, text, encoding, rule, pages=task["rule_pages"], words=words) for group in groups]
    failures = "; ".join(words("检查方式 {kind} 出了错（{why}）", kind=f.kind, why=f.error) for f in checked.failures)
    return {"diagnostics": [each.value for each in converter().unstructure(found)], "problem": failures}


def _nothing(problem: str) -> Answer:
    return {"diagnostics": [], "problem": problem}


if __name__ == "__main__":
    main()
