"""What the tests of the server share."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable
from typing import Any
from unittest.mock import Mock

import pytest

from tests.lsp.client import Editor

pytest.importorskip("pygls")

from govlint_lsp import configurations

Run = Callable[[Awaitable[Any]], Any]


@pytest.fixture(autouse=True)
def _warm(warm_rules: None) -> None:
    """Most tests here start a server."""


@pytest.fixture(autouse=True)
def rubbish(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """What the server asks of the collector, which does not do it: it would go through all that thousands of tests hold."""
    asked = Mock(spec=gc)
    monkeypatch.setattr(configurations, "gc", asked)
    return asked


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
