"""The public Python API: its page runs as it stands, its types are what is loaded, and importing it loads nothing."""

from __future__ import annotations

import ast
import doctest
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import govlint
from tests.conftest import ROOT, SEED

pytestmark = pytest.mark.usefixtures("warm_rules")


def test_the_page_says_what_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(ROOT / "docs" / "api.md"), module_relative=False, encoding="utf-8")
    assert result.attempted > 10
    assert result.failed == 0


def test_types_and_names_agree() -> None:
    tree = ast.parse(Path(inspect.getfile(govlint)).with_suffix(".pyi").read_text(encoding="utf-8"))
    typed = {
        (alias.asname, f"{node.module}.{alias.name}")
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert typed == {(name, f"govlint.{home}.{name}") for name, home in govlint._HOMES.items()}  # type: ignore[attr-defined]
    assert all(inspect.getdoc(getattr(govlint, name)) for name, _ in typed if name)
    with pytest.raises(AttributeError, match="nothing"):
        _ = govlint.nothing  # type: ignore[attr-defined]


def test_importing_loads_nothing() -> None:
    code = "import sys; import govlint; print(sorted(m for m in sys.modules if m.startswith('govlint')))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "['govlint']\n"


def test_a_file_is_checked_with_its_own_configuration(tmp_path: Path) -> None:
    draft = tmp_path / "稿.txt"
    draft.write_text("今天,我们开会。\n", encoding="utf-8")
    assert [f.rule for f in govlint.check(draft)] == ["punctuation/half-width"]
    (tmp_path / "govlint.yaml").write_text("rules: {punctuation: off}\n", encoding="utf-8")
    assert govlint.check(draft) == ()
    assert govlint.fix(draft).edits == ()
    assert draft.read_text(encoding="utf-8") == "今天,我们开会。\n"


def test_what_cannot_be_done_is_raised(tmp_path: Path) -> None:
    with pytest.raises(govlint.SourceError, match="没有这个文件"):
        govlint.check(tmp_path / "没有.txt")
    with pytest.raises(govlint.UnknownRuleError):
        govlint.check("今天开会。", select=["ordinal/gapp"])
    (tmp_path / "govlint.yaml").write_text("rulse: {}\n", encoding="utf-8")
    with pytest.raises(govlint.StrictError):
        govlint.check("今天开会。", config=tmp_path / "govlint.yaml")


def test_unsafe_fixes_are_made_when_asked() -> None:
    text = SEED.read_text(encoding="utf-8")
    assert len(govlint.fix(text, unsafe=True).mended) > len(govlint.fix(text).mended) > 0
