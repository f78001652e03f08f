"""The same function under engines: what Spark and DuckDB find is what govlint.batch finds."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from govlint.batch.checking import check
from govlint.batch.options import Options
from govlint.batch.schema import DOCUMENTS, FINDINGS, findings_of
from tests.batch.conftest import BAD, GOOD, Row
from tests.conftest import ROOT, need

pytestmark = pytest.mark.slow

NUMBER = 24


def texts() -> list[Row]:
    """Documents, each of which differs from all others; one has no content."""
    made: list[Row] = [
        {
            "id": f"{number:02}",
            "name": "网页.html",
            "text": f"<p>第{number}篇,讲{number}件事。</p><p>{(GOOD, BAD)[number % 2]}</p>",
        }
        for number in range(NUMBER)
    ]
    return [*made, {"id": "空", "name": "空.txt", "text": None}]


def wanted() -> list[Row]:
    """What is found in them."""
    (out,) = check([pa.RecordBatch.from_pylist(texts())])
    return sorted(map(untimed, out.to_pylist()), key=repr)


def untimed(row: Row) -> Row:
    """A row without how long it took."""
    return {key: value for key, value in row.items() if key != "seconds"}


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A real Spark on this machine, with two task slots."""
    need("java")
    from pyspark.sql import SparkSession

    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    # local[2,4]: a task that fails is tried up to four times, as on a cluster.
    session = (
        SparkSession.builder.master("local[2,4]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def test_parquet_in_several_partitions(spark: Any, tmp_path: Path) -> None:
    from govlint.batch import spark as adapter

    pq.write_table(pa.Table.from_pylist(texts()), tmp_path / "网页.parquet")
    documents = spark.read.parquet(str(tmp_path / "网页.parquet")).repartition(5)
    adapter.check(documents).write.parquet(str(tmp_path / "查过"))
    checked = spark.read.parquet(str(tmp_path / "查过"))
    assert sorted((untimed(row.asDict(recursive=True)) for row in checked.collect()), key=repr) == wanted()
    assert adapter.documents_of(checked).columns == DOCUMENTS.names
    adapter.findings_of(checked).write.partitionBy("severity").parquet(str(tmp_path / "问题"))
    assert {path.name for path in (tmp_path / "问题").glob("severity=*")} >= {"severity=error", "severity=warning"}
    written = pq.read_table(tmp_path / "问题").select(FINDINGS.names).to_pylist()
    (found,) = map(findings_of, check([pa.RecordBatch.from_pylist(texts())]))
    assert sorted(map(repr, written)) == sorted(map(repr, found.to_pylist()))


def test_a_folder_of_files(spark: Any, drafts: Path) -> None:
    from govlint.batch import spark as adapter

    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(str(drafts))
    options = Options(columns={"id": "path", "name": "path", "bytes": "content", "date": "modificationTime"})
    rows = {row["id"].rpartition("/")[2]: row for row in adapter.check(files, options).collect()}
    assert rows["二进制.txt"]["status"] == "unread"
    assert (rows["公文.docx"]["format"], rows["好.txt"]["encoding"]) == ("docx", "gb18030")
    assert rows["讲话.md"]["errors"] > 0


def test_a_worker_that_is_killed_costs_nothing(spark: Any) -> None:
    """Both the process that checks and Spark's own Python process are killed while they run."""
    from govlint.batch import spark as adapter

    frame = spark.createDataFrame(
        [(row["id"], row["name"], row["text"]) for row in texts()], "id string, name string, text string"
    )
    killed: list[str] = []
    done = threading.Event()

    def kill() -> None:
        for words in ("govlint.batch.worker", "pyspark.daemon"):
            while not done.wait(0.05):
                # Of the daemon's family only a child is at work.
                if victims := [
                    pid for pid in descendants(os.getpid(), words) if words != "pyspark.daemon" or parent_is_daemon(pid)
                ]:
                    time.sleep(0.3)
                    os.kill(victims[0], signal.SIGKILL)
                    killed.append(words)
                    break

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        rows = adapter.check(frame.repartition(6), Options(seconds=59)).collect()
    finally:
        done.set()
        killer.join()
    assert killed == ["govlint.batch.worker", "pyspark.daemon"]
    assert sorted((untimed(row.asDict(recursive=True)) for row in rows), key=repr) == wanted()


def commands() -> dict[int, tuple[int, str]]:
    """The parent and the command line of each process."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            found[int(folder.name)] = parent, (folder / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
    return found


def descendants(ancestor: int, words: str) -> list[int]:
    """The processes below one whose command line has these words."""
    known = commands()

    def is_below(pid: int) -> bool:
        while pid in known and pid != ancestor:
            pid = known[pid][0]
        return pid == ancestor

    return [pid for pid, (_, command) in known.items() if words in command and is_below(pid)]


def parent_is_daemon(pid: int) -> bool:
    """Whether a process is a child of Spark's daemon, and not the daemon."""
    known = commands()
    return pid in known and "pyspark.daemon" in known.get(known[pid][0], (0, ""))[1]


def test_the_example_for_spark_submit(spark: Any, tmp_path: Path) -> None:
    """The program on the page, run as it says."""
    page = (ROOT / "docs" / "batch.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(# 检查.*?)```", page, re.DOTALL)
    (tmp_path / "检查.py").write_text(program, encoding="utf-8")
    pq.write_table(
        pa.Table.from_pylist([{"网址": row["id"], "正文": row["text"]} for row in texts()]), tmp_path / "网页.parquet"
    )
    import pyspark

    submit = Path(pyspark.__file__).parent / "bin" / "spark-submit"
    command = [str(submit), "--master", "local[2]", "检查.py", "网页.parquet", "结果"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")[-2000:]
    assert pq.read_table(tmp_path / "结果" / "文件").num_rows == NUMBER + 1
    assert pq.read_table(tmp_path / "结果" / "问题").num_rows > NUMBER


def test_duckdb(tmp_path: Path) -> None:
    import duckdb

    from govlint.batch import sql

    pq.write_table(pa.Table.from_pylist(texts() * 100), tmp_path / "网页.parquet", row_group_size=1000)
    connection = duckdb.connect(config={"threads": 2})
    sql.register(connection, Options(jobs=2))
    page = (ROOT / "docs" / "batch.md").read_text(encoding="utf-8")
    (query,) = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    for statement in query.replace("网页.parquet", str(tmp_path / "网页.parquet")).split(";"):
        if statement.strip():
            connection.execute(statement)
    rows = connection.sql("SELECT DISTINCT ON (id) * FROM 查过 ORDER BY id").to_arrow_table().to_pylist()
    by_id = {row["id"]: row for row in wanted()}
    assert len(rows) == NUMBER + 1
    for row in rows:
        assert {**untimed(row["checked"]), "id": row["id"]} == by_id[row["id"]]
    (found,) = connection.execute("SELECT count(*) FROM 问题").fetchall()
    assert found[0] == 100 * sum(len(row["findings"]) for row in by_id.values())
