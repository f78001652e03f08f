"""Batches in DuckDB: functions of SQL that check a text or a file, over the same record batches as all engines."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pyarrow as pa

from govlint.batch.checking import check
from govlint.batch.options import Options
from govlint.batch.schema import CHECKED, batch_of


def register(connection: duckdb.DuckDBPyConnection, options: Options | None = None) -> None:
    """Make `govlint(name, text)` and `govlint_file(name, bytes)` functions of a connection.

    Each gives a STRUCT with the columns of `govlint.batch.schema.CHECKED`, its `findings` a list to be unnested; a NULL is a
    document without content, and a row that says so.
    """
    types = connection.from_arrow(pa.Table.from_batches([batch_of([])])).types
    row = connection.struct_type(dict(zip(CHECKED.names, types, strict=True)))
    for function, column, kind in (("govlint", "text", "VARCHAR"), ("govlint_file", "bytes", "BLOB")):
        checker = _checker(column, options or Options())
        connection.create_function(function, checker, ["VARCHAR", kind], row, type="arrow", null_handling="special")


def _checker(column: str, options: Options) -> Callable[[pa.ChunkedArray, pa.ChunkedArray], pa.Array]:
    def check_column(names: pa.ChunkedArray, contents: pa.ChunkedArray) -> pa.Array:
        documents = pa.table({"name": names, column: contents})
        found = [batch.to_struct_array() for batch in check(documents.to_batches(), options)]
        return pa.chunked_array(found, pa.struct(list(CHECKED))).combine_chunks()

    return check_column
