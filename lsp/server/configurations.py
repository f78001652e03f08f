"""The project that each document belongs to, read again when its files change; knows no client.

A configuration that is wrong must not leave a writer without findings: the last one that was right goes on, or none.
"""

from __future__ import annotations

import gc
import os
from pathlib import Path

from govlint_lsp.words import CHINESE, Words

from govlint.config.selection import UnknownRuleError
from govlint.config.settings import FILE_NAME, PYPROJECT
from govlint.deserialize.dataclass import Complaint, StrictError
from govlint.project.cache import Cache
from govlint.project.project import Project, Projects
from govlint.rulefiles.folders import builtin_folder

ISOLATED = ""
"""What Projects takes for no configuration at all."""


class Configurations:
    """Projects by the configuration that a user has named (or None, to look for one).

    In a workspace that is not trusted there is none: nothing of it is read, only the rules that govlint ships run.
    `complaints` are those of the configurations and rule files that could not be used, by path; `warnings` what else is
    to be said of them.
    """

    def __init__(self, trusted: bool = True, cache: Cache | None = None, words: Words = CHINESE) -> None:
        self.trusted = trusted
        self._words = words
        self._cache = cache
        self.complaints: dict[str, list[Complaint]] = {}
        self.warnings: list[str] = []
        self._projects: dict[str | None, Projects] = {}
        self._sound: dict[tuple[str | None, str], Project] = {}
        self._seen: set[int] = set()

    def project(self, path: str, config: str = "") -> Project:
        """The project of a file; never raises for what stands in a configuration."""
        wanted = (config or None) if self.trusted else ISOLATED
        key = (wanted, os.path.dirname(path))
        try:
            project = self._of(wanted, path)
            # One that names a baseline which is not there is as wrong as one with a misspelt key.
            _ = project.baseline
        except StrictError as error:
            self._blame(error)
            return self._sound.get(key) or self._of(ISOLATED, path)
        except UnknownRuleError as error:
            self.warnings.append(self._words("没有规则或类别“{name}”", name=error.name))
            return self._sound.get(key) or self._of(ISOLATED, path)
        self._sound[key] = project
        if id(project) not in self._seen:
            self._seen.add(id(project))
            _settle_down()
            self.warnings += project.warnings
        return project

    def reload(self) -> None:
        """Forget what was read, for the next question to read it anew."""
        gc.unfreeze()
        self._projects.clear()
        self._seen.clear()
        self.complaints.clear()
        self.warnings.clear()

    def concerns(self, path: str) -> bool:
        """Whether a change of this file may change what is found in others."""
        name = os.path.basename(path)
        if name in (FILE_NAME, PYPROJECT):
            return True
        if not path.endswith((".yaml", ".yml", ".json", ".txt")):
            return False
        return any(self._names(project, path) for project in {id(p): p for p in self._sound.values()}.values())

    def rule_folders(self) -> list[str]:
        """The folders of rules that projects name, and that of the rules that govlint ships."""
        named = [p.root / name for p in self._sound.values() for name in p.config.rule_folders]
        return [os.fspath(folder) for folder in dict.fromkeys([*named, builtin_folder()])]

    def _names(self, project: Project, path: str) -> bool:
        inside = Path(path)
        folders = [project.root / name for name in project.config.rule_folders]
        layers = [os.path.abspath(layer.path) for layer in project.layers if layer.path]
        named = path in (project.baseline_path, project.words_path, *layers)
        return named or any(inside.is_relative_to(f) for f in folders)

    def _of(self, wanted: str | None, path: str) -> Project:
        if wanted not in self._projects:
            self._projects[wanted] = Projects(wanted, cache=self._cache)
        return self._projects[wanted].of(path)

    def _blame(self, error: StrictError) -> None:
        for complaint in error.complaints:
            known = self.complaints.setdefault(os.path.abspath(complaint.path), [])
            if complaint not in known:
                known.append(complaint)


def _settle_down() -> None:
    """Take what a project's rules are made of out of the search for rubbish, which is then quick enough to be made often."""
    gc.collect()
    gc.freeze()
