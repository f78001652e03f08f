"""What the server offers a client, from what the client can do: one pure function."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govlint_lsp.text import Encoding
from govlint_lsp.words import CHINESE, Words, words_of
from lsprotocol import types as lsp

FIX_ALL = "source.fixAll.govlint"
COMMANDS = (
    "govlint.fixAll",
    "govlint.renumber",
    "govlint.keepPassage",
    "govlint.addWord",
    "govlint.turnRule",
    "govlint.openRule",
    "govlint.aboutRule",
    "govlint.summary",
    "govlint.measure",
    "govlint.simplify",
    "govlint.outline",
    "govlint.rhetoric",
    "govlint.compare",
    "govlint.readWord",
    "govlint.checkWorkspace",
    "govlint.setGenre",
    "govlint.reload",
)
"""What workspace/executeCommand takes; lsp/README.md says what each does."""

_ENCODINGS: dict[str, Encoding] = {"utf-8": "utf-8", "utf-16": "utf-16", "utf-32": "utf-32"}


@dataclass(frozen=True)
class Client:
    """What the server needs to know of a client while it works."""

    encoding: Encoding = "utf-16"
    pulls: bool = False
    """Asks for diagnostics, so that none are sent to it unasked."""
    refreshes: bool = False
    """Can be told to ask for diagnostics again."""
    resolves_edits: bool = False
    """Asks for a code action's edit when it is chosen."""
    versioned_edits: bool = False
    applies_edits: bool = False
    configures: bool = False
    """Answers workspace/configuration."""
    registers_watchers: bool = False
    progress: bool = False
    shows_documents: bool = False
    snippets: bool = False
    hierarchical_symbols: bool = False
    markdown: bool = False
    refreshes_hints: bool = False
    refreshes_lenses: bool = False
    words: Words = CHINESE
    """The language that its writer has set it to."""


def client_of(asked: lsp.ClientCapabilities, locale: str | None = None) -> Client:
    """The facts about a client that sent these capabilities, and this locale."""
    text = asked.text_document or lsp.TextDocumentClientCapabilities()
    workspace = asked.workspace or lsp.WorkspaceClientCapabilities()
    window = asked.window or lsp.WindowClientCapabilities()
    action, edit = text.code_action, workspace.workspace_edit
    resolve = action.resolve_support if action else None
    item = text.completion.completion_item if text.completion else None
    hover = text.hover.content_format if text.hover else None
    watched = workspace.did_change_watched_files
    shows = window.show_document
    return Client(
        encoding=choose_encoding(asked.general.position_encodings if asked.general else None),
        pulls=text.diagnostic is not None,
        refreshes=bool(workspace.diagnostics and workspace.diagnostics.refresh_support),
        resolves_edits="edit" in (resolve.properties if resolve else ()),
        versioned_edits=bool(edit and edit.document_changes),
        applies_edits=bool(workspace.apply_edit),
        configures=bool(workspace.configuration),
        registers_watchers=bool(watched and watched.dynamic_registration),
        progress=bool(window.work_done_progress),
        shows_documents=bool(shows and shows.support),
        snippets=bool(item and item.snippet_support),
        hierarchical_symbols=bool(text.document_symbol and text.document_symbol.hierarchical_document_symbol_support),
        markdown=lsp.MarkupKind.Markdown in (hover or ()),
        refreshes_hints=bool(workspace.inlay_hint and workspace.inlay_hint.refresh_support),
        refreshes_lenses=bool(workspace.code_lens and workspace.code_lens.refresh_support),
        words=words_of(locale),
    )


def choose_encoding(offered: Sequence[lsp.PositionEncodingKind | str] | None) -> Encoding:
    """The units to count in: the first that a client names and we know, UTF-16 where it names none."""
    names = (str(getattr(each, "value", each)) for each in offered or ())
    return next((_ENCODINGS[name] for name in names if name in _ENCODINGS), "utf-16")


def server_capabilities(asked: lsp.ClientCapabilities, *, whole_workspace: bool = False) -> lsp.ServerCapabilities:
    """What to answer to `initialize`. `whole_workspace` offers workspace/diagnostic to clients that pull."""
    client = client_of(asked)
    literals = (
        asked.text_document and asked.text_document.code_action and asked.text_document.code_action.code_action_literal_support
    )
    kinds = [lsp.CodeActionKind.QuickFix, FIX_ALL]
    return lsp.ServerCapabilities(
        position_encoding=lsp.PositionEncodingKind(client.encoding),
        text_document_sync=lsp.TextDocumentSyncOptions(
            open_close=True, change=lsp.TextDocumentSyncKind.Incremental, save=lsp.SaveOptions(include_text=False)
        ),
        diagnostic_provider=lsp.DiagnosticOptions(
            inter_file_dependencies=False, workspace_diagnostics=whole_workspace, identifier="govlint"
        )
        if client.pulls
        else None,
        code_action_provider=lsp.CodeActionOptions(kinds, resolve_provider=client.resolves_edits) if literals else True,
        hover_provider=True,
        document_symbol_provider=lsp.DocumentSymbolOptions(label="govlint"),
        folding_range_provider=True,
        selection_range_provider=True,
        inlay_hint_provider=lsp.InlayHintOptions(resolve_provider=False),
        code_lens_provider=lsp.CodeLensOptions(resolve_provider=False),
        completion_provider=lsp.CompletionOptions(trigger_characters=list("（《“‘【〔「『")),
        document_formatting_provider=True,
        document_range_formatting_provider=True,
        execute_command_provider=lsp.ExecuteCommandOptions(list(COMMANDS)),
        workspace=lsp.WorkspaceOptions(
            workspace_folders=lsp.WorkspaceFoldersServerCapabilities(supported=True, change_notifications=True)
        ),
    )
