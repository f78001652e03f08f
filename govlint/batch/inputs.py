"""Documents to be checked, out of files and out of tables of documents (Parquet, Arrow) that lie on this machine."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq

from govlint.batch.crew import Task
from govlint.batch.options import BatchError, Options
from govlint.batch.schema import is_ours
from govlint.batch.tasks import digest_of, tasks_of, wanted
from govlint.readers import limit_of
from govlint.text.columns import visible
from govlint.text.files import explain_os_error, read_bytes
from govlint.text.source import SourceError

TABLES = (".parquet", ".arrow", ".feather")
"""File name endings of tables of documents."""

_ROWS = 64
"""Rows of a table in hand: each may be as large as a file."""


def is_table(path: str) -> bool:
    """Whether a file's name says that it is a table of documents."""
    return path.lower().endswith(TABLES)


def file(path: str, name: str, options: Options) -> Task:
    """A file as a document, called `name`; one that cannot be read is one that says why."""
    data, why = b"", ""
    try:
        data = read_bytes(path, options.size or limit_of(path))
    except SourceError as error:
        why = str(error)
    folder = os.path.dirname(name) or os.curdir
    return Task(name, name, data, source=folder, place=path, why=why, digest=digest_of(data), key=_key(path, 0))


def table(path: str, options: Options) -> Iterator[Task]:
    """The documents of a table, but of one that a batch has written. Which configuration holds is as for a file that lies
    where the table does. Raises BatchError."""
    try:
        with pa.OSFile(path) as opened:
            schema, batches = _parquet(opened, options) if path.lower().endswith(".parquet") else _arrow(opened)
            if is_ours(schema):
                return
            folder = os.path.dirname(os.path.abspath(path))
            for number, task in enumerate(tasks_of(batches, options)):
                yield replace(
                    task,
                    id=task.id or f"{path}#{number}",
                    source=task.source if task.source is not None else path,
                    place=os.path.join(folder, os.path.basename(task.name) or "-"),
                    key=_key(path, number),
                )
    except BatchError as error:
        raise BatchError(f"{visible(path)}：{error}") from error
    except pa.ArrowException as error:
        raise BatchError(f"{visible(path)}：这个表读不了（{str(error).splitlines()[0]}）") from error
    except OSError as error:
        raise BatchError(f"{visible(path)}：{explain_os_error(error)}") from error


def count(path: str) -> int:
    """How many documents a table has, as far as that can be known without going through it."""
    try:
        return int(pq.read_metadata(path).num_rows) if path.lower().endswith(".parquet") else 0
    except (pa.ArrowException, OSError):
        return 0


def _parquet(opened: pa.NativeFile, options: Options) -> tuple[pa.Schema, Iterable[pa.RecordBatch]]:
    whole = pq.ParquetFile(opened, pre_buffer=False)
    schema = whole.schema_arrow
    columns = [] if is_ours(schema) else list(wanted(schema.names, options.columns).values())
    return schema, whole.iter_batches(_ROWS, columns=columns, use_threads=False)


def _arrow(opened: pa.NativeFile) -> tuple[pa.Schema, Iterable[pa.RecordBatch]]:
    try:
        whole = pa.ipc.open_file(opened)
        return whole.schema, (whole.get_batch(number) for number in range(whole.num_record_batches))
    except pa.ArrowInvalid:
        opened.seek(0)
        stream = pa.ipc.open_stream(opened)
        return stream.schema, stream


def _key(path: str, number: int) -> bytes:
    return digest_of(f"{os.path.abspath(path)}\0{number}".encode("utf-8", "surrogatepass"))
