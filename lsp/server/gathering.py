"""Documents that are opened one upon another, as when an editor starts: gathered, for they cost less when checked together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from math import inf

from govlint_lsp.documents import Open

_QUIET = 0.05
"""What is opened when so many seconds have passed since the last check is checked at once: nobody waits for others."""
_WAIT = 0.005
"""Seconds after the last of some documents until they are checked: as long as the next one takes to arrive."""
_ENOUGH = 16_000
"""Characters that are not waited for others with: a writer's question waits as long as their check takes."""


class Gathering:
    """Hands documents to `check`, which is to check all that it is given."""

    def __init__(self, check: Callable[[Sequence[Open]], object]) -> None:
        self._check = check
        self._held: dict[str, Open] = {}
        self._size = 0
        self._timer: asyncio.TimerHandle | None = None
        self._over = asyncio.Event()
        self._last = -inf

    def add(self, document: Open) -> None:
        """Have a document checked, at once or with those that come right after it; `due` calls it off."""
        loop = asyncio.get_running_loop()
        is_quiet = not self._held and loop.time() - self._last > _QUIET
        self._held[document.uri] = document
        self._size += len(document.text.text)
        document.due = partial(self._held.pop, document.uri, None)
        if self._timer is not None:
            self._timer.cancel()
        self._timer = loop.call_later(0 if is_quiet or self._size >= _ENOUGH else _WAIT, self._go)

    async def over(self, document: Open) -> None:
        """Wait until a document is not waiting any more."""
        while self._held.get(document.uri) is document:
            await self._over.wait()

    def _go(self) -> None:
        documents = list(self._held.values())
        self._held.clear()
        self._size = 0
        self._over.set()
        self._over = asyncio.Event()
        for document in documents:
            document.due = None
        self._check(documents)
        self._last = asyncio.get_running_loop().time()
