"""What of a document stays when its text is edited: the paragraphs before the change, and those behind it, moved."""

from __future__ import annotations

from dataclasses import replace

from govlint.text.edits import Edit
from govlint.text.frozen import frozen


@frozen
class Kept:
    """As many places at the head as they were, and as many at the end, moved. `edit` makes the new source of the old one;
    `grown` is how many places more there are now."""

    head: int
    tail: int
    edit: Edit
    grown: int

    @property
    def shift(self) -> int:
        """How many characters of the source more there are now."""
        return len(self.edit.text) - (self.edit.end - self.edit.start)

    def less(self, head: int, tail: int) -> Kept:
        """The same with fewer places kept."""
        return self if (head, tail) == (self.head, self.tail) else replace(self, head=head, tail=tail)
