"""What a batch is checked with, and the bounds that each document has; plain values that any engine can send about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, field

from govlint.text.frozen import frozen

MIB = 1 << 20


@frozen
class Options:
    """`config` is the configuration to use: a path, "" for none at all, None for the nearest one above each document.

    `profile` is heard besides it. `select` and `ignore` are ids or categories of rules, `severity` gives rules another one by
    its name (None: off), `genre` is that of all documents that bring none, `fail_on` the severity from which on findings fail
    the run ("never"; None: as the configuration says).

    The bounds of a document: `seconds` of processor time (on Windows of the clock), `memory` in bytes that its process may
    have, `size` in bytes that it may have itself (None: as many as `check` takes of its format). `jobs` is how many
    processes check at once. `columns` are the names that the columns of a table have, by ours (`text`: 正文).
    """

    config: str | None = ""
    profile: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str | None] = field(default_factory=dict)
    genre: str | None = None
    fail_on: str | None = None
    seconds: float = 60
    memory: int = 2048 * MIB
    size: int | None = None
    jobs: int = 1
    columns: Mapping[str, str] = field(default_factory=dict)

    def line(self) -> str:
        """The options as one line of JSON."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def of_line(cls, line: str) -> Options:
        """The inverse of `line`."""
        values = json.loads(line)
        return cls(**values | {"select": tuple(values["select"]), "ignore": tuple(values["ignore"])})


class BatchError(Exception):
    """A batch that cannot be checked at all; `str()` says why, in Chinese."""
