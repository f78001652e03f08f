"""The commands that an editor can call; lsp/README.md has their arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from govlint_lsp import actions
from govlint_lsp.capabilities import Client
from govlint_lsp.desk import Desk, argument_of
from govlint_lsp.documents import View
from lsprotocol import types as lsp


class Host(Protocol):
    """What commands need of the server."""

    desk: Desk

    @property
    def client(self) -> Client: ...
    def view(self, uri: str) -> View | None: ...
    def check_all(self) -> None: ...


class Commands:
    """One method a command; each takes the mapping that the editor sends."""

    def __init__(self, host: Any) -> None:
        self._host = host

    def by_name(self) -> dict[str, Callable[..., Any]]:
        """The commands as they are registered."""
        return {
            "govlint.fixAll": lambda *a: self.fix_all(argument_of(a)),
            "govlint.setGenre": lambda *a: self.set_genre(argument_of(a)),
            "govlint.reload": lambda *a: self._host.check_all(),
        }

    def fix_all(self, given: Any) -> bool:
        """Make all safe fixes in a document."""
        view = self._host.view(str(given.get("uri")))
        edits = actions.settled_edits(view) if view else []
        return bool(view and edits) and self.apply(actions.workspace_edit(view, edits, self._host.client), "改正全文")

    def set_genre(self, given: Any) -> bool:
        """Take a document for another genre, or (null) ask its text again."""
        done: bool = self._host.desk.choose_genre(str(given.get("uri")), given.get("genre"))
        if done:
            self._host.recheck(str(given.get("uri")))
        return done

    def apply(self, edit: lsp.WorkspaceEdit, label: str) -> bool:
        """Have the editor make a change."""
        self._host.workspace_apply_edit(lsp.ApplyWorkspaceEditParams(edit, label))
        return True
