"""Checking and mending from Python: what `import govlint` offers beside its values, over the same project as the commands."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache

from govlint.analysis.finding import Finding, Safety
from govlint.config.selection import Selection
from govlint.document.genre import Genre
from govlint.editing.fix import Settled, settle
from govlint.project.project import Project, Projects
from govlint.readers import load
from govlint.text.source import Source

Text = str | os.PathLike[str] | Source
"""A text as a str, or the path of a file (never a str: that is a text), or a source that is at hand."""


def check(
    text: Text,
    *,
    genre: Genre | str | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    config: str | os.PathLike[str] | None = None,
) -> tuple[Finding, ...]:
    """The findings in a text or a file, in order of place, spans in code points of the decoded text.

    A str is checked as plain text, with no configuration unless one is given; a path by its format (.txt, .md, .html,
    .docx) and with the configuration that holds for it. `genre` goes before what title and text say, `select` and
    `ignore` are ids or categories of rules, `config` is the one configuration to use.

    Raises SourceError for a file that cannot be read, UnknownRuleError for a rule that there is not, StrictError for a
    configuration that is wrong, and the error of a check that is broken.
    """
    source = _source(text)
    return _check(_project(text, select, ignore, config), source, Genre(genre) if genre else None)


def fix(
    text: Text,
    *,
    unsafe: bool = False,
    genre: Genre | str | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    config: str | os.PathLike[str] | None = None,
) -> Settled:
    """The text with all that can be mended safely mended, until it settles; nothing is written.

    With `unsafe` also what may change the meaning. Of the result `text` is the new text, `edits` make it of the old one,
    `findings` are what is found in it still. The rest, and what is raised, is as in `check`.
    """
    source = _source(text)
    project = _project(text, select, ignore, config)
    wanted = Genre(genre) if genre else None
    safeties = {Safety.SAFE, Safety.UNSAFE} if unsafe else {Safety.SAFE}
    return settle(source, lambda changed: _check(project, changed, wanted), safeties)


def _source(text: Text) -> Source:
    if isinstance(text, Source):
        return text
    return Source("", text) if isinstance(text, str) else load(text)


def _project(text: Text, select: Iterable[str], ignore: Iterable[str], config: str | os.PathLike[str] | None) -> Project:
    path = os.fspath(config) if config is not None else None
    if path is None and isinstance(text, str):
        path = ""
    chosen = Selection(tuple(select), tuple(ignore))
    if path == "":
        return _without_configuration(chosen.select, chosen.ignore)
    return Projects(path, chosen).of(_source(text).path if isinstance(text, Source) else os.fspath(text))


@cache
def _without_configuration(select: tuple[str, ...], ignore: tuple[str, ...]) -> Project:
    return Project(choice=Selection(select, ignore))


def _check(project: Project, source: Source, genre: Genre | None) -> tuple[Finding, ...]:
    checked = project.lint(source, genre)
    for failure in checked.failures:
        raise failure.error
    return checked.findings
