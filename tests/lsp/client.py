"""An editor as the tests need one: the server over standard input and output or in this process, messages as they go by."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Event
from typing import Any, ClassVar

TIMEOUT = 120

Message = dict[str, Any]


class Within:
    """A server in this process, looking like one in a process of its own: all of its code runs but that which starts it."""

    def __init__(self) -> None:
        from govlint_lsp.server import Server
        from pygls.io_ import run_async

        self.server = server = Server()
        self.pid = os.getpid()
        self.stdin = asyncio.StreamReader(limit=1 << 28)
        self.stdout = asyncio.StreamReader(limit=1 << 28)
        self.stdin.write = self.stdin.feed_data  # type: ignore[attr-defined]
        self.write, self.close = self.stdout.feed_data, self.stdout.feed_eof
        server.protocol.set_writer(self)

        async def serve() -> int:
            try:
                await run_async(Event(), self.stdin, server.protocol, error_handler=server.report_server_error)
            except SystemExit:
                pass
            finally:
                server.shutdown()  # type: ignore[no-untyped-call]
            return server.code

        self._serving = asyncio.ensure_future(serve())

    async def wait(self) -> int:
        """Its exit code, when it has ended."""
        return await self._serving


class Editor:
    """Speaks the protocol in plain JSON, so that nothing stands between a test and what the server really says."""

    within: ClassVar[bool] = False
    """Whether servers for which nothing else is said run in this process, which spares their start."""

    def __init__(self, process: Any) -> None:
        self.process = process
        self.answers: dict[int, asyncio.Future[Message]] = {}
        self.told: dict[str, asyncio.Queue[Any]] = defaultdict(asyncio.Queue)
        """Notifications by method."""
        self.asked: dict[str, list[Any]] = defaultdict(list)
        """What the server has asked of the editor, by method."""
        self.replies: dict[str, Any] = {"workspace/configuration": [], "workspace/applyEdit": {"applied": True}}
        self.capabilities: Message = {}
        self._count = 0
        self._versions: dict[str, int] = {}
        self._reader = asyncio.ensure_future(self._read())

    @classmethod
    async def start(
        cls,
        capabilities: Mapping[str, Any] | None = None,
        *folders: Path,
        command: Sequence[str] = (),
        cwd: Path | None = None,
        python: str = sys.executable,
        locale: str | None = None,
        **options: Any,
    ) -> Editor:
        """Start a server on these folders and shake hands with it. `command` is what `python` is to run."""
        if cls.within and not command and cwd is None:
            editor = cls(Within())
        else:
            pipe = asyncio.subprocess.PIPE
            program = (python, *(command or ("-m", "govlint", "server")))
            editor = cls(
                await asyncio.create_subprocess_exec(*program, stdin=pipe, stdout=pipe, stderr=pipe, limit=1 << 28, cwd=cwd)
            )
        answer = await editor.ask(
            "initialize",
            {
                "processId": None,
                "locale": locale,
                "rootUri": folders[0].as_uri() if folders else None,
                "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name} for folder in folders] or None,
                "capabilities": capabilities or {},
                "initializationOptions": {"debounce": 0, **options},
            },
        )
        editor.capabilities = answer["capabilities"]
        editor.tell("initialized", {})
        return editor

    async def stop(self) -> int:
        """Say goodbye; gives the server's exit code."""
        await self.ask("shutdown", None)
        self.tell("exit", None)
        code: int = await asyncio.wait_for(self.process.wait(), TIMEOUT)
        await self._reader
        return code

    # Messages -----------------------------------------------------------------------------------------------------

    def send_raw(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)

    def send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.send_raw(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def tell(self, method: str, params: Any) -> None:
        self.send({"method": method, "params": params})

    def begin(self, method: str, params: Any) -> tuple[int, asyncio.Future[Message]]:
        """Ask without waiting; gives the id and what will hold the whole answer."""
        self._count += 1
        self.answers[self._count] = asyncio.get_running_loop().create_future()
        self.send({"id": self._count, "method": method, "params": params})
        return self._count, self.answers[self._count]

    async def ask(self, method: str, params: Any) -> Any:
        """The result of a request. Raises RuntimeError for an error."""
        answer = await asyncio.wait_for(self.begin(method, params)[1], TIMEOUT)
        if "error" in answer:
            raise RuntimeError(str(answer["error"]))
        return answer["result"]

    async def hear(self, method: str) -> Any:
        """The next notification of a method."""
        return await asyncio.wait_for(self.told[method].get(), TIMEOUT)

    async def command(self, name: str, **argument: Any) -> Any:
        return await self.ask("workspace/executeCommand", {"command": f"govlint.{name}", "arguments": [argument]})

    async def _read(self) -> None:
        assert self.process.stdout is not None
        while True:
            length = 0
            while (line := await self.process.stdout.readline()) not in (b"\r\n", b""):
                # Nothing but headers may stand between messages.
                assert line.startswith((b"Content-Length: ", b"Content-Type: ")), line
                if line.startswith(b"Content-Length: "):
                    length = int(line.split()[1])
            if not length:
                return
            self._take(json.loads(await self.process.stdout.readexactly(length)))

    def _take(self, message: Message) -> None:
        if "method" not in message:
            if message["id"] in self.answers:
                self.answers.pop(message["id"]).set_result(message)
            return
        method = message["method"]
        if "id" in message:
            self.asked[method].append(message.get("params"))
            self.send({"id": message["id"], "result": self.replies.get(method)})
        else:
            self.told[method].put_nowait(message.get("params"))

    # Documents ----------------------------------------------------------------------------------------------------

    def open(self, uri: str, text: str, language: str = "plaintext") -> None:
        self._versions[uri] = 1
        item = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})

    def change(self, uri: str, *changes: Message) -> int:
        """Send changes as they are; gives the new version."""
        self._versions[uri] += 1
        identifier = {"uri": uri, "version": self._versions[uri]}
        self.tell("textDocument/didChange", {"textDocument": identifier, "contentChanges": list(changes)})
        return self._versions[uri]

    async def shown(self, uri: str, version: int | None = None) -> list[Message]:
        """The diagnostics of a document as they are shown next, or of a version."""
        while True:
            params = await self.hear("textDocument/publishDiagnostics")
            if params["uri"] == uri and version in (None, params.get("version")):
                found: list[Message] = params["diagnostics"]
                return found

    async def at(self, method: str, uri: str, **params: Any) -> Any:
        """Ask about a document."""
        return await self.ask(f"textDocument/{method}", {"textDocument": {"uri": uri}, **params})

    async def settled(self, uri: str, version: int) -> list[Message]:
        """The diagnostics of a version when all is known of it."""
        while True:
            found = await self.shown(uri, version)
            while (status := await self.hear("govlint/status"))["uri"] != uri or status["version"] != version:
                pass
            if status["whole"]:
                return found
