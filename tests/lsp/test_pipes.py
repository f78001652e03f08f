from __future__ import annotations

import asyncio
import io

import pytest
from govlint_lsp.pipes import Messages

ONE = b"Content-Length: 2\r\nContent-Type: application/vscode-jsonrpc\r\n\r\n{}"
PIECES = [b"Content-Length: 2\r\n", b"Content-Type: application/vscode-jsonrpc\r\n", b"\r\n", b"{}"]


@pytest.mark.parametrize(
    ("sent", "pieces"),
    [
        (ONE + ONE, PIECES + PIECES),
        (b"", []),
        (b"what is this\r\n\r\n" + ONE, [b"what is this\r\n", b"\r\n", *PIECES]),
        (b"Content-Length: 9\r\n", [b"Content-Length: 9\r\n"]),
        (b"Content-Length: 0\r\n\r\n" + ONE, [b"Content-Length: 0\r\n", b"\r\n", *PIECES]),
    ],
)
def test_messages_are_read_as_pygls_asks_for_them(sent: bytes, pieces: list[bytes]) -> None:
    async def read() -> list[bytes]:
        messages, found = Messages(io.BytesIO(sent)), []
        while line := await messages.readline():
            found.append(line)
            if line == b"\r\n" and b"Content-Length: 2\r\n" in found[-3:]:
                found.append(await messages.readexactly(2))
        return found

    assert asyncio.run(read()) == pieces
