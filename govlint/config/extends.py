"""The profiles that a configuration extends: govlint's own, those of installed packs, and files beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from govlint.config import packs
from govlint.config import settings as config
from govlint.config.settings import ProfileFile, Settings
from govlint.deserialize.dataclass import suggest
from govlint.rulefiles.loader import builtin_folder


def profile_names(folder: Path | None = None) -> list[str]:
    """The profiles in a folder of rules; those that govlint ships where it is not given."""
    return sorted(path.stem for path in ((folder or builtin_folder()) / "profiles").glob("*.yaml"))


def extended(settings: Settings, circle: tuple[str, ...] = ()) -> Iterator[Settings]:
    """The profiles that settings extend, in order, each after those that it extends itself. Raises StrictError."""
    circle = circle or (os.path.abspath(settings.path),)
    for index, name in enumerate(settings.config.extends):
        path = _path_of(settings, index, name)
        if path in circle:
            settings.refuse(("extends", index), f"extends 绕成了圈：{' → '.join((*circle, path))}")
        if not os.path.isfile(path):
            settings.refuse(("extends", index), f"没有文件“{name}”")
        profile = config.read(path, ProfileFile)
        yield from extended(profile, (*circle, path))
        yield profile


def _path_of(settings: Settings, index: int, name: str) -> str:
    """The file of a profile: a path ends in .yaml, pack/profile is a pack's, a mere word is one of ours."""
    if name.endswith((".yaml", ".yml")):
        return os.path.normpath(Path(os.path.abspath(settings.path)).parent / name)
    pack, slash, rest = name.partition("/")
    if not slash:
        folder, rest = builtin_folder(), name
    else:
        try:
            folder = packs.folder(pack)
        except packs.PackError as error:
            settings.refuse(("extends", index), f"{error}{suggest(pack, packs.names()) or '；'}若是文件，要写到 .yaml 为止")
    known = profile_names(folder)
    if rest not in known:
        settings.refuse(
            ("extends", index), f"没有设置“{name}”{suggest(rest, known) or '；'}可用：{'、'.join(known) or '（没有）'}"
        )
    return os.fspath(folder / "profiles" / f"{rest}.yaml")
