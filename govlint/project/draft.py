"""The check of a text while it is written, a version after the other: soon what an edit has changed, at a pause all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govlint.analysis.course import Course
from govlint.analysis.engine import Ruleset, look_together
from govlint.document.document import Document
from govlint.document.genre import Genre
from govlint.document.length import said, said_after
from govlint.project.project import Checked, Project
from govlint.readers import parse
from govlint.text.source import Source


class Draft:
    """One version of a text under check. `before` is the version that was edited, None where there is none; `document` is
    the text, where somebody has read it already."""

    def __init__(
        self,
        project: Project,
        source: Source,
        genre: Genre | None = None,
        before: Draft | None = None,
        document: Document | None = None,
    ) -> None:
        self._project = project
        self._setup = project.setup(source.path)
        last: Course | None = before._course if before else None
        document = document or parse(source, genre or self._setup.genre, last.document if last else None)
        self._course: Course = Course(document, self._setup.ruleset, last)
        self.said: int = said_after(document, last.document, before.said) if before and last else said(document)
        """How many of its characters are said."""

    @property
    def source(self) -> Source:
        """The text of this version."""
        return self._course.document.source

    @property
    def is_fresh(self) -> bool:
        """Whether nothing is known of the whole text yet, not even what was found before an edit."""
        return not self._course.follows

    @property
    def is_done(self) -> bool:
        """Whether `checked` is what `Project.lint` gives."""
        return self._course.is_done

    def steps(self) -> Iterator[None]:
        """Checks what an edit may have changed elsewhere, a part before each stop."""
        return self._course.steps()

    def checked(self) -> Checked:
        """What is known now. Raises as `Project.lint` does."""
        return self._project.reported(self._course.document, self._course.result(), self._setup)


def first_drafts(project: Project, texts: Sequence[tuple[Source, Genre | None]]) -> list[Draft]:
    """Drafts of texts of which nothing is known yet: looked at together, they cost less."""
    rulesets: dict[int, tuple[Ruleset, list[Document]]] = {}
    documents = []
    for source, genre in texts:
        setup = project.setup(source.path)
        documents.append(parse(source, genre or setup.genre))
        rulesets.setdefault(id(setup.ruleset), (setup.ruleset, []))[1].append(documents[-1])
    for ruleset, alike in rulesets.values():
        look_together([(document, None) for document in alike], ruleset, ruleset.memo)
    return [Draft(project, *text, document=document) for text, document in zip(texts, documents, strict=True)]
