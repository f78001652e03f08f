"""What the model says of a word, as a value that needs neither the model nor numpy."""

from __future__ import annotations

from govlint.text.frozen import frozen


@frozen
class Misheard:
    """A word at `start`, the one that is `meant`, and the run `near` that this makes a known one; `broken`: it is no word."""

    start: int
    written: str
    meant: str
    near: str
    broken: bool = False
