"""What the server holds while it runs: open documents, settings, projects; decides what is said, not how it is sent."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from govlint_lsp.capabilities import Client
from govlint_lsp.configurations import Configurations
from govlint_lsp.convert import complaint_diagnostic, diagnostic, span_of
from govlint_lsp.documents import Open, View, begin, whole
from govlint_lsp.features import rulefiles
from govlint_lsp.features.summary import length
from govlint_lsp.settings import Settings, Start
from govlint_lsp.showing import gathered, shown
from govlint_lsp.text import Text
from lsprotocol import types as lsp
from pygls.uris import to_fs_path

from govlint.analysis.engine import Memo
from govlint.analysis.finding import Severity
from govlint.document.genre import GENRE_NAMES, Genre
from govlint.project.draft import Draft, first_drafts
from govlint.project.project import Project

_FEW = 200
"""How many paragraphs are remembered in any case."""


class Session:
    """All that a session knows."""

    def __init__(self, client: Client | None = None, start: Start | None = None, folders: list[str] | None = None) -> None:
        self.client = client or Client()
        self.start = start or Start()
        self.folders: list[str] = folders or []
        """The paths of the workspace's folders."""
        self.documents: dict[str, Open] = {}
        self.configurations = Configurations(self.start.trusted, words=self.client.words)
        self.settings: dict[str, Settings] = {"": self.start.settings}
        """By folder; "" is for what lies in none."""
        self.generation = 0
        """Counts how often everything was to be read again."""
        self._results = 0
        self._enough = _FEW
        self._wrong: set[str] = set()
        self._chosen: dict[str, Genre] = dict(self.start.genres)

    # Documents ----------------------------------------------------------------------------------------------------

    def open(self, item: lsp.TextDocumentItem) -> Open:
        """Take in a document; one that is open already is begun anew."""
        document = Open(item.uri, item.version, item.language_id, Text(item.text), self._chosen.get(item.uri))
        self.documents[item.uri] = document
        return document

    def change(self, params: lsp.DidChangeTextDocumentParams) -> Open | None:
        """Make the changes, in order. None for a document that is not open, or a version that is past."""
        document = self.documents.get(params.text_document.uri)
        if document is None or params.text_document.version <= document.version:
            return None
        text, edited = document.text, document.edited
        for change in params.content_changes:
            if isinstance(change, lsp.TextDocumentContentChangePartial):
                start, end = span_of(text, change.range, self.client.encoding)
                text = text.replaced(start, end, change.text)
                edited = start + len(change.text)
            else:
                text = Text(change.text)
                edited = len(change.text)
        document.text, document.version = text, params.text_document.version
        document.edited = edited
        return document

    def saved(self, uri: str) -> Open | None:
        """Note that a document was saved as it is; gives it where that may show more of it."""
        document = self.documents.get(uri)
        if document is None or document.edited is None:
            return None
        document.edited = None
        return document

    def held(self, path: str) -> Open | None:
        """The open document that a file stands in; editors spell one URI in many ways."""
        return next((document for document in self.documents.values() if document.path == path), None)

    def settings_for(self, path: str) -> Settings:
        """The settings of the folder that a file is in, the innermost where they nest."""
        inside = [f for f in self.settings if f and (path == f or path.startswith(os.path.join(f, "")))]
        return self.settings[max(inside, key=len, default="")]

    def configuration_path(self, path: str) -> str:
        """The configuration that the settings name for a file; a relative one stands in the workspace's folder."""
        named = self.settings_for(path).config
        if not named or os.path.isabs(named):
            return named
        folder = next(
            (f for f in self.folders if path.startswith(os.path.join(f, ""))), self.folders[0] if self.folders else ""
        )
        return os.path.join(folder, named)

    def view(self, document: Open) -> View:
        """The document checked as it is now."""
        view = whole(self.latest(document))
        if view is not document.view:
            document.view = view
            self._forget_what_is_gone(view.setup.ruleset.memo)
        return view

    def latest(self, document: Open) -> View:
        """The document as it is now with what is known of it at once: right after an edit of a long text that is not all."""
        known = document.view
        if known is not None and known.text is document.text and known.version == document.version:
            return known
        document.view = self._begin(document, self._project(document))
        self._forget_what_is_gone(document.view.setup.ruleset.memo)
        return document.view

    def look_together(self, documents: Iterable[Open]) -> None:
        """Check those of these texts of which nothing is known yet, which costs less than one by one."""
        by_project: dict[int, tuple[Project, list[Open]]] = {}
        for document in documents:
            if document.view is None and document.is_writing and self.settings_for(document.path).enable:
                project = self._project(document)
                if not project.excludes(document.path):
                    by_project.setdefault(id(project), (project, []))[1].append(document)
        for project, some in by_project.values():
            wanted = [document.genre or self.settings_for(document.path).wanted_genre for document in some]
            drafts = first_drafts(project, [(d.source, genre) for d, genre in zip(some, wanted, strict=True)])
            for document, draft in zip(some, drafts, strict=True):
                document.view = self._begin(document, project, draft)
            for memo in {id(d.view.setup): d.view.setup.ruleset.memo for d in some if d.view}.values():
                self._forget_what_is_gone(memo)

    def _project(self, document: Open) -> Project:
        return self.configurations.project(document.path, self.configuration_path(document.path))

    def _begin(self, document: Open, project: Project, draft: Draft | None = None) -> View:
        settings, client = self.settings_for(document.path), self.client
        source = draft.source if draft else None
        genre, hearing = settings.wanted_genre, settings.hearing
        return begin(document, project, genre, client.encoding, source, hearing, client.words, draft)

    def _forget_what_is_gone(self, memo: Memo) -> None:
        """Let go of paragraphs that no open text holds any more, once they are more than those that one does."""
        if len(memo) <= self._enough:
            return
        views = [document.view for document in self.documents.values() if document.view]
        held = {place.block for view in views for place in view.checked.document.places}
        for block in [block for block in memo if block not in held]:
            del memo[block]
        self._enough = 2 * len(memo) + _FEW

    def forget(self) -> None:
        """Check everything anew at the next question, with configurations and rules read again."""
        self.generation += 1
        self.configurations.reload()
        for document in self.documents.values():
            document.view = None

    # What is said of them -------------------------------------------------------------------------------------------

    def diagnostics(self, document: Open, *, soon: bool = False) -> list[lsp.Diagnostic]:
        """What is to be shown of a document; `soon` says that what is known at once will do."""
        document.shown = Counter()
        if not self.settings_for(document.path).enable:
            return []
        if kind := self.kind_of(document):
            return self._about_yaml(document, kind)
        if not document.is_writing:
            return []
        # What is told of a text as it was opened or saved is all of it.
        view = self.latest(document) if soon and document.edited is not None else self.view(document)
        findings = shown(document, view) if self.settings_for(document.path).wait_for_the_rest else view.findings
        groups = list(gathered(findings))
        document.shown = Counter(group.first.severity for group in groups)
        return [
            diagnostic(g, view.uri, view.text, view.encoding, view.rule, pages=self.start.rule_pages, words=view.words)
            for g in groups
        ]

    def kind_of(self, document: Open) -> rulefiles.Kind:
        """What kind of file of ours a document is, if any."""
        if not rulefiles.may_be_ours(document.path, document.language):
            return ""
        folders = self.configurations.rule_folders() if self.start.trusted else []
        return rulefiles.kind_of(document.path, document.language, document.text.text, folders)

    def _about_yaml(self, document: Open, kind: rulefiles.Kind) -> list[lsp.Diagnostic]:
        path, text = document.path, document.text
        complaints = rulefiles.complaints_about(kind, path, text.text)
        if kind == "config" and not complaints:
            # What is wrong beyond its shape shows when it is used; that was said of the file as it was saved.
            complaints = self.configurations.complaints.get(path, [])
        return rulefiles.diagnostics(complaints, text, self.client.encoding)

    def rule_ids(self, document: Open) -> list[str]:
        """The ids of the rules that there are where a document stands."""
        return [rule.id for rule in self._project(document).rules]

    @property
    def home(self) -> str:
        """A path in the workspace, for what concerns no document."""
        return os.path.join(self.folders[0] if self.folders else os.getcwd(), "govlint.yaml")

    def result(self, document: Open, *, soon: bool = False) -> tuple[list[lsp.Diagnostic], str]:
        """The same with an id that is another when, and only when, what is shown is."""
        found = self.diagnostics(document, soon=soon)
        if not document.result_id or found != document.result:
            self._results += 1
            document.result, document.result_id = found, str(self._results)
        return found, document.result_id

    def new_warnings(self) -> list[str]:
        """What is to be said of configurations, each once."""
        warnings, self.configurations.warnings = self.configurations.warnings, []
        return warnings

    def configuration_diagnostics(self) -> list[tuple[str, list[lsp.Diagnostic]]]:
        """For each configuration or rule file that was or is wrong, and that no editor holds, what is wrong with it."""
        wrong = {Path(path).as_uri(): found for path, found in self.configurations.complaints.items()}
        told = [(uri, [complaint_diagnostic(c, self.client.encoding) for c in found]) for uri, found in wrong.items()]
        told += [(uri, []) for uri in self._wrong if uri not in wrong]
        self._wrong = set(wrong)
        return [(uri, found) for uri, found in told if uri not in self.documents]

    def concerns(self, uri: str) -> bool:
        """Whether a change of the file at this URI may change what is found in others."""
        path = to_fs_path(uri)
        return path is not None and self.start.trusted and self.configurations.concerns(path)

    def status(self, document: Open) -> dict[str, Any]:
        """How much of each severity was last shown, and the genre: for a status bar, which is to count as the editor does."""
        view = self.latest(document)
        found = view.checked.document
        return {
            "uri": document.uri,
            "version": document.version,
            "counts": {str(severity): document.shown[severity] for severity in reversed(Severity)},
            "genre": str(found.genre),
            "genreName": GENRE_NAMES[found.genre],
            "genreIsChosen": document.genre is not None,
            "known": view.checked.known,
            "whole": view.is_whole,
            **length(view, self.settings_for(document.path).speech_rate),
            "config": os.path.abspath(view.project.settings.path) if view.project.settings.path else "",
            "trusted": self.start.trusted,
        }

    def choose_genre(self, uri: str, name: str | None) -> bool:
        """Take a document for this genre from now on, or (None) ask its text again. False for what is not known."""
        document = self.documents.get(uri)
        if document is None or (name is not None and name not in {str(g) for g in Genre}):
            return False
        document.genre = Genre(name) if name else None
        document.view = None
        self._chosen.pop(uri, None)
        if document.genre is not None:
            self._chosen[uri] = document.genre
        return True


def folder_paths(params: lsp.InitializeParams) -> list[str]:
    """The workspace's folders, as an old or a new client names them."""
    uris = [f.uri for f in params.workspace_folders or ()] or ([params.root_uri] if params.root_uri else [])
    found = [path for uri in uris if (path := to_fs_path(uri))]
    return found or ([params.root_path] if params.root_path else [])
