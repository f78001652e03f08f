"""What is offered follows from what the client can do, and from nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from govlint_lsp.capabilities import COMMANDS, FIX_ALL, Client, choose_encoding, client_of, server_capabilities
from govlint_lsp.commands import Commands
from govlint_lsp.server import CHECK_WORKSPACE
from lsprotocol import converters
from lsprotocol import types as lsp

_LITERALS = {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source.fixAll"]}}}
VSCODE: dict[str, Any] = {
    "general": {"positionEncodings": ["utf-16"]},
    "workspace": {
        "applyEdit": True,
        "configuration": True,
        "diagnostics": {"refreshSupport": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create", "rename", "delete"]},
    },
    "window": {"workDoneProgress": True, "showDocument": {"support": True}},
    "textDocument": {
        "diagnostic": {"dynamicRegistration": True},
        "codeAction": {**_LITERALS, "resolveSupport": {"properties": ["edit"]}},
        "completion": {"completionItem": {"snippetSupport": True}},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
    },
}
NEOVIM: dict[str, Any] = {
    "workspace": {"applyEdit": True, "configuration": True, "workspaceEdit": {"resourceOperations": ["rename"]}},
    "window": {"workDoneProgress": True, "showDocument": {"support": False}},
    "textDocument": {
        "codeAction": _LITERALS,
        "completion": {"completionItem": {"snippetSupport": False}},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
    },
}
MINIMAL: dict[str, Any] = {}


def asked(given: dict[str, Any]) -> lsp.ClientCapabilities:
    return converters.get_converter().structure(given, lsp.ClientCapabilities)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (
            VSCODE,
            Client("utf-16", True, True, True, True, True, True, True, True, True, True, True, True),
        ),
        (
            NEOVIM,
            Client(applies_edits=True, configures=True, progress=True, hierarchical_symbols=True, markdown=True),
        ),
        (MINIMAL, Client()),
    ],
    ids=["vscode", "neovim", "minimal"],
)
def test_facts_about_clients(given: dict[str, Any], wanted: Client) -> None:
    found = client_of(asked(given))
    assert {name: getattr(found, name) for name in _FACTS} == {name: getattr(wanted, name) for name in _FACTS}


_FACTS = (
    "encoding",
    "pulls",
    "refreshes",
    "resolves_edits",
    "versioned_edits",
    "applies_edits",
    "configures",
    "registers_watchers",
    "progress",
    "shows_documents",
    "snippets",
    "hierarchical_symbols",
    "markdown",
)


def test_a_client_that_pulls_is_offered_diagnostics_and_lazy_edits() -> None:
    offered = server_capabilities(asked(VSCODE), whole_workspace=True)
    assert isinstance(offered.diagnostic_provider, lsp.DiagnosticOptions)
    assert offered.diagnostic_provider.workspace_diagnostics
    assert isinstance(offered.code_action_provider, lsp.CodeActionOptions)
    assert offered.code_action_provider.resolve_provider
    assert offered.code_action_provider.code_action_kinds == [lsp.CodeActionKind.QuickFix, FIX_ALL]


def test_a_client_that_does_not_pull_is_offered_neither() -> None:
    offered = server_capabilities(asked(NEOVIM), whole_workspace=True)
    assert offered.diagnostic_provider is None
    assert isinstance(offered.code_action_provider, lsp.CodeActionOptions)
    assert not offered.code_action_provider.resolve_provider


def test_a_minimal_client_gets_plain_answers() -> None:
    offered = server_capabilities(asked(MINIMAL))
    assert offered.code_action_provider is True
    assert offered.position_encoding == "utf-16"


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [(None, "utf-16"), ([], "utf-16"), (["utf-7", "utf-8"], "utf-8"), (["utf-32", "utf-16"], "utf-32"), (["x"], "utf-16")],
)
def test_the_first_encoding_that_both_know(offered: list[str] | None, chosen: str) -> None:
    assert choose_encoding(offered) == chosen


def test_every_command_that_is_offered_is_there() -> None:
    class Nobody:
        pass

    assert set(COMMANDS) == {*Commands(Nobody()).by_name(), CHECK_WORKSPACE}  # type: ignore[arg-type]
