"""What a release rests on: every package is in the wheel, the README's links hold, actions are pinned, notes exist."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ACTIONS = [*(ROOT / ".github" / "workflows").glob("*.yml"), ROOT / "action.yml"]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def test_every_package_is_listed() -> None:
    """setuptools finds no packages that have another name than their folder, so they are listed; the list may not lag."""
    homes = PYPROJECT["tool"]["setuptools"]["package-dir"]
    found = {
        ".".join((name, *file.parent.relative_to(ROOT / folder).parts))
        for name, folder in homes.items()
        for file in (ROOT / folder).rglob("__init__.py")
    }
    assert set(PYPROJECT["tool"]["setuptools"]["packages"]) == found


def test_every_extra_that_wheels_exist_for_is_tried() -> None:
    tried = re.search(r"^extras=(.+)$", (ROOT / ".ci" / "package").read_text(encoding="utf-8"), re.MULTILINE)
    assert tried is not None
    # Spark is a source package; dev is what runs the tests.
    assert set(tried.group(1).split(",")) == set(PYPROJECT["project"]["optional-dependencies"]) - {"dev", "spark"}


def test_the_readme_s_links_hold_on_the_page_of_the_package() -> None:
    home = PYPROJECT["project"]["urls"]["Homepage"]
    for target in LINK.findall((ROOT / "README.md").read_text(encoding="utf-8")):
        assert target.startswith("https://"), target
        inside = re.fullmatch(rf"{home}/blob/main/(.+)|.*/govlint/main/(.+)", target)
        if inside:
            assert (ROOT / (inside.group(1) or inside.group(2))).exists(), target


@pytest.mark.parametrize("path", ACTIONS, ids=lambda p: p.name)
def test_actions_are_pinned_by_commit(path: Path) -> None:
    used = re.findall(r"uses: (\S+)(.*)", path.read_text(encoding="utf-8"))
    assert used
    for action, comment in used:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action


def test_nothing_tells_to_install_what_is_not_on_an_index() -> None:
    texts = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "govlint").rglob("*.py"), *(ROOT / "lsp").glob("*.md")]
    told = re.compile(r"pip install ['\"]?govlint(?!-)")
    assert [str(path) for path in texts if told.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("path", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml")), ids=lambda p: p.stem)
def test_issue_forms_are_forms(path: Path) -> None:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert form["name"] and form["description"] and form["labels"]
    ids = [field["id"] for field in form["body"] if field["type"] != "markdown"]
    assert len(ids) == len(set(ids)) > 2


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="there is no bash")
def test_a_version_without_notes_is_no_release() -> None:
    notes = ROOT / ".ci" / "notes"
    done = subprocess.run(["bash", notes, "Unreleased"], capture_output=True, text=True)
    assert done.returncode == 0
    assert "###" in done.stdout
    done = subprocess.run(["bash", notes, "v99.0.0"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert "99.0.0" in done.stderr
