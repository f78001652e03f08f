"""govlint batch: what it finds is what check finds; every document is a row, whatever it does; the tables are as documented."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NoReturn

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from govlint.batch.checking import check
from govlint.batch.crew import Checker, Task
from govlint.batch.options import MIB, BatchError, Options
from govlint.batch.schema import CHECKED, DOCUMENTS, FINDINGS, VERSION, documents_of, findings_of
from govlint.batch.worker import Worker
from govlint.cli import main
from govlint.reports import LONGEST_HEAD, is_report
from tests.batch.conftest import BAD, GOOD, Row, batch
from tests.conftest import ROOT

pytestmark = pytest.mark.usefixtures("warm_rules")

PAGE = ROOT / "docs" / "batch.md"


def rows(*documents: dict[str, Any], options: Options | None = None) -> list[Row]:
    """The rows of CHECKED that documents lead to."""
    return [row for out in check([pa.RecordBatch.from_pylist(list(documents))], options) for row in out.to_pylist()]


def test_it_finds_what_check_finds(drafts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile = ["--profile", "seed/quzhang-2021"]
    code = main(["check", str(drafts), "--format", "jsonl", "--no-cache", *profile])
    wanted = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    again, documents, findings = batch(drafts.parent, drafts, "--jobs", "2", *profile)
    assert code == again == 2
    for finding in findings:
        path = finding.pop("name")
        assert finding.pop("id") == path
        del finding["source"], finding["date"]
        finding["path"] = path
    assert sorted(map(plain, findings)) == sorted(map(plain, wanted))
    assert [(Path(row["name"]).name, row["status"], row["reason"]) for row in documents if row["status"] != "checked"] == [
        ("二进制.txt", "unread", "不是文本文件（含有二进制内容）")
    ]
    by_name = {Path(row["name"]).name: row for row in documents}
    assert (by_name["好.txt"]["encoding"], by_name["公文.docx"]["format"]) == ("gb18030", "docx")
    assert sum(row[f"{level}s"] for row in documents for level in ("error", "warning", "info", "hint")) == len(wanted)

    page = (drafts.parent / "结果.html").read_text(encoding="utf-8")
    assert is_report(page[:LONGEST_HEAD])
    for heading in ("规则", "来源", "时间", "问题最多的文件", "没能检查的文件"):
        assert f"<h2>{heading}</h2>" in page
    assert "ordinal/gap" in page and "不是文本文件" in page and "2024-05" in page
    assert not re.search(r"<script|https?:|onclick", page)


def plain(finding: Row) -> str:
    """A finding as text, what is null left out."""
    kept = {key: value for key, value in finding.items() if value is not None}
    kept["related"] = [{key: value for key, value in other.items() if value is not None} for other in finding["related"]]
    if finding.get("location"):
        kept["location"] = {key: value for key, value in finding["location"].items() if value is not None}
    return json.dumps(kept, sort_keys=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "code"), [([], 1), (["--fail-on", "never"], 0), (["--ignore", "placeholder,ordinal,count"], 0)]
)
def test_exit_codes_are_those_of_check(tmp_path: Path, options: list[str], code: int) -> None:
    draft = tmp_path / "稿.txt"
    draft.write_text(BAD, encoding="utf-8")
    assert batch(tmp_path, draft, "--jobs", "1", *options)[0] == code
    assert main(["check", str(draft), "--no-cache", *options]) == code


def test_a_table_of_documents(tmp_path: Path) -> None:
    table = pa.table(
        {
            "网址": ["https://例.gov.cn/1.html", None, "三.txt"],
            "正文": ["<p>今天,我们开会。</p>", BAD, None],
            "日期": pa.array([1_700_000_000, None, None], pa.timestamp("s")),
            "genre": ["speech", "没有这种", None],
        }
    )
    pq.write_table(table, tmp_path / "网页.parquet")
    with pa.OSFile(str(tmp_path / "网页.arrow"), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
    columns = ["--columns", "id=网址,name=网址,text=正文,date=日期"]
    code, documents, findings = batch(tmp_path, tmp_path, *columns, "--jobs", "1")
    assert code == 2
    assert len(documents) == 6
    _, second, first, _, third, _ = documents
    assert (first["id"], first["format"], first["genre"], first["date"]) == (
        "https://例.gov.cn/1.html",
        "html",
        "speech",
        "2023-11-14T22:13:20",
    )
    assert second["id"] == f"{tmp_path / '网页.parquet'}#1"
    assert (third["status"], third["reason"]) == ("unread", "没有内容")
    assert {"punctuation/half-width", "ordinal/gap", "placeholder/unfilled"} <= {finding["rule"] for finding in findings}
    # What a batch has written is not taken for documents.
    assert len(batch(tmp_path, tmp_path, *columns, "--jobs", "1")[1]) == 6


@pytest.mark.slow
def test_a_hostile_document_is_a_row() -> None:
    long = "".join(f"第{number}项工作取得新进展，群众满意度有了新的提高。\n" for number in range(60_000))
    found = rows(
        {"id": "甲", "name": "甲.txt", "text": BAD},
        {"id": "长", "name": "长.txt", "text": long},
        {"id": "乙", "name": "乙.txt", "text": GOOD},
        options=Options(seconds=1),
    )
    assert [row["status"] for row in found] == ["checked", "timeout", "checked"]
    assert found[1]["reason"] == "1 秒没有检查完"
    found = rows({"name": "大.txt", "text": GOOD * 10}, {"name": "小.txt", "text": GOOD}, options=Options(size=100))
    assert [(row["status"], bool(row["reason"])) for row in found] == [("unread", True), ("checked", False)]


@pytest.mark.slow
def test_a_process_does_not_grow_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govlint.batch.crew._LONG", 2)
    checker = Checker(Options())
    processes = set()
    for number in range(5):
        assert checker.check(Task("", "稿.txt", f"第{number}篇。".encode()))["status"] == "checked"
        processes.add(checker._process and checker._process.pid)
    checker.close()
    assert len(processes) == 4  # three, and none right after the second and the fourth


@pytest.mark.slow
def test_memory_is_bounded() -> None:
    huge = "".join(f"第{number}项工作取得新进展，群众满意度有了新的提高。\n" for number in range(300_000))
    found = rows({"name": "大.txt", "text": huge}, {"name": "小.txt", "text": GOOD}, options=Options(memory=200 * MIB))
    assert [row["status"] for row in found] == ["memory", "checked"]


def test_what_is_wrong_with_one_document_is_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    worker = Worker(Options())
    task = {"place": "", "name": "甲.txt", "genre": "", "text": False}

    def broken(*arguments: object, **options: object) -> NoReturn:
        raise KeyError("甲")

    monkeypatch.setattr("govlint.project.project.Project.lint", broken)
    found = worker.answer(task, BAD.encode())
    assert (found["status"], found["reason"]) == ("failed", "govlint 出了错（KeyError: '甲'）")
    found = worker.answer(task, b"\0\1")
    assert found["status"] == "unread"
    assert found["reason"]


def test_columns_are_needed() -> None:
    with pytest.raises(BatchError, match="bytes（文件）或 text（文字）"):
        rows({"id": "甲"})
    with pytest.raises(BatchError, match="没有“正文”这一列；有 id、text"):
        rows({"id": "甲", "text": GOOD}, options=Options(columns={"text": "正文"}))
    with pytest.raises(BatchError, match="没有“标题”这一列"):
        rows({"id": "甲", "text": GOOD}, options=Options(columns={"标题": "id"}))
    with pytest.raises(BatchError, match="没有规则或类别“没有”"):
        rows({"id": "甲", "text": GOOD}, options=Options(select=("没有",)))


def test_the_two_tables_are_what_is_in_one() -> None:
    (out,) = check([pa.RecordBatch.from_pylist([{"id": str(n), "text": text} for n, text in enumerate((BAD, GOOD, BAD))])])
    assert out.schema.equals(CHECKED, check_metadata=True)
    documents, findings = documents_of(out), findings_of(out.slice(2))
    assert documents.schema.equals(DOCUMENTS, check_metadata=True)
    assert findings.schema.equals(FINDINGS, check_metadata=True)
    assert set(findings.column("id").to_pylist()) == {"2"}
    assert findings.num_rows == len(out.to_pylist()[2]["findings"]) > 0


def test_the_page_documents_every_column() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for schema in (DOCUMENTS, FINDINGS):
        for name in schema.names:
            assert f"`{name}`" in text
    assert f"`govlint.schema`：{VERSION}" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["没有.parquet", "-o", "甲.parquet"], "没有这个文件或文件夹"),
        (["坏.parquet", "-o", "甲.parquet"], "坏.parquet：这个表读不了"),
        ([".", "-o", "甲.csv"], "文件名要以 .parquet 结尾"),
        (["好.txt", "-o", "没有/甲.parquet"], "没有"),
        (["好.txt", "-o", "甲.parquet", "--columns", "正文"], "--columns 要写成“列=表里的名字”"),
    ],
)
def test_what_cannot_be_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("坏.parquet").write_bytes(b"PAR1 not")
    Path("好.txt").write_text(GOOD, encoding="utf-8")
    assert main(["batch", *arguments]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error
