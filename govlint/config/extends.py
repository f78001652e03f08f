"""The profiles that a configuration extends: govlint's own, those of installed packs, and files beside it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from govlint.config import packs
from govlint.config import settings as config
from govlint.config.settings import ProfileFile, Settings
from govlint.deserialize.dataclass import suggest
from govlint.rulefiles.folders import builtin_folder
from govlint.text.files import leads_out

_SEED = "seed"
"""As if it were a pack: the profiles learned from the texts that rules rest on."""


def profile_names(folder: Path | None = None) -> list[str]:
    """The profiles in a folder of rules; those that govlint ships where it is not given."""
    return sorted(path.stem for path in ((folder or builtin_folder()) / "profiles").glob("*.yaml"))


def extended(settings: Settings) -> Iterator[Settings]:
    """The profiles that settings extend, in order, each after those that it extends itself. Raises StrictError."""
    yield from _extended(settings, (os.path.abspath(settings.path),), settings.top)


def named(profile: str) -> Iterator[Settings]:
    """A profile that somebody named outside of a configuration, behind those that it extends: a path, or as `extends` has it.

    Raises StrictError.
    """
    text = f"extends: [{json.dumps(profile, ensure_ascii=False)}]\n"
    yield from extended(replace(config.parse("--profile", text), named=True))


def _extended(settings: Settings, circle: tuple[str, ...], top: str | None) -> Iterator[Settings]:
    for place, name in _names(settings):
        path = _path_of(settings, place, name, top)
        if path in circle:
            settings.refuse(place, f"extends 绕成了圈：{' → '.join((*circle, path))}")
        if not os.path.isfile(path):
            settings.refuse(place, f"没有文件“{name}”")
        profile = config.read(path, ProfileFile)
        # The profiles of a pack lie where it is installed.
        yield from _extended(profile, (*circle, path), top if name.endswith((".yaml", ".yml")) else None)
        yield profile


def _names(settings: Settings) -> list[tuple[tuple[str | int, ...], str]]:
    """What settings extend, each with the path to where it is written."""
    given = settings.config.extends
    if isinstance(given, str):
        return [(("extends",), given)]
    return [(("extends", index), name) for index, name in enumerate(given)]


def _path_of(settings: Settings, place: tuple[str | int, ...], name: str, top: str | None) -> str:
    """The file of a profile: a path ends in .yaml, pack/profile is a pack's, or (seed/…) a model text's; a word is ours."""
    if name.endswith((".yaml", ".yml")):
        path = os.path.normpath(Path(os.path.abspath(settings.path)).parent / name)
        if top is not None and leads_out(path, top):
            settings.refuse(place, f"“{name}”在项目的文件夹外面；真要用它，用 --config 写明这个配置")
        return path
    pack, slash, rest = name.partition("/")
    if not slash:
        folder, rest = builtin_folder(), name
    elif pack == _SEED:
        from govlint.rulefiles.seeds import folder as seed_folder  # a start without it is quicker

        folder = seed_folder()
    else:
        try:
            folder = packs.folder(pack)
        except packs.PackError as error:
            settings.refuse(place, f"{error}{suggest(pack, packs.names()) or '；'}若是文件，要写到 .yaml 为止")
    known = profile_names(folder)
    if rest not in known:
        settings.refuse(place, f"没有设置“{name}”{suggest(rest, known) or '；'}可用：{'、'.join(known) or '（没有）'}")
    return os.fspath(folder / "profiles" / f"{rest}.yaml")
