"""Model texts read from files, one at a time, and those that are unlike the others left out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

from govlint.house.learn import outlying
from govlint.house.models import Models
from govlint.readers import load, parse
from govlint.style.habit import GROWN
from govlint.text.frozen import frozen
from govlint.text.source import SourceError

Complain = Callable[[str, str], None]
"""Told the path that cannot be read and why, in Chinese."""


@frozen
class Gathered:
    """Models, and the names of those that were read and left out."""

    models: Models
    left_out: tuple[str, ...] = ()


def gather(paths: Iterable[str], complain: Complain, pass_over: Complain | None = None) -> Gathered:
    """The models in files; in order of their names, so that nothing depends on how they were given.

    `complain` hears of files that cannot be read, and `pass_over`, if it is given, of those from which there is nothing to
    learn; each with why.
    """
    files = sorted(paths, key=lambda path: (os.path.basename(path), path))
    names = names_of_files(files)
    models = Models()
    of_model = {}
    for path in files:
        try:
            added = models.add(parse(load(path)), names[path])
        except SourceError as error:
            complain(path, str(error))
            continue
        if added:
            of_model[models.models[-1].key] = path
        else:
            (pass_over or complain)(path, f"正文不足 {GROWN} 字，或者和另一篇一样，没有用")
    left = outlying(models.models)
    for model in left:
        # Read again: of no text anything is kept but its measures.
        models.take_away(parse(load(of_model[model.key])), model)
    return Gathered(models, tuple(sorted(model.name for model in left)))


def names_of_files(files: list[str]) -> dict[str, str]:
    """What files are called in a profile: by their own names, those of one name by their folders too."""
    bases = [os.path.basename(path) for path in files]
    if len(set(bases)) == len(bases):
        return dict(zip(files, bases, strict=True))
    full = [os.path.abspath(path) for path in files]
    common = os.path.commonpath([os.path.dirname(path) for path in full]) if full else ""
    return {path: os.path.relpath(long, common).replace(os.sep, "/") for path, long in zip(files, full, strict=True)}
