"""The tables of a batch: what goes in, one row a document, and what comes out; their form is promised in docs/batch.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from govlint.batch.crew import Answer, Task

VERSION = 1
"""Of the two tables. Within a version columns are only added."""

_KEY = b"govlint.schema"

_PLACE = [
    pa.field("line", pa.int32()),
    pa.field("column", pa.int32()),
    pa.field("end_line", pa.int32()),
    pa.field("end_column", pa.int32()),
    pa.field("start", pa.int32()),
    pa.field("end", pa.int32()),
    pa.field(
        "location",
        pa.struct(
            [
                pa.field("kind", pa.string()),
                pa.field("part", pa.string()),
                pa.field("paragraph", pa.int32()),
                pa.field("page", pa.int32()),
                pa.field("label", pa.string()),
            ]
        ),
    ),
]
_EDIT = pa.struct([pa.field("start", pa.int32()), pa.field("end", pa.int32()), pa.field("text", pa.string())])
_FIX = pa.struct([pa.field("safety", pa.string()), pa.field("title", pa.string()), pa.field("edits", pa.list_(_EDIT))])
_FINDING = [
    pa.field("rule", pa.string()),
    pa.field("severity", pa.string()),
    pa.field("message", pa.string()),
    *_PLACE,
    pa.field("match", pa.string()),
    pa.field("fix", _FIX),
    pa.field("related", pa.list_(pa.struct([pa.field("message", pa.string()), *_PLACE]))),
]
_OF_DOCUMENT = [
    pa.field("id", pa.string()),
    pa.field("name", pa.string()),
    pa.field("source", pa.string()),
    pa.field("date", pa.string()),
]
_DOCUMENT = [
    *_OF_DOCUMENT,
    pa.field("digest", pa.string()),
    pa.field("bytes", pa.int64()),
    pa.field("status", pa.string()),
    pa.field("reason", pa.string()),
    pa.field("format", pa.string()),
    pa.field("encoding", pa.string()),
    pa.field("genre", pa.string()),
    pa.field("title", pa.string()),
    pa.field("characters", pa.int32()),
    pa.field("paragraphs", pa.int32()),
    pa.field("errors", pa.int32()),
    pa.field("warnings", pa.int32()),
    pa.field("infos", pa.int32()),
    pa.field("hints", pa.int32()),
    pa.field("known", pa.int32()),
    pa.field("fails", pa.bool_()),
    pa.field("seconds", pa.float64()),
]


def _schema(fields: Iterable[pa.Field]) -> pa.Schema:
    return pa.schema(fields, metadata={_KEY: str(VERSION)})


DOCUMENTS: pa.Schema = _schema(_DOCUMENT)
"""One row a document: what it is, how many findings there are of each severity, and what could not be read."""
FINDINGS: pa.Schema = _schema([*_OF_DOCUMENT, *_FINDING])
"""One row a finding, as the JSON report has it, after the columns that say of which document it is."""
CHECKED: pa.Schema = _schema([*_DOCUMENT, pa.field("findings", pa.list_(pa.struct(_FINDING)))])
"""Both in one: one row a document with its findings in it, since engines give one table for one."""


def is_ours(schema: pa.Schema) -> bool:
    """Whether a table is one that came out of a batch."""
    return _KEY in (schema.metadata or {})


def row_of(task: Task, answer: Answer) -> dict[str, Any]:
    """A row of CHECKED."""
    described = {key: value for key, value in answer.items() if key not in ("findings", "dated")}
    return {
        "id": _sound(task.id),
        "name": _sound(task.name),
        "source": task.source,
        "date": task.date or answer.get("dated") or None,
        "digest": task.digest.hex(),
        "bytes": len(task.data),
        **dict.fromkeys(("errors", "warnings", "infos", "hints", "known"), 0),
        "fails": False,
        **described,
        "reason": answer["reason"] or None,
        "findings": answer["findings"],
    }


def batch_of(rows: list[dict[str, Any]]) -> pa.RecordBatch:
    """Rows of CHECKED as a record batch."""
    return pa.RecordBatch.from_pylist(rows, schema=CHECKED)


def packed(answers: Iterable[tuple[Task, Answer]], most: int = 1000, findings: int = 10_000) -> Iterator[pa.RecordBatch]:
    """Record batches of CHECKED, each of so many documents and about so many findings at most."""
    rows: list[dict[str, Any]] = []
    found = 0
    for task, answer in answers:
        rows.append(row_of(task, answer))
        found += len(answer["findings"])
        if len(rows) >= most or found >= findings:
            yield batch_of(rows)
            rows, found = [], 0
    if rows:
        yield batch_of(rows)


def documents_of(checked: pa.RecordBatch) -> pa.RecordBatch:
    """The rows of DOCUMENTS in a batch of CHECKED."""
    return checked.select(DOCUMENTS.names).cast(DOCUMENTS)


def findings_of(checked: pa.RecordBatch) -> pa.RecordBatch:
    """The rows of FINDINGS in a batch of CHECKED."""
    found = checked.column("findings")
    of_document = checked.select([field.name for field in _OF_DOCUMENT]).take(found.value_parent_indices())
    each = found.flatten()
    return pa.RecordBatch.from_arrays([*of_document.columns, *each.flatten()], schema=FINDINGS)


def _sound(text: str) -> str:
    """A file's name may hold bytes that are no character."""
    return text.encode("utf-8", "backslashreplace").decode()
