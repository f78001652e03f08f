"""How this server speaks pygls: its own text synchronisation and its own capabilities in place of those built in.

pygls keeps texts by lines as Python ends them (U+000B, U+2028 …) and would let them drift from the editor's.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextvars import copy_context
from itertools import chain
from secrets import token_hex
from typing import Any, cast

from govlint_lsp.capabilities import choose_encoding, server_capabilities
from govlint_lsp.convert import Written
from govlint_lsp.settings import start_of
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException, JsonRpcInternalError, JsonRpcInvalidRequest
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.workspace import Workspace

_STANDS_FOR = token_hex()
"""No text holds it."""


class Protocol(LanguageServerProtocol):
    """The protocol with documents left to the server's own handlers."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Read a message; a question that cannot be read is answered, so that nobody waits for it."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise

    def _send_data(self, data: Any) -> None:
        """Send a message. pygls spends six bytes on each Chinese character, and looks for circles where there can be none."""
        try:
            body = self._json(data).encode()
        except UnicodeEncodeError:  # half a character stands in a text that is being typed
            body = json.dumps(data, default=self._value).encode()
        except Exception as error:
            self._server._report_server_error(error, JsonRpcInternalError)
            return
        # This server speaks to one editor over pipes alone.
        cast(Any, self.writer).write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def _json(self, data: Any) -> str:
        """A message as it is written. What was written before is not written again, but put where a word stands for it."""
        written: list[str] = []

        def value(data: Any) -> Any:
            if not isinstance(data, Written):
                return self._serialize_message(data)
            written.append(data.text)
            return _STANDS_FOR

        text = json.dumps(data, ensure_ascii=False, check_circular=False, separators=(",", ":"), default=value)
        if not written:
            return text
        parts = text.split(f'"{_STANDS_FOR}"')
        return "".join(chain.from_iterable(zip(parts, [*written, ""], strict=True)))

    def _value(self, data: Any) -> Any:
        return data.value if isinstance(data, Written) else self._serialize_message(data)

    def _execute_handler(
        self,
        msg_id: str | int,
        handler: Any,
        callback: Callable[[Any], Any],
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
    ) -> None:
        """Run a handler, and let go of what pygls keeps of it: of a notification it keeps that for ever."""

        def done(future: Any) -> None:
            self._request_futures.pop(msg_id, None)
            callback(future)

        super()._execute_handler(msg_id, handler, done, args, kwargs)

    @property
    def said_goodbye(self) -> bool:
        """Whether the editor has asked to shut down."""
        return self._shutdown

    def handle_message(self, message: Any) -> None:
        """Take a message; a question after the goodbye is refused, where pygls would leave it without an answer."""
        number, method = getattr(message, "id", None), getattr(message, "method", None)
        if number is None and method is not None and not self._shutdown:
            # What pygls does with a notification, without asking each message of which of its protocols it is.
            copy_context().run(self._handle_notification, method, message.params)
        elif self._shutdown and number is not None and hasattr(message, "method"):
            self._send_response(number, error=JsonRpcInvalidRequest().to_response_error())
        else:
            super().handle_message(message)

    @lsp_method(lsp.INITIALIZE)
    def lsp_initialize(self, params: lsp.InitializeParams) -> Any:
        """Answer with the capabilities that fit the client."""
        self._server.process_id = params.process_id
        self.client_capabilities = params.capabilities
        general = params.capabilities.general
        encoding = choose_encoding(general.position_encodings if general else None)
        self._workspace = Workspace(None, lsp.TextDocumentSyncKind.None_, [], encoding)
        yield self.fm.features[lsp.INITIALIZE], (params,), None
        whole = start_of(params.initialization_options).workspace_diagnostics
        self.server_capabilities = server_capabilities(params.capabilities, whole_workspace=whole)
        return lsp.InitializeResult(self.server_capabilities, self.server_info)

    @lsp_method(lsp.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: lsp.DidOpenTextDocumentParams) -> Any:
        """Hand it on."""
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: lsp.DidChangeTextDocumentParams) -> Any:
        """Hand it on."""
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: lsp.DidCloseTextDocumentParams) -> Any:
        """Hand it on."""
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_CLOSE], (params,), None

    @lsp_method(lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def lsp_workspace__did_change_workspace_folders(self, params: lsp.DidChangeWorkspaceFoldersParams) -> Any:
        """Hand it on."""
        yield self.fm.features[lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS], (params,), None
