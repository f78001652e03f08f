"""The check kinds, one file each; every module holds its `KIND`. They do not know each other, nor any rule."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from govlint.analysis.check import Kind


@cache
def kind_names() -> list[str]:
    """The names of all check kinds."""
    return sorted(m.name for m in iter_modules(__path__))


@cache
def kind(name: str) -> Kind:
    """A check kind by name. Raises KeyError."""
    # To list the modules takes longer than to load one.
    if not name.isidentifier():
        raise KeyError(name)
    path = f"{__name__}.{name}"
    try:
        found: Kind = import_module(path).KIND
    except ModuleNotFoundError as error:
        if error.name != path:
            raise
        raise KeyError(name) from error
    return found
