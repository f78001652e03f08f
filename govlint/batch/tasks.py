"""Documents to be checked, out of record batches."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any

import pyarrow as pa

from govlint.batch.crew import Task
from govlint.batch.options import BatchError, Options
from govlint.readers import limit_of
from govlint.text.source import too_large

COLUMNS = ("id", "name", "bytes", "text", "genre", "date", "source")
"""What a table may have; `bytes` or `text` it must."""


def wanted(names: Iterable[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Those of the columns called `names` that are of use, by ours. `columns` as in Options. Raises BatchError."""
    there = list(names)
    if unknown := [ours for ours in columns if ours not in COLUMNS]:
        raise BatchError(f"没有“{unknown[0]}”这一列；可以是 {'、'.join(COLUMNS)}")
    if missing := [theirs for theirs in columns.values() if theirs not in there]:
        raise BatchError(f"表里没有“{missing[0]}”这一列；有 {'、'.join(there)}")
    found = {ours: columns.get(ours, ours) for ours in COLUMNS if columns.get(ours, ours) in there}
    if not found.keys() & {"bytes", "text"}:
        raise BatchError(f"表里没有 bytes（文件）或 text（文字）这一列；有 {'、'.join(there)}")
    return found


def tasks_of(batches: Iterable[pa.RecordBatch], options: Options) -> Iterator[Task]:
    """The documents in record batches. Raises BatchError for columns that are not there."""
    for batch in batches:
        columns = wanted(batch.schema.names, options.columns)
        arrays = {ours: batch.column(theirs) for ours, theirs in columns.items()}
        for number in range(batch.num_rows):
            yield _task({ours: array[number].as_py() for ours, array in arrays.items()}, options)


def _task(row: Mapping[str, Any], options: Options) -> Task:
    name, text, data = _said(row.get("name")), row.get("text"), row.get("bytes")
    identity = _said(row.get("id"))
    genre, date, source = (_said(row.get(key)) for key in ("genre", "date", "source"))
    given = text if text is not None else data
    if isinstance(given, str):
        given, is_text = given.encode("utf-8", "surrogatepass"), text is not None
    else:
        is_text = False
    why = ""
    if given is None:
        given, why = b"", "没有内容"
    elif len(given) > (limit := options.size or limit_of(name or "")):
        given, why = b"", too_large(len(given), limit)
    name = name or ""
    return Task(identity or name, name, given, is_text, genre, date, source, name, why, digest_of(given))


def digest_of(data: bytes) -> bytes:
    """What tells a document's content from any other."""
    return blake2b(data, digest_size=16).digest()


def _said(value: object) -> str | None:
    """A value as text: a date or a time as ISO 8601 has it."""
    if value is None:
        return None
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
