"""Rule packs installed as Python packages: finds the folder of one without running any of its code."""

from __future__ import annotations

import importlib
import importlib.util
from pathlib import Path
from typing import Any

GROUP = "govlint.rules"
"""The entry points that name packs: `acme = "acme_rules"` says that the folder acme_rules holds the pack acme."""


class PackError(ValueError):
    """A pack that cannot be used; `str()` says why, in Chinese."""


def names() -> list[str]:
    """The packs that are installed."""
    return sorted({entry.name for entry in _entries()})


def folder(name: str) -> Path:
    """Where the rules of a pack are. Raises PackError where it is not installed or has no files on disk."""
    found = {entry.value: entry for entry in _entries() if entry.name == name}
    if not found:
        raise PackError(f"没有安装规则包“{name}”")
    if len(found) > 1:
        raise PackError(f"有几个规则包都叫“{name}”：{'、'.join(sorted(found))}")
    (entry,) = found.values()
    path = _locate(entry)
    if path is None:
        raise PackError(f"规则包“{name}”没有规则文件夹“{entry.value}”")
    return path


def _entries() -> Any:
    # It takes longer to load than most texts to check, and few have packs.
    return importlib.import_module("importlib.metadata").entry_points(group=GROUP)


def _locate(entry: Any) -> Path | None:
    parts = entry.value.partition(":")[0].strip().split(".")
    if entry.dist is not None:
        installed = Path(str(entry.dist.locate_file("/".join(parts))))
        if installed.is_dir():
            return installed
    # One installed for editing lies elsewhere. Looking for a top-level package runs none of its code.
    spec = importlib.util.find_spec(parts[0])
    for home in (spec and spec.submodule_search_locations) or ():
        path = Path(home, *parts[1:])
        if path.is_dir():
            return path
    return None
