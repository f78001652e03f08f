"""The whole workspace as the editor asks for it: its diagnostics pulled, or checked on command, with progress."""

from __future__ import annotations

import uuid
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any, Protocol

from govlint_lsp.capabilities import Client
from govlint_lsp.session import Session
from govlint_lsp.workspace import Checked, Workspace
from lsprotocol import types as lsp
from pygls.progress import Progress


class Host(Protocol):
    """What it needs of the server."""

    desk: Session

    @property
    def client(self) -> Client: ...
    @property
    def work_done_progress(self) -> Progress: ...
    def push(self, uri: str, found: list[lsp.Diagnostic], version: int | None = None) -> None: ...
    def log(self, message: str, kind: lsp.MessageType = ...) -> None: ...


class WholeWorkspace:
    """Answers of the server about all files at once, open ones as their editor has them."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self.files = Workspace(host.desk)

    async def on_pull(self, params: lsp.WorkspaceDiagnosticParams) -> lsp.WorkspaceDiagnosticReport:
        had = {p.uri: p.value for p in params.previous_result_ids}
        while True:
            self.files.changed.clear()
            reports = await self._reports(had, params.work_done_token)
            fresh = any(isinstance(r, lsp.WorkspaceFullDocumentDiagnosticReport) for r in reports)
            if fresh or not had:
                return lsp.WorkspaceDiagnosticReport(reports)
            # Editors ask again at once: with nothing new the answer waits for something.
            await self.files.changed.wait()

    async def _reports(
        self, had: dict[str, str], token: lsp.ProgressToken | None
    ) -> list[lsp.WorkspaceFullDocumentDiagnosticReport | lsp.WorkspaceUnchangedDocumentDiagnosticReport]:
        reports: list[lsp.WorkspaceFullDocumentDiagnosticReport | lsp.WorkspaceUnchangedDocumentDiagnosticReport] = []
        seen = set()
        async for checked in self._each_file(token):
            document = self._host.desk.held(checked.path)
            uri, version = (document.uri, document.version) if document else (checked.uri, None)
            found, result_id = self._host.desk.result(document) if document else (checked.diagnostics, checked.result_id)
            seen.add(uri)
            if had.get(uri) == result_id:
                reports.append(lsp.WorkspaceUnchangedDocumentDiagnosticReport(uri, result_id, version))
            else:
                reports.append(lsp.WorkspaceFullDocumentDiagnosticReport(uri, found, version, result_id=result_id))
        reports += [lsp.WorkspaceFullDocumentDiagnosticReport(uri, []) for uri in had if uri not in seen]
        return reports

    async def check(self, given: Any) -> dict[str, int]:
        """Check every file and show what is found. Answers with how many files, how many findings and how many problems."""
        token: lsp.ProgressToken | None = None
        if self._host.client.progress:
            token = f"govlint-{uuid.uuid4()}"
            await self._host.work_done_progress.create_async(token)
        told = {"files": 0, "findings": 0, "problems": 0}
        async for checked in self._each_file(token):
            told["files"] += 1
            document = self._host.desk.held(checked.path)
            found = self._host.desk.diagnostics(document) if document else checked.diagnostics
            told["findings"] += len(found)
            if checked.problem:
                told["problems"] += 1
                self._warn(checked.path, checked.problem)
            if document is None:
                self._host.push(checked.uri, found)
        return told

    async def _each_file(self, token: lsp.ProgressToken | None) -> AsyncGenerator[Checked, None]:
        """Every file of the workspace checked, with progress where a token is given, until that is cancelled."""
        progress, words = self._host.work_done_progress, self._host.client.words
        if token is not None:
            progress.begin(token, lsp.WorkDoneProgressBegin(words("govlint 检查工作区"), cancellable=True, percentage=0))
        done = 0
        try:
            paths = await self.files.files(self._warn)
            async with aclosing(self.files.check(paths)) as results:
                async for checked in results:
                    if token is not None and progress.tokens[token].cancelled():
                        break
                    yield checked
                    done += 1
                    if token is not None:
                        said = f"{done}/{len(paths)}"
                        progress.report(token, lsp.WorkDoneProgressReport(message=said, percentage=100 * done // len(paths)))
        finally:
            if token is not None:
                progress.end(token, lsp.WorkDoneProgressEnd(message=words("检查了 {count} 个文件", count=done)))
                progress.tokens.pop(token, None)

    def _warn(self, path: str, why: str) -> None:
        self._host.log(self._host.client.words("{path}：{why}", path=path, why=why), lsp.MessageType.Warning)
