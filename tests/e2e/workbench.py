"""A real VS Code: code-server with the extension in it, seen through a real Chromium as a writer sees it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

from playwright.sync_api import Browser, Error, FrameLocator, Locator, Page, expect

HERE = Path(__file__).parent
CODE_SERVER = HERE / "node_modules" / "code-server"
WAIT = 60_000
"""Milliseconds that a busy machine may take for anything."""

_SETTINGS: Mapping[str, Any] = {
    "workbench.startupEditor": "none",
    "telemetry.telemetryLevel": "off",
    "chat.disableAIFeatures": True,
    "workbench.editor.useModal": "off",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "editor.wordWrap": "on",
    "editor.minimap.enabled": False,
    "editor.hover.delay": 100,
    "git.enabled": False,
    "security.workspace.trust.startupPrompt": "never",
}

expect.set_options(timeout=WAIT)


def node() -> Path | None:
    """The Node that code-server runs on."""
    return next(iter(HERE.glob("node_modules/node-linux-*/bin/node")), None)


def extension() -> Path | None:
    """The extension as it is packaged."""
    return next(iter(HERE.parents[1].glob("lsp/vscode/*.vsix")), None)


class CodeServer:
    """One server with the extension installed, until `stop`. `trusting` leaves out the question of whom to trust."""

    def __init__(self, home: Path, *, trusting: bool = True) -> None:
        self.home = home
        users = home / "data" / "User"
        users.mkdir(parents=True)
        settings = {**_SETTINGS, "security.workspace.trust.enabled": not trusting}
        (users / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
        self._run("--install-extension", str(extension()))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        quiet = ["--auth", "none", "--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"]
        trust = ["--disable-workspace-trust"] if trusting else []
        self.log = (home / "log").open("wb")
        address = f"127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            [*self._command(), "--bind-addr", address, *quiet, *trust],
            env=self._environment(),
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._await()

    def url(self, folder: Path) -> str:
        """Where a folder is open in the workbench."""
        return f"http://127.0.0.1:{self.port}/?folder={quote(os.fspath(folder))}"

    @property
    def settings(self) -> Path:
        """The user's settings."""
        return self.home / "data" / "User" / "settings.json"

    def stop(self) -> None:
        """End the server and what it has started."""
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.log.close()

    def _command(self) -> list[str]:
        places = ["--user-data-dir", os.fspath(self.home / "data"), "--extensions-dir", os.fspath(self.home / "extensions")]
        return [str(node()), os.fspath(CODE_SERVER / "out" / "node" / "entry.js"), *places]

    def _environment(self) -> dict[str, str]:
        # The server under test is found as a writer's would be: on the PATH, which VSCODE_CLI leaves as it is.
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        own = {"PATH": path, "VSCODE_CLI": "1", "HOME": os.fspath(self.home), "LC_ALL": "C.UTF-8", "EXTENSIONS_GALLERY": "{}"}
        return {**os.environ, **own}

    def _run(self, *arguments: str) -> None:
        done = subprocess.run([*self._command(), *arguments], env=self._environment(), capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    def _await(self) -> None:
        for _ in range(600):
            try:
                with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5):
                    return
            except OSError:
                assert self.process.poll() is None, (self.home / "log").read_text(encoding="utf-8")
                time.sleep(0.1)
        raise TimeoutError("code-server does not answer")


class Workbench:
    """One window on a folder, by what a writer sees and presses."""

    def __init__(self, browser: Browser, server: CodeServer, folder: Path, pictures: Path) -> None:
        self.server = server
        self.folder = folder
        self.pictures = pictures
        self._context = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900})
        self._context.set_default_timeout(WAIT)
        self.page: Page = self._context.new_page()
        self.page.goto(server.url(folder))
        self.page.wait_for_selector(".monaco-workbench .explorer-folders-view .monaco-list-row")

    def close(self) -> None:
        """Leave without a look back."""
        self._context.close()

    def open(self, name: str) -> None:
        """Open a file of the folder, as by a double click on it."""
        row = self.page.locator(".explorer-folders-view .monaco-list-row", has_text=name).first
        tab = self.page.locator(".tab.active .monaco-icon-label", has_text=name).first
        for _ in range(4):
            # A file that has just been written moves the others under the click.
            row.dblclick()
            try:
                tab.wait_for(timeout=WAIT / 4)
                break
            except Error:
                continue
        expect(tab).to_be_visible(timeout=WAIT)
        self.page.wait_for_selector(".monaco-editor .view-line")

    def run(self, command: str) -> None:
        """Run a command by its title in the palette."""
        self.press("F1")
        box = self.page.locator(".quick-input-widget input")
        box.fill(f">{command}")
        self.pick(command)

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def choose(self, title: str) -> None:
        """Take one of the quick fixes at the cursor."""
        self._ask(title, lambda wanted: wanted.click(timeout=WAIT / 4))

    def offer(self, title: str) -> None:
        """See that a quick fix is offered at the cursor, and leave the list open."""
        self._ask(title, lambda wanted: wanted.wait_for(timeout=WAIT / 4))

    def _ask(self, title: str, then: Callable[[Locator], None]) -> None:
        wanted = self.page.locator(".action-widget .monaco-list-row", has_text=title).first
        for _ in range(6):
            # The list closes again when what was found changes under it.
            self.press("Control+.")
            try:
                then(wanted)
                return
            except Error:
                self.press("Escape")
        raise AssertionError(f"nobody offers {title}")

    def settle(self, settings: Mapping[str, Any]) -> None:
        """Give the user other settings, as by hand."""
        self.run("Preferences: Open User Settings (JSON)")
        expect(self.page.locator(".tab.active", has_text="settings.json")).to_be_visible()
        self.page.locator(".editor-group-container.active .view-line").first.click()
        self.press("Control+a")
        self.type(json.dumps(dict(settings)))
        # What closes by itself would stand there twice.
        self.press("Control+Shift+End", "Delete", "Control+s")
        self.await_that(lambda: settings.items() <= self.settings.items(), lambda: self.settings)
        self.press("Control+F4")

    @property
    def settings(self) -> dict[str, Any]:
        """The user's settings as they were last written."""
        text = self.server.settings.read_text(encoding="utf-8")
        # While it is written it may be empty.
        found: dict[str, Any] = json.loads(text or "{}")
        return found

    def answer(self, text: str) -> None:
        """Write into the box that is asking, and have done."""
        self.page.locator(".quick-input-widget input").last.fill(text)
        self.press("Enter")

    def pick(self, label: str) -> None:
        """Choose from the list that is asking, by its keys: one that is still growing moves under a click."""
        row = self.page.locator(".quick-input-list .monaco-list-row", has_text=label).first
        self.expect(row).to_be_visible()
        for _ in range(20):
            if "focused" in (row.get_attribute("class") or ""):
                break
            self.press("ArrowDown")
        self.press("Enter")

    def type(self, text: str) -> None:
        """Write at the cursor, as by an input method."""
        self.page.keyboard.insert_text(text)

    def rewrite(self, text: str) -> None:
        """Write this in place of all that stands in the file at hand."""
        self.page.locator(".view-line").first.click()
        self.press("Control+a")
        self.type(text)

    def expect_saved(self, name: str, text: str) -> None:
        """Save the file at hand and wait until this stands in it."""
        self.press("Control+s")
        self.await_that(lambda: self.read(name) == text, lambda: self.read(name))

    def await_that(self, holds: Callable[[], bool], instead: Callable[[], object]) -> None:
        """Wait for what no window shows; says what is there `instead` if it is waited for in vain."""
        for _ in range(WAIT // 100):
            if holds():
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(instead())

    def go_to(self, words: str) -> None:
        """Put the cursor before the first place where these words stand."""
        self.select(words)
        self.press("ArrowLeft")

    def select(self, words: str) -> None:
        """Select these words where they first stand, as one who looks for them."""
        self.page.locator(".monaco-editor .view-line").first.click()
        self.press("Control+Home", "Control+f")
        widget = self.page.locator(".find-widget.visible")
        widget.locator("textarea[title='Find'], textarea[aria-label='Find']").first.fill(words)
        expect(widget.locator(".matchesCount")).to_contain_text("1 of")
        self.press("Escape")

    @staticmethod
    def expect(what: Locator) -> Any:
        """What is to hold of a part of the window before long."""
        return expect(what)

    # What is seen -------------------------------------------------------------------------------------------------

    def expect_problems(self, errors: int = 0, warnings: int = 0, infos: int = 0) -> None:
        """Wait until the window counts so many problems, and goes on counting so many: it counts in steps."""
        counts = {"Errors": errors, "Warnings": warnings, "Infos": infos}
        said = ", ".join(f"{name}: {count}" for name, count in counts.items() if count) or "No Problems"
        for _ in range(2):
            expect(self.page.locator("#status\\.problems a")).to_have_attribute("aria-label", said)
            self.page.wait_for_timeout(300)

    @property
    def bar(self) -> Locator:
        """Our place in the status bar: what was found."""
        return self.page.locator(".statusbar-item[id$='status'][id^='govlint'] a")

    @property
    def length(self) -> Locator:
        """Our place in the status bar: how long the text is."""
        return self.page.locator(".statusbar-item[id$='length'][id^='govlint'] a")

    @property
    def pages(self) -> FrameLocator:
        """What is shown in the page of ours that is in sight."""
        return self.page.frame_locator("iframe.webview.ready").frame_locator("iframe#active-frame")

    @property
    def actions(self) -> Locator:
        """What is offered at the cursor."""
        return self.page.locator(".action-widget .monaco-list-row.action")

    @property
    def lines(self) -> Locator:
        """The lines of the text as they are seen."""
        return self.page.locator(".editor-group-container.active .view-lines")

    @property
    def squiggles(self) -> Locator:
        """What is underlined."""
        return self.page.locator(".squiggly-error, .squiggly-warning, .squiggly-info")

    @property
    def problems(self) -> Locator:
        """The rows of the panel of problems."""
        return self.page.locator(".markers-panel .monaco-list-row")

    def hover(self, words: str) -> Locator:
        """What is said of the place where these words first stand."""
        self.go_to(words)
        self.press("Control+k", "Control+i")
        found = self.page.locator(".monaco-hover:visible .monaco-hover-content").first
        found.wait_for()
        return found

    def read(self, name: str) -> str:
        """A file of the folder as it was last saved."""
        return (self.folder / name).read_text(encoding="utf-8")

    def picture(self, name: str) -> None:
        """Keep what is seen."""
        self.page.screenshot(path=self.pictures / f"{name}.png")


def missing() -> list[str]:
    """What must be there for a workbench and is not, by name."""
    wanted = {
        "code-server (tests/e2e/install)": (CODE_SERVER / "lib" / "vscode" / "node_modules").is_dir() and node(),
        "the packaged extension (tests/e2e/install)": extension(),
    }
    return [name for name, there in wanted.items() if not there]
