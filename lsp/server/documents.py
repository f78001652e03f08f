"""An open document: its text as the editor has it, and what was last found in it; knows no client."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import unquote, urlsplit

from govlint_lsp.settings import ALL, Hearing
from govlint_lsp.text import Encoding, Text
from govlint_lsp.words import CHINESE, Words
from lsprotocol import types as lsp
from pygls.uris import from_fs_path, to_fs_path

from govlint.analysis.finding import Finding, Severity
from govlint.analysis.rule import Rule
from govlint.document.genre import Genre
from govlint.project.draft import Draft
from govlint.project.project import Checked, Project, Setup
from govlint.readers import SUFFIXES, format_of, load
from govlint.text.source import Source, SourceError

_SUFFIX_OF_LANGUAGE = {"plaintext": ".txt", "markdown": ".md", "html": ".html", "govlint-text": ".txt"}
_AT_ONCE = 2_000
"""A text of fewer characters is checked as a whole whenever it changes."""
_READING_VIEW = "govlint-word:"
"""How the URIs begin under which an editor shows what a Word file says; the rest is as in the file's own URI."""


@dataclass(frozen=True)
class View:
    """A text and what was found in it: all that the features look at. `version` is the editor's."""

    uri: str
    version: int | None
    text: Text
    checked: Checked
    setup: Setup
    project: Project
    encoding: Encoding
    genre: Genre | None = None
    """What the writer has said it is; None where title and text are asked."""
    hearing: Hearing = ALL
    words: Words = CHINESE
    draft: Draft | None = field(default=None, repr=False, compare=False)
    """The check that it is of; None for a file that is not checked."""
    is_whole: bool = True
    """Whether nothing is still to be looked for: what is known of a long text right after an edit may be older than that."""

    @property
    def path(self) -> str:
        return self.checked.source.path

    @property
    def is_read_only(self) -> bool:
        """Whether it shows a file that an editor of texts cannot change."""
        return self.uri.startswith(_READING_VIEW)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return self.hearing.of(self.checked.findings)

    def lint(self, source: Source) -> tuple[Finding, ...]:
        """What would be found in another text in this one's place."""
        return self.hearing.of(self.project.lint(source, self.genre).findings)

    def rule(self, rule_id: str) -> Rule | None:
        """The rule of a finding."""
        return self.setup.names.running.get(rule_id)

    def touching(self, start: int, end: int) -> list[Finding]:
        """The findings that a span of the text touches."""
        return [f for f in self.findings if f.span.start <= end and start <= f.span.end]


@dataclass
class Open:
    """A document that the editor holds. `genre` is what its writer has said it is."""

    uri: str
    version: int
    language: str
    text: Text
    genre: Genre | None = None
    view: View | None = None
    due: Callable[[], object] | None = None
    """Calls off the check that is to come."""
    result_id: str = ""
    result: list[lsp.Diagnostic] = field(default_factory=list)
    shown: Counter[Severity] = field(default_factory=Counter)
    """How much of each severity was last shown of it."""
    said: set[str] = field(default_factory=set)
    """The checks whose failure was shown."""
    edited: int | None = None
    """Where the text was last changed, in code points; None where it is as it was opened or saved."""
    told: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often each rule that may wait said what when the text was last opened or saved."""
    heads: list[tuple[int, int]] = field(default_factory=list)
    """The heads of its sections when it was last checked as a whole: the index of each one's place, and its rank."""

    @cached_property
    def path(self) -> str:
        """The file that it stands in, or one that says how it is to be read."""
        return path_of(self.uri, self.language)

    @property
    def is_writing(self) -> bool:
        """Whether it is a text to be checked, rather than a configuration, a rule or something else."""
        return self.language in _SUFFIX_OF_LANGUAGE or self.path.lower().endswith(SUFFIXES)

    @property
    def source(self) -> Source:
        """What is to be checked: the text, or the Word file that it shows, as long as that says what is shown."""
        if self.uri.startswith(_READING_VIEW):
            with suppress(SourceError):
                shown = load(self.path)
                if shown.text == self.text.text:
                    return shown
        return Source(self.path, self.text.text)


def path_of(uri: str, language: str = "") -> str:
    """The path of a URI; for a text that was never saved, its name, ending as its language does."""
    filed = f"file:{uri.removeprefix(_READING_VIEW)}" if uri.startswith(_READING_VIEW) else uri
    path = to_fs_path(filed) or unquote(urlsplit(uri).path).lstrip("/")
    suffix = _SUFFIX_OF_LANGUAGE.get(language, "")
    return path if not suffix or path.lower().endswith(SUFFIXES) or os.path.isabs(path) else path + suffix


def uri_of(path: str, *, reading_view: bool) -> str:
    """The URI under which an editor shows a file; `reading_view` says whether it shows Word files."""
    uri = from_fs_path(path) or ""
    return f"{_READING_VIEW}{uri.removeprefix('file:')}" if reading_view and format_of(path) == "docx" else uri


def check(
    document: Open,
    project: Project,
    genre: Genre | None,
    encoding: Encoding,
    source: Source | None = None,
    hearing: Hearing = ALL,
    words: Words = CHINESE,
) -> View:
    """The document's text checked as the command line would check it, with the genre that the writer has chosen.

    `source` is what it was read from, where that is at hand; `hearing` is what of the findings is shown.
    """
    return whole(begin(document, project, genre, encoding, source, hearing, words))


def begin(
    document: Open,
    project: Project,
    genre: Genre | None,
    encoding: Encoding,
    source: Source | None = None,
    hearing: Hearing = ALL,
    words: Words = CHINESE,
    draft: Draft | None = None,
) -> View:
    """The same, but of a long text that was edited only what the edit has changed where it was made.

    `draft` is the check that is to be gone on with, where one has been begun.
    """
    path = document.path
    source = source or document.source
    setup = project.setup(path)
    wanted = document.genre or genre or setup.genre
    version, text = document.version, document.text
    if project.excludes(path):
        checked = Checked(source, (), genre=wanted)
        return View(document.uri, version, text, checked, setup, project, encoding, wanted, hearing, words)
    draft = draft or Draft(project, source, wanted, document.view.draft if document.view else None)
    if draft.is_fresh or len(source.text) < _AT_ONCE:
        deque(draft.steps(), maxlen=0)
    checked, done = draft.checked(), draft.is_done
    return View(document.uri, version, text, checked, setup, project, encoding, wanted, hearing, words, draft, done)


def whole(view: View) -> View:
    """The view with all that is to be found."""
    if view.is_whole or view.draft is None:
        return view
    deque(view.draft.steps(), maxlen=0)
    return replace(view, checked=view.draft.checked(), is_whole=True)
