"""Documents of a batch out of files and tables: under which name, and in which folder's configuration."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from govlint.batch import inputs
from govlint.batch.options import BatchError, Options


@pytest.mark.parametrize(("name", "folder"), [("稿/一.txt", "稿"), ("一.txt", os.curdir)])
def test_a_file_is_a_document_of_its_folder(name: str, folder: str, tmp_path: Path) -> None:
    path = tmp_path / "一.txt"
    path.write_text("今天开会。", encoding="utf-8")
    task = inputs.file(str(path), name, Options())
    assert (task.id, task.name, task.data, task.source, task.place, task.why) == (
        name,
        name,
        "今天开会。".encode(),
        folder,
        str(path),
        "",
    )
    small = inputs.file(str(path), name, Options(size=3))
    assert small.data == b"" and small.why


def test_a_table_is_of_so_many_documents(tmp_path: Path) -> None:
    table = pa.table({"text": ["甲", "乙", "丙"]})
    for name in ("三.parquet", "三.PARQUET"):
        pq.write_table(table, tmp_path / name)
    (tmp_path / "坏.parquet").write_bytes(b"PAR1")
    counted = {
        name: inputs.count(str(tmp_path / name))
        for name in ("三.parquet", "三.PARQUET", "坏.parquet", "没有.parquet", "三.arrow")
    }
    assert list(counted.values()) == [3, 3, 0, 0, 0]
    tasks = list(inputs.table(str(tmp_path / "三.parquet"), Options()))
    assert [task.id for task in tasks] == [f"{tmp_path / '三.parquet'}#{number}" for number in range(3)]
    assert {task.place for task in tasks} == {str(tmp_path / "-")}
    for name, said in (("坏.parquet", "这个表读不了"), ("没有.parquet", "没有")):
        with pytest.raises(BatchError, match=said):
            list(inputs.table(str(tmp_path / name), Options()))
    assert [inputs.is_table(name) for name in ("a.parquet", "a.ARROW", "a.feather", "a.csv")] == [True, True, True, False]
