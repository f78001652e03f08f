"""Where the rules that govlint ships are."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path


def builtin_folder() -> Path:
    """The folder of the rules that govlint ships."""
    # Of what importlib.resources would say only this is needed, and it takes long to load.
    return Path(str(import_module("govlint_rules").__file__)).parent
