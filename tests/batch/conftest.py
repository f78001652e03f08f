"""Drafts of every kind for batches, and what a run of the command writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from govlint.cli import main
from tests.conftest import SEED
from tests.wordfile import docx, paragraph, run

BAD = "关于做好工作的通知\n会议定于×月×日召开。\n我讲三点意见。\n一、抓产业。\n三、抓项目。\n"
GOOD = "今年工作取得新进展。\n"

Row = dict[str, Any]


@pytest.fixture(scope="package")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with drafts in several formats, one of which cannot be read, and a configuration."""
    folder = tmp_path_factory.mktemp("batch") / "稿件"
    (folder / "分").mkdir(parents=True)
    (folder / "坏.txt").write_text(BAD, encoding="utf-8")
    (folder / "通知.txt").write_text(f"{BAD}区政府办公室\n2024年5月6日\n", encoding="utf-8")
    (folder / "好.txt").write_bytes(GOOD.encode("gb18030"))
    (folder / "讲话.md").write_bytes(SEED.read_bytes())
    (folder / "页.html").write_text(f"<title>页</title><p>{BAD}</p>", encoding="utf-8")
    (folder / "分" / "公文.docx").write_bytes(docx(paragraph(run("会议定于×月×日召开,请准时参加。"))))
    (folder / "二进制.txt").write_bytes(b"\0\1\2")
    (folder / "govlint.yaml").write_text(
        "overrides: [{paths: ['分/**'], rules: {placeholder: off}}]\n"
        "keep: [{rule: placeholder, text: 会议定于×月×日, reason: 待定, paths: [坏.txt]}]\n",
        encoding="utf-8",
    )
    return folder


def batch(folder: Path, *arguments: str | Path) -> tuple[int, list[Row], list[Row]]:
    """The exit code of a run, and the rows of its two tables, sorted; how long a document took is left out."""
    code = main(["batch", *map(str, arguments), "-o", str(folder / "结果.parquet")])
    return code, *written(folder)


def written(folder: Path) -> tuple[list[Row], list[Row]]:
    """The rows of the two tables of a run."""
    documents = pq.read_table(folder / "结果.documents.parquet").drop_columns(["seconds"]).to_pylist()
    findings = pq.read_table(folder / "结果.parquet").to_pylist()
    return sorted(documents, key=repr), sorted(findings, key=repr)
