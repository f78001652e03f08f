"""What the model says of a character, as a value that needs neither the model nor numpy."""

from __future__ import annotations

from govlint.text.frozen import frozen


@frozen
class Suspect:
    """A character that looks like a slip: its offset, the one that is meant, and the run that this makes likelier.

    `written` and `meant` are the run as it stands and as it should; `at` is the character's offset in them, `seen` says
    whether the written one stands in the texts that were counted. `score` are the log odds that it is a slip.
    """

    offset: int
    other: str
    written: str
    meant: str
    at: int
    seen: bool
    score: float

    @property
    def span(self) -> tuple[int, int]:
        """The half-open range of the written run."""
        return self.offset - self.at, self.offset - self.at + len(self.written)
