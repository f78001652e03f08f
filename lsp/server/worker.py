"""A process that checks files one after another, so that a whole workspace never keeps a writer waiting.

It reads a task a line from standard input and writes an answer a line to standard output, both JSON. It ends when its
standard input does: with the server, whatever becomes of that.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from govlint_lsp.configurations import Configurations
from govlint_lsp.convert import converter, diagnostic
from govlint_lsp.documents import Open, check, uri_of
from govlint_lsp.settings import Hearing
from govlint_lsp.showing import gathered
from govlint_lsp.text import Text

from govlint.analysis.finding import Severity
from govlint.document.genre import Genre
from govlint.readers import load
from govlint.text.source import SourceError


def main() -> None:
    """Answer tasks until there are no more."""
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    configurations: dict[bool, Configurations] = {}
    for line in sys.stdin.buffer:
        task = json.loads(line)
        known = configurations.setdefault(task["trusted"], Configurations(task["trusted"]))
        try:
            answer = answer_to(task, known)
        except Exception as error:  # the other files are still checked
            answer = {"diagnostics": [], "problem": f"{type(error).__name__}: {error}"}
        output.write(json.dumps(answer) + "\n")
        output.flush()


def answer_to(task: dict[str, Any], configurations: Configurations) -> dict[str, Any]:
    """The diagnostics of the file that a task names, and what went wrong, in Chinese, or ""."""
    path = task["path"]
    try:
        source = load(path)
    except SourceError as error:
        return {"diagnostics": [], "problem": str(error)}
    genre = Genre(task["genre"]) if task["genre"] else None
    document = Open(uri_of(path, reading_view=task["reading_view"]), 0, "", Text(source.text))
    hearing = Hearing(frozenset(task["off"]), Severity[task["least"]])
    project, pages = configurations.project(path, task["config"]), task["rule_pages"]
    view = check(document, project, genre, task["encoding"], source, hearing)
    found = [diagnostic(g, document.uri, view.text, view.encoding, view.rule, pages=pages) for g in gathered(view.findings)]
    failures = "；".join(f"检查方式 {f.kind} 出了错（{f.error}）" for f in view.checked.failures)
    return {"diagnostics": converter().unstructure(found), "problem": failures}


if __name__ == "__main__":
    main()
