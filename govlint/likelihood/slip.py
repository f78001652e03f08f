"""What the model says of two neighbours, as a value that needs neither the model nor numpy."""

from __future__ import annotations

from govlint.text.frozen import frozen


@frozen
class Keyed:
    """Two characters from `start` on, what they should be, the known run `near` with it, and how well that is known."""

    start: int
    written: str
    meant: str
    near: str
    level: int
