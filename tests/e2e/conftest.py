"""One browser and one VS Code for all of these tests, and another one that trusts nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import chromium

Open = Callable[..., Any]


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def servers(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[bool], Any]]:
    """Gives the VS Code that trusts every folder, or the one that trusts none; each is started when it is first asked for."""
    from tests.e2e.workbench import CodeServer, missing

    for name in missing():
        pytest.skip(f"{name} is not installed")
    started: dict[bool, CodeServer] = {}
    with ExitStack() as running:

        def server(trusting: bool) -> CodeServer:
            if trusting not in started:
                started[trusting] = CodeServer(tmp_path_factory.mktemp("vscode"), trusting=trusting)
                running.callback(started[trusting].stop)
            return started[trusting]

        yield server


@pytest.fixture
def workbench(
    browser: Any, servers: Callable[[bool], Any], pictures: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Open]:
    """Opens a window on a folder with these files. What it shows in the end is kept as a picture."""
    from tests.e2e.workbench import Workbench

    folder = tmp_path / "稿件"
    folder.mkdir()
    with ExitStack() as windows:

        def show(files: dict[str, str | bytes], *, trusted: bool = True) -> Workbench:
            for name, content in files.items():
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.encode() if isinstance(content, str) else content)
            window = Workbench(browser, servers(trusted), folder, pictures)
            windows.callback(window.close)
            windows.callback(window.picture, request.node.name)
            return window

        yield show
