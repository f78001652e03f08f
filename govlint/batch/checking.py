"""The one way from record batches of documents to record batches of what is found in them; engines call it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import pyarrow as pa

from govlint.batch.crew import Crew
from govlint.batch.options import Options
from govlint.batch.schema import packed
from govlint.batch.tasks import tasks_of


def check(batches: Iterable[pa.RecordBatch], options: Options | None = None) -> Iterator[pa.RecordBatch]:
    """Documents checked: record batches with columns as in docs/batch.md to record batches of `govlint.batch.schema.CHECKED`.

    One row out for each row in, in the same order; what cannot be read, takes too long, or brings its process down is a row
    that says so. Memory does not grow with the number of rows. The processes that check stay for the next call with equal
    options. Raises BatchError for columns that are not there and settings that cannot be had.
    """
    chosen = options or Options()
    yield from packed(crew_of(chosen).check_all(tasks_of(batches, chosen)))


def crew_of(options: Options) -> Crew:
    """The processes for these options, started once in a process of an engine."""
    return _crew(options.line())


@cache
def _crew(line: str) -> Crew:
    return Crew(Options.of_line(line))
