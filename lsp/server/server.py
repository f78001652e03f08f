"""The server itself: messages in, answers out, checks put off until a writer pauses; knows nothing of what is found."""

from __future__ import annotations

import asyncio
import gc
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any, cast

from govlint_lsp.capabilities import Client, client_of
from govlint_lsp.commands import Commands
from govlint_lsp.convert import converter, span_of
from govlint_lsp.documents import Open, View
from govlint_lsp.features import actions, completion, hints, hover
from govlint_lsp.features import outline as structure
from govlint_lsp.features import yaml as yamlhelp
from govlint_lsp.gathering import Gathering
from govlint_lsp.pipes import Messages
from govlint_lsp.protocol import Protocol
from govlint_lsp.session import Session, folder_paths
from govlint_lsp.settings import SECTION, settings_of, start_of
from govlint_lsp.whole import WholeWorkspace
from govlint_lsp.workspace import Workspace
from lsprotocol import types as lsp
from pygls.exceptions import FeatureRequestError, JsonRpcException
from pygls.io_ import StdoutWriter, run_async
from pygls.lsp.server import LanguageServer

import govlint
from govlint.text.literals import expect_much

STATUS = "govlint/status"
"""The notification after each check; lsp/README.md has its fields."""

_REST = 0.3
"""Seconds after an edit of a long text, and what it was put off by, until all of it is checked again."""
CHECK_WORKSPACE = "govlint.checkWorkspace"
_WATCHED = ("**/govlint.yaml", "**/pyproject.toml", "**/*.yaml", "**/*.yml", "**/govlint-baseline.json")


class Server(LanguageServer):
    """One editor's server."""

    def __init__(self) -> None:
        super().__init__(
            "govlint",
            govlint.__version__,
            text_document_sync_kind=lsp.TextDocumentSyncKind.Incremental,
            protocol_cls=Protocol,
            converter_factory=converter,
        )
        self.desk = Session()
        self.whole = WholeWorkspace(self)
        self.commands = Commands(self)
        self._opened = Gathering(self._check)
        self._is_prepared = False
        self.code = 0
        """What the process is to exit with."""
        self._complained: set[str] = set()
        self._pushed: set[str] = set()
        """URIs that hold diagnostics which nobody asked for."""
        for method, handler in self._handlers().items():
            # pygls writes on what it registers; a bound method takes nothing.
            self.feature(method)(partial(handler))
        runs = {**self.commands.by_name(), CHECK_WORKSPACE: self.whole.check}
        for name, run in runs.items():
            self.command(name)(_with_mapping(run))

    def _handlers(self) -> dict[str, Any]:
        return {
            lsp.INITIALIZE: self.on_initialize,
            lsp.INITIALIZED: self.on_initialized,
            lsp.EXIT: self.on_exit,
            lsp.WORKSPACE_DID_CHANGE_CONFIGURATION: self.on_configuration,
            lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: self.on_folders,
            lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES: self.on_files,
            lsp.TEXT_DOCUMENT_DID_OPEN: self.on_open,
            lsp.TEXT_DOCUMENT_DID_CHANGE: self.on_change,
            lsp.TEXT_DOCUMENT_DID_SAVE: self.on_save,
            lsp.TEXT_DOCUMENT_DID_CLOSE: self.on_close,
            lsp.TEXT_DOCUMENT_DIAGNOSTIC: self.on_pull,
            lsp.TEXT_DOCUMENT_CODE_ACTION: self.on_code_action,
            lsp.CODE_ACTION_RESOLVE: self.on_resolve,
            lsp.TEXT_DOCUMENT_HOVER: self.on_hover,
            lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL: self.on_symbols,
            lsp.TEXT_DOCUMENT_FOLDING_RANGE: self.on_folds,
            lsp.TEXT_DOCUMENT_SELECTION_RANGE: self.on_selections,
            lsp.TEXT_DOCUMENT_FORMATTING: self.on_format,
            lsp.TEXT_DOCUMENT_RANGE_FORMATTING: self.on_format,
            lsp.TEXT_DOCUMENT_COMPLETION: self.on_completion,
            lsp.TEXT_DOCUMENT_INLAY_HINT: self.on_hints,
            lsp.TEXT_DOCUMENT_CODE_LENS: self.on_lenses,
            lsp.WORKSPACE_DIAGNOSTIC: self.whole.on_pull,
        }

    @property
    def client(self) -> Client:
        return self.desk.client

    # The session ----------------------------------------------------------------------------------------------------

    def on_initialize(self, params: lsp.InitializeParams) -> None:
        start = start_of(params.initialization_options)
        self.desk = Session(client_of(params.capabilities, params.locale), start, folder_paths(params))
        self.whole.files = Workspace(self.desk)

    async def on_initialized(self, params: lsp.InitializedParams) -> None:
        if self.client.registers_watchers:
            watchers = [lsp.FileSystemWatcher(pattern) for pattern in _WATCHED]
            options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers)
            wanted = lsp.Registration("govlint-files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            changed = lsp.Registration("govlint-settings", lsp.WORKSPACE_DID_CHANGE_CONFIGURATION, {"section": SECTION})
            try:
                await self.client_register_capability_async(lsp.RegistrationParams([wanted, changed]))
            except Exception as error:  # an editor that only says it can; the server works without
                self.log(self.client.words("编辑器没有接受文件监视：{why}", why=error), lsp.MessageType.Warning)
        await self._ask_settings()

    def on_exit(self, params: None) -> None:
        self.code = 0 if cast(Protocol, self.protocol).said_goodbye else 1

    async def on_configuration(self, params: lsp.DidChangeConfigurationParams) -> None:
        given = params.settings
        if isinstance(given, dict) and SECTION in given:
            self.desk.settings[""] = settings_of(given[SECTION], self.desk.start.settings)
        await self._ask_settings()
        self.check_all()

    async def _ask_settings(self) -> None:
        if not self.client.configures:
            return
        folders = self.desk.folders
        items = [lsp.ConfigurationItem(None, SECTION)]
        items += [lsp.ConfigurationItem(Path(folder).as_uri(), SECTION) for folder in folders]
        try:
            found = await self.workspace_configuration_async(lsp.ConfigurationParams(items))
        except Exception as error:  # the settings that came with the start remain
            self.log(self.client.words("编辑器没有给出设置：{why}", why=error), lsp.MessageType.Warning)
            return
        given = zip(["", *folders], found, strict=False)
        settings = dict.fromkeys(["", *folders], self.desk.start.settings)
        settings |= {name: settings_of(value, self.desk.start.settings) for name, value in given}
        if settings != self.desk.settings:
            self.desk.settings = settings
            self.check_all()

    async def on_folders(self, params: lsp.DidChangeWorkspaceFoldersParams) -> None:
        added = folder_paths(lsp.InitializeParams(lsp.ClientCapabilities(), workspace_folders=params.event.added))
        gone = folder_paths(lsp.InitializeParams(lsp.ClientCapabilities(), workspace_folders=params.event.removed))
        self.desk.folders = [f for f in self.desk.folders if f not in gone] + [f for f in added if f not in self.desk.folders]
        await self._ask_settings()
        self.check_all()

    def on_files(self, params: lsp.DidChangeWatchedFilesParams) -> None:
        if any(self.desk.concerns(change.uri) for change in params.changes):
            self.check_all()

    # Documents ------------------------------------------------------------------------------------------------------

    def on_open(self, params: lsp.DidOpenTextDocumentParams) -> None:
        self._opened.add(self.desk.open(params.text_document))

    def on_change(self, params: lsp.DidChangeTextDocumentParams) -> None:
        document = self.desk.change(params)
        if document is not None:
            if not self._is_prepared:
                self._is_prepared = True
                asyncio.get_running_loop().call_later(_REST, _prepare)
            self._put_off(document, self.desk.settings_for(document.path).debounce)

    def on_save(self, params: lsp.DidSaveTextDocumentParams) -> None:
        # Editors that watch no files still tell of those that they save.
        if self.desk.concerns(params.text_document.uri):
            self.check_all()
        elif self.desk.saved(params.text_document.uri):
            self.recheck(params.text_document.uri)

    def on_close(self, params: lsp.DidCloseTextDocumentParams) -> None:
        document = self.desk.documents.pop(params.text_document.uri, None)
        if document is not None:
            if document.due is not None:
                document.due()
            self.push(document.uri, [])

    def check_all(self) -> None:
        """Read configurations and rules again, and check every open document with them."""
        self.desk.forget()
        self.whole.files.changed.set()
        self._complained.clear()
        for document in self.desk.documents.values():
            self._put_off(document, 0)
        self._refresh()

    def recheck(self, uri: str) -> None:
        """Check one open document anew."""
        if document := self.desk.documents.get(uri):
            self._put_off(document, 0)
        self._refresh()

    def _refresh(self) -> None:
        """Have the editor ask again for what it asks for by itself."""
        if self.client.refreshes:
            self.workspace_diagnostic_refresh(None)
        if self.client.refreshes_hints:
            self.workspace_inlay_hint_refresh(None)
        if self.client.refreshes_lenses:
            self.workspace_code_lens_refresh(None)

    def _put_off(self, document: Open, milliseconds: int) -> None:
        """Check a document when so much time has passed without another change of it."""
        if document.due is not None:
            document.due()
        document.due = asyncio.get_running_loop().call_later(milliseconds / 1000, self._due, document).cancel

    def _due(self, document: Open) -> None:
        document.due = None
        if document.view is None:
            self._opened.add(document)
        else:
            self._check([document])

    def _check(self, documents: Sequence[Open]) -> None:
        still = [document for document in documents if self.desk.documents.get(document.uri) is document]
        with suppress(Exception):  # what is wrong with one of them is said when that one is shown
            self.desk.look_together(still)
        for document in still:
            self._show(document)
            if document.view is not None and not document.view.is_whole:
                document.due = asyncio.create_task(self._finish(document, document.view)).cancel

    async def _finish(self, document: Open, view: View) -> None:
        """Look for the rest of what there is in a long text when its writer rests, and keep nobody waiting for it."""
        await asyncio.sleep(_REST)
        for _ in view.draft.steps() if view.draft else ():
            await asyncio.sleep(0)
        document.due = None
        self._show(document, soon=False)
        if self.client.pulls and self.client.refreshes:
            self.workspace_diagnostic_refresh(None)

    def _show(self, document: Open, *, soon: bool = True) -> None:
        """Say what is known of a document at once, or all that is to be known."""
        try:
            found = self.desk.diagnostics(document, soon=soon)
            if not self.client.pulls:
                self.push(document.uri, found, document.version)
            elif document.uri in self._pushed:
                self.push(document.uri, [])
            self._tell(document)
        except Exception as error:
            self.confess(self.client.words("检查 {name} 时", name=Path(document.path).name), error)

    def push(self, uri: str, found: list[lsp.Diagnostic], version: int | None = None) -> None:
        """Show these diagnostics of a document in place of those shown before."""
        if not found and uri not in self._pushed and version is None:
            return
        (self._pushed.add if found else self._pushed.discard)(uri)
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, version))

    def _tell(self, document: Open) -> None:
        """What is to be said of a check besides its diagnostics."""
        if document.is_writing:
            self.protocol.notify(STATUS, self.desk.status(document))
            for failure in self.desk.latest(document).checked.failures:
                if failure.kind not in document.said:
                    document.said.add(failure.kind)
                    self.confess(self.client.words("检查方式 {kind} ", kind=failure.kind), failure.error)
        for warning in self.desk.new_warnings():
            self._complain(warning, lsp.MessageType.Warning)
        for uri, complaints in self.desk.configuration_diagnostics():
            if complaints:
                about = {"message": complaints[0].message, "name": Path(uri).name}
                self._complain(self.client.words("{message}（{name}），暂时不用它", **about), lsp.MessageType.Error)
            self.push(uri, complaints)

    def _complain(self, message: str, kind: lsp.MessageType) -> None:
        if message not in self._complained:
            self._complained.add(message)
            self.say(message, kind)

    # Questions ------------------------------------------------------------------------------------------------------

    async def on_pull(self, params: lsp.DocumentDiagnosticParams) -> lsp.DocumentDiagnosticReport:
        document = self.desk.documents.get(params.text_document.uri)
        if document is None:
            return lsp.RelatedFullDocumentDiagnosticReport([])
        await self._opened.over(document)
        found, result_id = self.desk.result(document, soon=self.client.refreshes)
        if result_id == params.previous_result_id:
            return lsp.RelatedUnchangedDocumentDiagnosticReport(result_id)
        return lsp.RelatedFullDocumentDiagnosticReport(found, result_id=result_id)

    def view(self, uri: str) -> View | None:
        """An open text as it is now and what is found in it; None for what is no text to be checked."""
        document = self.desk.documents.get(uri)
        return self.desk.view(document) if document is not None and document.is_writing else None

    def glance(self, uri: str) -> View | None:
        """The same with what is known at once: of a long text that is being written, not all."""
        document = self.desk.documents.get(uri)
        return self.desk.latest(document) if document is not None and document.is_writing else None

    def on_code_action(self, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        view = self.glance(params.text_document.uri)
        return actions.actions(view, params, self.client, pages=self.desk.start.rule_pages) if view else []

    def on_resolve(self, params: lsp.CodeAction) -> lsp.CodeAction:
        uri = params.data.get("uri") if isinstance(params.data, dict) else None
        view = self.view(uri) if isinstance(uri, str) else None
        return actions.resolve(view, params, self.client) if view else params

    def on_hover(self, params: lsp.HoverParams) -> lsp.Hover | None:
        document = self.desk.documents.get(params.text_document.uri)
        if document is not None and (kind := self.desk.kind_of(document)):
            return yamlhelp.hover(kind, document.text, params.position, self.client.encoding)
        view = self.glance(params.text_document.uri)
        markdown, brief = self.client.markdown, self.desk.start.brief_hover
        return hover.hover(view, params.position, markdown=markdown, brief=brief) if view else None

    def on_symbols(self, params: lsp.DocumentSymbolParams) -> Any:
        view = self.glance(params.text_document.uri)
        return structure.symbols(view, hierarchical=self.client.hierarchical_symbols) if view else []

    def on_folds(self, params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
        view = self.glance(params.text_document.uri)
        return structure.folds(view) if view else []

    def on_selections(self, params: lsp.SelectionRangeParams) -> list[lsp.SelectionRange]:
        view = self.glance(params.text_document.uri)
        return structure.selections(view, params.positions) if view else []

    def on_format(self, params: lsp.DocumentFormattingParams | lsp.DocumentRangeFormattingParams) -> list[lsp.TextEdit]:
        view = self.view(params.text_document.uri)
        if view is None:
            return []
        reach = getattr(params, "range", None)
        return actions.formatted(view, reach)

    def on_completion(self, params: lsp.CompletionParams) -> list[lsp.CompletionItem]:
        document = self.desk.documents.get(params.text_document.uri)
        if document is not None and (kind := self.desk.kind_of(document)):
            ids = self.desk.rule_ids(document)
            return yamlhelp.completions(kind, document.text, params.position, self.client.encoding, ids)
        view = self.glance(params.text_document.uri)
        return completion.completions(view, params.position, snippets=self.client.snippets) if view else []

    def on_hints(self, params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
        view = self.glance(params.text_document.uri)
        if view is None:
            return []
        span = span_of(view.text, params.range, view.encoding)
        found = hints.numbers(view, *span) if view.is_read_only else []
        return found + (hints.inlay_hints(view, *span) if self.desk.settings_for(view.path).inlay_hints else [])

    def on_lenses(self, params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        view = self.glance(params.text_document.uri)
        settings = self.desk.settings_for(view.path) if view else None
        return hints.lenses(view, settings.speech_rate) if view and settings and settings.code_lens else []

    # What commands need ---------------------------------------------------------------------------------------------

    def edit(self, edit: lsp.WorkspaceEdit, label: str) -> None:
        """Have the editor make a change."""
        if self.client.applies_edits:
            self.workspace_apply_edit(lsp.ApplyWorkspaceEditParams(edit, label))
        else:
            self.say(self.client.words("这个编辑器不让语言服务器改动文件"), lsp.MessageType.Error)

    def show(self, uri: str, reach: lsp.Range | None = None) -> None:
        """Have the editor show a document."""
        if self.client.shows_documents:
            self.window_show_document(lsp.ShowDocumentParams(uri, take_focus=True, selection=reach))

    def say(self, message: str, kind: lsp.MessageType) -> None:
        """A message for the writer to read."""
        self.window_show_message(lsp.ShowMessageParams(kind, self.client.words("govlint：{message}", message=message)))

    # What goes wrong ------------------------------------------------------------------------------------------------

    def log(self, message: str, kind: lsp.MessageType = lsp.MessageType.Info) -> None:
        """A line in the editor's log."""
        self.window_log_message(lsp.LogMessageParams(kind, message))

    def confess(self, where: str, error: BaseException) -> None:
        """Own up to a fault of ours, with all of it in the log."""
        self.log("".join(traceback.format_exception(error)), lsp.MessageType.Error)
        said = self.client.words(
            "{where}出了错（{what}）。这是 govlint 的毛病，请报告给我们；其他检查不受影响",
            where=where,
            what=f"{type(error).__name__}: {error}",
        )
        self.say(said, lsp.MessageType.Error)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """What pygls could not do; a failed request is answered by an error anyway."""
        if source in (FeatureRequestError, JsonRpcException):  # the latter: a message that cannot be read, the editor's fault
            self.log(str(error), lsp.MessageType.Error)
        else:
            self.confess(self.client.words("处理编辑器的消息时"), error)


def _prepare() -> None:
    """Load what only some words ask for: who writes will meet them, and is not to wait in the middle of a sentence."""
    # They need numpy, which a server that is never written to may do without.
    from govlint.language import segment
    from govlint.likelihood import ready

    with suppress(OSError, ValueError, segment.SegmenterError):  # what is missing is said where it is needed
        segment.prepare()
        ready.prepare()


def _with_mapping(run: Callable[[Mapping[str, Any]], Any]) -> Callable[..., Any]:
    """A command as pygls calls it: with whatever arguments the editor has sent, of which the first one counts."""
    if asyncio.iscoroutinefunction(run):

        async def answer_later(*arguments: Any) -> Any:
            return await run(_mapping(arguments))

        return answer_later
    return lambda *arguments: run(_mapping(arguments))


def _mapping(arguments: tuple[Any, ...]) -> Mapping[str, Any]:
    return arguments[0] if arguments and isinstance(arguments[0], Mapping) else {}


def serve(stdin: Any, stdout: Any) -> int:
    """Serve one editor over these binary streams until it is gone; gives 1 for one that went without a goodbye, else 0."""
    # What a check makes is mostly kept: looking for rubbish after every few hundred objects only holds a writer up. But an
    # outline goes round in circles, so what an edit leaves of the last one is not given back before it is looked for.
    gc.set_threshold(20_000, 20, 5)
    expect_much()
    server = Server()
    server.protocol.set_writer(StdoutWriter(stdout))
    reader = Messages(stdin)
    with suppress(BrokenPipeError, KeyboardInterrupt, SystemExit):
        asyncio.run(run_async(Event(), reader, server.protocol, error_handler=server.report_server_error))
    return server.code
