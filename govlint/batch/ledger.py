"""What of a batch is done: checked documents in Parquet parts, and a record of which document stands where in them.

A part is on the disk whole before the record says so, and the record is one transaction: whenever a run is killed, what the
record knows is there, and what it does not know is done again and nothing of it kept.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from govlint.batch.crew import Task
from govlint.batch.schema import batch_of
from govlint.text.files import replacing

_RECORD = "record.sqlite"
_AT_ONCE = 10_000
_TABLES = """
CREATE TABLE IF NOT EXISTS runs (run INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS parts (part INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS documents (
    place BLOB PRIMARY KEY, state BLOB NOT NULL, part INTEGER NOT NULL, row INTEGER NOT NULL, run INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_part ON documents (part);
"""


class Ledger:
    """The folder beside an output that holds what is done of it. Raises OSError and sqlite3.Error."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        with contextlib.suppress(FileExistsError):
            os.mkdir(folder, 0o700)
        self._record = sqlite3.connect(os.path.join(folder, _RECORD))
        self._record.execute("PRAGMA locking_mode = EXCLUSIVE")  # two runs at once would each do half
        with self._record:
            self._record.executescript(_TABLES)
            self._run = self._record.execute("INSERT INTO runs DEFAULT VALUES").lastrowid
        self._forget_lost()
        known = self._record.execute("SELECT max(part) FROM parts").fetchone()[0]
        self._next = (known or 0) + 1
        self._again: list[bytes] = []

    @property
    def done(self) -> int:
        """How many documents earlier runs have done."""
        number: int = self._record.execute("SELECT count(*) FROM documents WHERE run < ?", (self._run,)).fetchone()[0]
        return number

    def knows(self, task: Task) -> bool:
        """Whether a document, as it is now, is done; it is then part of this run too."""
        found = self._record.execute("SELECT state FROM documents WHERE place = ?", (task.key,)).fetchone()
        if found is None or found[0] != task.state:
            return False
        self._again.append(task.key)
        if len(self._again) >= _AT_ONCE:
            self.put((), ())
        return True

    def put(self, tasks: Sequence[Task], rows: Sequence[dict[str, Any]]) -> None:
        """Note documents with their rows as done."""
        part = self._next
        if rows:
            with replacing(self._path(part), mode=0o600) as file:
                pq.write_table(pa.Table.from_batches([batch_of(list(rows))]), file, compression="zstd")
        with self._record:
            if rows:
                self._record.execute("INSERT INTO parts VALUES (?)", (part,))
            self._record.executemany(
                "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?)",
                ((task.key, task.state, part, row, self._run) for row, task in enumerate(tasks)),
            )
            self._record.executemany("UPDATE documents SET run = ? WHERE place = ?", ((self._run, key) for key in self._again))
        self._again.clear()
        self._next += bool(rows)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """What is done of the documents that this run has met, as record batches of CHECKED."""
        for (part,) in self._record.execute("SELECT part FROM parts ORDER BY part").fetchall():
            rows = self._record.execute(
                "SELECT row FROM documents WHERE part = ? AND run = ? ORDER BY row", (part, self._run)
            ).fetchall()
            if rows:
                table = pq.read_table(self._path(part)).take([row for (row,) in rows])
                yield from table.combine_chunks().to_batches()

    def close(self) -> None:
        """Let go of the folder and keep what is in it."""
        self._record.close()

    def remove(self) -> None:
        """Take the folder away: all of it stands elsewhere now."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _forget_lost(self) -> None:
        known = {part for (part,) in self._record.execute("SELECT part FROM parts")}
        lost = [(part,) for part in known if not os.path.exists(self._path(part))]
        with self._record:
            self._record.executemany("DELETE FROM documents WHERE part = ?", lost)
            self._record.executemany("DELETE FROM parts WHERE part = ?", lost)
        for name in os.listdir(self.folder):
            stem, suffix = os.path.splitext(name)
            if suffix == ".parquet" and not (stem.isdecimal() and int(stem) in known):
                with contextlib.suppress(OSError):
                    os.unlink(os.path.join(self.folder, name))

    def _path(self, part: int) -> str:
        return os.path.join(self.folder, f"{part:06}.parquet")
