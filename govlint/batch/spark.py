"""Batches on Spark: a DataFrame of documents to one of what is found in them, over `mapInArrow`; the rest is Spark's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as sql

from govlint.batch import checking
from govlint.batch.options import Options
from govlint.batch.schema import CHECKED, FINDINGS
from govlint.batch.tasks import wanted

_SIMPLE = {
    pa.string(): "string",
    pa.int32(): "int",
    pa.int64(): "bigint",
    pa.float64(): "double",
    pa.bool_(): "boolean",
}


def check(documents: DataFrame, options: Options | None = None) -> DataFrame:
    """Documents checked, one row each with its findings in it: the columns of `govlint.batch.schema.CHECKED`.

    `documents` has the columns that docs/batch.md names. Write what this gives, or `persist` it, before both tables are
    taken out of it: Spark would check anew for each. Raises BatchError for columns that are not there.
    """
    chosen = options or Options()
    # One column may serve as two, and Spark gives no batch that has two of one name.
    columns = [sql.col(_quoted(theirs)).alias(ours) for ours, theirs in wanted(documents.columns, chosen.columns).items()]
    return documents.select(*columns).mapInArrow(_checker(replace(chosen, columns={}).line()), ddl(CHECKED))


def documents_of(checked: DataFrame) -> DataFrame:
    """The table of documents, one row each."""
    return checked.drop("findings")


def findings_of(checked: DataFrame) -> DataFrame:
    """The table of findings, one row each."""
    inner = {field.name for field in CHECKED.field("findings").type.value_type}
    outer = [name for name in FINDINGS.names if name not in inner]
    return checked.select(*outer, sql.explode("findings").alias("found")).select(*outer, "found.*")


def ddl(schema: pa.Schema) -> str:
    """A schema as Spark writes it."""
    return ", ".join(f"{_quoted(field.name)} {_type(field.type)}" for field in schema)


def _checker(line: str) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def check_batches(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return checking.check(batches, Options.of_line(line))

    return check_batches


def _quoted(name: str) -> str:
    return f"`{name.replace('`', '``')}`"


def _type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"array<{_type(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return f"struct<{', '.join(f'{_quoted(field.name)}: {_type(field.type)}' for field in kind)}>"
    return _SIMPLE[kind]
