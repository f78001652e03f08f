"""Messages from an editor's pipe, read as wholes."""

from __future__ import annotations

import asyncio
import re
from collections import deque
from typing import BinaryIO

_LENGTH = re.compile(rb"Content-Length: (\d+)\r\n")


class Messages:
    """What pygls reads from, line by line. It is given a whole message at once: another thread waits for what is to come, and
    to hand each line over from there takes longer than to understand the message."""

    def __init__(self, stdin: BinaryIO) -> None:
        self._stdin = stdin
        self._pieces: deque[bytes] = deque()

    async def readline(self) -> bytes:
        """The next line of a head; empty at the end of all."""
        if not self._pieces:
            self._pieces.extend(await asyncio.get_running_loop().run_in_executor(None, self._read))
        return self._pieces.popleft()

    async def readexactly(self, n: int) -> bytes:
        """The body that the head has announced."""
        return self._pieces.popleft()

    def _read(self) -> list[bytes]:
        pieces = [self._stdin.readline()]
        while pieces[-1].strip():
            pieces.append(self._stdin.readline())
        size = next((int(match[1]) for line in pieces if (match := _LENGTH.fullmatch(line))), 0)
        return [*pieces, self._stdin.read(size)] if size else pieces
