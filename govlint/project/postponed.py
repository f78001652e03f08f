"""A document that is read only when somebody looks at it."""

from __future__ import annotations

from functools import cached_property

from govlint.document.document import Document, Place, arrange
from govlint.document.genre import Genre
from govlint.readers import read
from govlint.text.source import Source


def postpone(source: Source, genre: Genre | None = None) -> Document:
    """The document that a source arranges to, which is read and arranged only when somebody looks at more than its source."""
    return _Postponed(source, genre)


class _Postponed(Document):
    def __init__(self, source: Source, asked: Genre | None) -> None:
        self.__dict__.update(source=source, _asked=asked)  # not by assignment: it is frozen

    @cached_property
    def _arranged(self) -> Document:
        return arrange(self.source, read(self.source), self.__dict__["_asked"])

    @cached_property
    def places(self) -> tuple[Place, ...]:
        return self._arranged.places

    @cached_property
    def genre(self) -> Genre:
        return self._arranged.genre
