"""What the tests of the server share."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.lsp.client import Editor

pytest.importorskip("pygls")

Run = Callable[[Awaitable[Any]], Any]


@pytest.fixture(autouse=True)
def _warm(warm_rules: None) -> None:
    """Most tests here start a server."""


@pytest.fixture(params=["within", pytest.param("process", marks=pytest.mark.slow)])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server runs in this process, and where slow tests run in one of its own too."""
    monkeypatch.setattr(Editor, "within", request.param == "within")


@pytest.fixture
def run() -> Run:
    """Runs one coroutine to its end, or fails after a minute."""

    async def bounded(work: Awaitable[Any]) -> Any:
        return await asyncio.wait_for(work, 600)

    return lambda work: asyncio.run(bounded(work))
