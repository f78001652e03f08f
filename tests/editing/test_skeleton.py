"""The skeleton of a document has nothing wrong but what is to be filled in, in every format that it is written in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from govlint.analysis.engine import Ruleset, lint
from govlint.cli import main
from govlint.document.genre import Genre
from govlint.editing.skeleton import SKELETONS, word_file
from govlint.readers import decode, load, parse
from govlint.rulefiles.loader import load_builtin

pytest.importorskip("lxml.etree")


@pytest.mark.parametrize("suffix", [".docx", ".txt", ".md"])
@pytest.mark.parametrize("genre", SKELETONS)
def test_nothing_but_placeholders_is_found(genre: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"稿{suffix}"
    assert main(["new-document", genre, "-o", str(path)]) == 0
    document = parse(load(path))
    assert document.genre is Genre(genre)
    found = {finding.rule for finding in lint(document, Ruleset(load_builtin())).findings}
    assert found == {"placeholder/unfilled"}


def test_what_is_there_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("我的稿子", encoding="utf-8")
    assert main(["new-document", "notice", "-o", str(path)]) == 2
    assert path.read_text(encoding="utf-8") == "我的稿子"
    assert main(["new-document", "notice", "-o", str(tmp_path / "通知.pdf")]) == 2
    assert "只能写成 .docx、.txt、.md" in capsys.readouterr().err


def test_a_word_file_tells_nothing_of_when_it_was_made() -> None:
    with zipfile.ZipFile(io.BytesIO(word_file("通知\n一、<甲>"))) as made:
        assert {entry.date_time for entry in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert len(made.namelist()) == 3
    assert decode(word_file("通知\n一、<甲>"), "a.docx").text == "通知\n一、<甲>"
