"""Model texts read from files: what is passed over, what is complained of, what is left out, and what files are called."""

from __future__ import annotations

from pathlib import Path

from govlint.house.gather import gather, names_of_files
from tests.house.made import speech
from tests.house.test_learn import STATUTE


def test_what_files_are_called() -> None:
    assert names_of_files([]) == {}
    assert names_of_files(["a/一.txt", "b/二.txt"]) == {"a/一.txt": "一.txt", "b/二.txt": "二.txt"}
    assert names_of_files(["x/a/一.txt", "x/b/一.txt", "x/二.txt"]) == {
        "x/a/一.txt": "a/一.txt", "x/b/一.txt": "b/一.txt", "x/二.txt": "二.txt",
    }  # fmt: skip


def test_what_is_read_passed_over_and_left_out(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(speech(number), encoding="utf-8")
    (tmp_path / "又.txt").write_text(speech(0), encoding="utf-8")
    (tmp_path / "短.txt").write_text("散会。\n", encoding="utf-8")
    (tmp_path / "办法.txt").write_text(STATUTE, encoding="utf-8")
    paths = [str(path) for path in tmp_path.iterdir()] + [str(tmp_path / "没有.txt")]
    complaints: list[str] = []
    passed: list[str] = []
    found = gather(
        reversed(paths),
        lambda path, why: complaints.append(f"{Path(path).name} {why}"),
        lambda path, why: passed.append(f"{Path(path).name} {why}"),
    )
    assert [model.name for model in found.models.models] == [f"{number}.txt" for number in range(6)]
    assert found.left_out == ("办法.txt",)
    assert [one.partition(" ")[0] for one in complaints] == ["没有.txt"]
    assert passed == [f"{name}.txt 正文不足 300 字，或者和另一篇一样，没有用" for name in ("又", "短")]
    alone = gather([path for path in paths if "办法" not in path and "没有" not in path], lambda *_: None)
    assert +found.models.words.counts == +alone.models.words.counts and not alone.left_out
    heard: list[str] = []
    gather([str(tmp_path / "短.txt")], lambda path, why: heard.append(why))
    assert len(heard) == 1
