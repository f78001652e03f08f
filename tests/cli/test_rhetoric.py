"""govlint rhetoric: the page for a writer, the record for a program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from govlint.cli import main
from govlint.text.columns import cells
from tests.conftest import SEED
from tests.wordfile import docx, paragraph, run

TEXT = "在动员会上的讲话\n同志们：\n我们要让城市更美丽，让生活更美好，让百姓更幸福。钱从哪里来？要靠大家想办法。\n"


def test_the_page_of_a_speech(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "讲话.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert main(["rhetoric", str(path)]) == 0
    out = capsys.readouterr().out
    lines = out.split("\n")
    assert lines[0] == "在动员会上的讲话　讲话稿"
    assert "范文" in lines[1]
    assert "  3:4     让…更…　让城市更美丽 / 让生活更美好 / 让百姓更幸福（3）" in lines
    assert "  3:25    设问　钱从哪里来？" in lines
    rows = [line for line in lines if line.startswith(("句长", "排比  ", "问句  ")) and "·" in line]
    assert len({cells(line) for line in rows}) == 1


def test_the_record_of_the_seed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rhetoric", str(SEED), "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["genre"] == "speech"
    by_name = {row["device"]: row for row in said["devices"]}
    assert by_name["four"]["rate"] == by_name["four"]["model_rate"] > 0
    assert sum(by_name["parallel"]["score"]) == sum(len(p["limbs"]) for p in said["passages"] if p["device"] == "parallel")


def test_a_word_file_is_read_as_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "讲话.docx"
    path.write_bytes(docx(*(paragraph(run(line)) for line in TEXT.split("\n") if line)))
    assert main(["rhetoric", str(path)]) == 0
    assert "让城市更美丽 / 让生活更美好" in capsys.readouterr().out


def test_what_cannot_be_read_is_complained_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rhetoric", str(tmp_path / "none.txt")]) == 2
    assert capsys.readouterr().err
    path = tmp_path / "empty.txt"
    path.write_text("", encoding="utf-8")
    assert main(["rhetoric", str(path)]) == 0
    assert "（没有正文）" in capsys.readouterr().out
