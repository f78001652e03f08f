"""A batch on one machine: from files and tables to two Parquet files and a page, gone on with where a killed run stopped."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow.parquet as pq

from govlint.batch.crew import Answer, Crew, Task
from govlint.batch.ledger import Ledger
from govlint.batch.options import Options
from govlint.batch.schema import DOCUMENTS, FINDINGS, documents_of, findings_of, row_of
from govlint.batch.summary import Summary
from govlint.batch.tasks import digest_of
from govlint.text.files import replacing
from govlint.text.frozen import frozen

_PART_DOCUMENTS, _PART_FINDINGS = 5_000, 20_000
_PART_SECONDS = 20
"""What a kill may cost: so much work is done between two parts."""
_ROW_GROUP = 100_000


@frozen
class Outputs:
    """Where a batch is written to: `findings` is named, the others stand beside it, and the folder for what is half done."""

    findings: str

    @property
    def all(self) -> tuple[str, ...]:
        return (self.findings, self.documents, self.summary)

    @property
    def documents(self) -> str:
        return self._beside(".documents.parquet")

    @property
    def summary(self) -> str:
        return self._beside(".html")

    @property
    def partial(self) -> str:
        return self._beside(".partial")

    def _beside(self, ending: str) -> str:
        return os.path.splitext(self.findings)[0] + ending


@dataclass
class Outcome:
    """How a run ended: documents in all, those `again` that an earlier run had done, how many could not be checked, and whether
    findings fail it."""

    documents: int = 0
    again: int = 0
    findings: int = 0
    failed: int = 0
    fails: bool = False


@dataclass
class Run:
    """One run. `settings` gives the fingerprint of what a document is checked with; `met` is called for each document."""

    options: Options
    outputs: Outputs
    settings: Callable[[str], bytes]
    titles: dict[str, str] = field(default_factory=dict)
    """What rules are called, for the summary."""

    def go(self, tasks: Iterable[Task], met: Callable[[], None]) -> Outcome:
        """Check what is not done and write it all out. Raises BatchError, OSError."""
        outcome = Outcome()
        ledger = Ledger(self.outputs.partial)
        try:
            self._check(self._fresh(tasks, ledger, outcome, met), ledger)
            self._write(ledger, outcome)
        except BaseException:
            ledger.close()
            raise
        ledger.remove()
        return outcome

    def _fresh(self, tasks: Iterable[Task], ledger: Ledger, outcome: Outcome, met: Callable[[], None]) -> Iterator[Task]:
        for task in tasks:
            marked = replace(task, state=self._state(task))
            if ledger.knows(marked):
                outcome.again += 1
            else:
                yield marked
            met()

    def _state(self, task: Task) -> bytes:
        said = (task.id, task.name, task.genre, task.date, task.source, task.text, task.why)
        return digest_of(repr(said).encode("utf-8", "surrogatepass") + task.digest + self.settings(task.place))

    def _check(self, tasks: Iterable[Task], ledger: Ledger) -> None:
        done: list[Task] = []
        rows: list[dict[str, Any]] = []
        found, since = 0, time.monotonic()
        with Crew(self.options) as crew:
            for task, answer in crew.check_all(tasks):
                done.append(replace(task, data=b""))
                rows.append(row_of(task, answer))
                found += _weight(answer)
                late = time.monotonic() - since > _PART_SECONDS
                if late or len(rows) >= _PART_DOCUMENTS or found >= _PART_FINDINGS:
                    ledger.put(done, rows)
                    done, rows, found, since = [], [], 0, time.monotonic()
        ledger.put(done, rows)

    def _write(self, ledger: Ledger, outcome: Outcome) -> None:
        summary = Summary(self.titles)
        outputs = self.outputs
        with ExitStack() as stack:
            files = [stack.enter_context(replacing(path)) for path in (outputs.summary, outputs.documents, outputs.findings)]
            documents, findings = (
                stack.enter_context(pq.ParquetWriter(file, schema, compression="zstd"))
                for file, schema in zip(files[1:], (DOCUMENTS, FINDINGS), strict=True)
            )
            for batch in ledger.batches():
                of_documents, of_findings = documents_of(batch), findings_of(batch)
                documents.write_batch(of_documents, _ROW_GROUP)
                findings.write_batch(of_findings, _ROW_GROUP)
                summary.add(of_documents, of_findings)
            files[0].write(summary.page().encode("utf-8"))
        outcome.documents, outcome.findings = summary.documents, summary.findings
        outcome.failed, outcome.fails = summary.failed, summary.fails


def _weight(answer: Answer) -> int:
    return sum(1 + len(finding["related"]) for finding in answer["findings"])
