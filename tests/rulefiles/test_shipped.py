"""The shipped rules kept from run to run: never stale, never taken from anybody else, and the same as their files."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import govlint
from govlint.analysis import expression
from govlint.analysis.engine import Ruleset
from govlint.analysis.rule import Rule
from govlint.analysis.steps import interpreted
from govlint.rulefiles import loader, shipped, spelling
from govlint.rulefiles.folders import builtin_folder
from govlint.text import lazyregex
from govlint.text.private import default_folder
from tests.conftest import SEED

FILES = tuple(loader.load_builtin())


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    """Nothing read before counts in a test, and nothing that it reads after it."""
    shipped._builtin.cache_clear()
    yield
    shipped._builtin.cache_clear()
    loader._builtin.cache_clear()


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the rule files were read."""
    count: list[int] = []
    load = loader._Shelf.load_all

    def counted(shelf: loader._Shelf) -> list[Rule]:
        count.append(1)
        return load(shelf)

    monkeypatch.setattr(loader._Shelf, "load_all", counted)
    loader._builtin.cache_clear()
    return count


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A few of the shipped rules, in a folder that may be changed."""
    copy = tmp_path / "rules"
    for name in ("placeholder", "residue"):
        shutil.copytree(builtin_folder() / name, copy / name)
    monkeypatch.setattr(shipped, "builtin_folder", lambda: copy)
    monkeypatch.setattr(loader, "builtin_folder", lambda: copy)
    monkeypatch.setattr(lazyregex, "spelled", dict)  # which takes longest
    return copy


def load() -> list[Rule]:
    """The rules as a new process would have them."""
    shipped._builtin.cache_clear()
    loader._builtin.cache_clear()
    return shipped.load_builtin()


def kept() -> Path:
    (file,) = (path for path in (Path(default_folder()) / "rules-4").iterdir() if len(path.name) == 16)
    return file


def test_what_is_kept_is_what_the_files_say(reads: list[int]) -> None:
    assert tuple(load()) == FILES
    assert tuple(load()) == FILES
    assert len(reads) == 1
    assert [rule.kind for rule in load()] == [rule.kind for rule in FILES]
    assert all(rule.kind is file.kind for rule, file in zip(load(), FILES, strict=True))


@pytest.mark.usefixtures("warm_rules")
def test_values_keep_their_types(reads: list[int]) -> None:
    load()
    for rule, file in zip(load(), FILES, strict=True):
        own = {name: getattr(rule, name) for name in vars(file)}
        assert repr(rule) == repr(file) or {type(v) for v in own.values()} == {type(v) for v in vars(file).values()}
        for name, value in vars(file.options).items():
            assert type(getattr(rule.options, name)) is type(value), (rule.id, name)


@pytest.mark.slow
def test_what_patterns_ask_for_is_kept_too() -> None:
    expression.learn({"甲乙丙丁": ["甲"]}, json.dumps({"0甲乙丙丁": [[["甲"]], {"乙": 2}]}), "")
    assert expression.needs("甲乙丙丁") == expression.Needs((frozenset("甲"),), {"乙": 2})
    load()
    forget()
    load()
    assert expression.required_literals("甲乙丙丁") == frozenset("甲")
    assert expression.needs("甲乙丙丁") == expression.Needs((frozenset("甲"),), {"乙": 2})
    forget()
    assert expression.required_literals("甲乙丙丁") == frozenset({"甲乙丙丁"})
    assert expression.needs("甲乙丙丁") == expression.Needs((frozenset({"甲乙丙丁"}),))
    forget()


def forget() -> None:
    expression._known.clear()
    expression._required.clear()
    expression._learned = ""


@pytest.mark.usefixtures("warm_rules")
def test_reasons_and_examples_are_read_when_they_are_asked_for(reads: list[int]) -> None:
    load()
    rules = load()
    assert not any({"why", "bad"} & vars(rule).keys() for rule in rules)
    silent = rules[0].but(silent=True)
    assert "why" not in vars(silent)
    assert (silent.why, silent.bad) == (FILES[0].why, FILES[0].bad)
    assert silent != FILES[0]
    with pytest.raises(AttributeError):
        _ = silent.whatever


@pytest.mark.usefixtures("warm_rules")
def test_what_patterns_must_hold_is_kept_of_every_kind(reads: list[int]) -> None:
    load()
    forget()
    load()
    made = Ruleset(load())
    for group in (*made.block_groups, *made.document_groups):
        _ = group.run, group.together
    before = dict(expression._required)
    forget()
    load()
    assert expression._required == before


def touched(file: Path) -> None:
    os.utime(file, ns=(1, 1))


def changed_under_its_old_time(file: Path) -> None:
    before = file.stat()
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title: ", "title: x", 1)[: len(text)], encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def exchanged(file: Path) -> None:
    copy = file.with_name("copy")
    shutil.copy2(file, copy)
    os.replace(copy, file)


def gone(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize(
    "change", [touched, *(pytest.param(way, marks=pytest.mark.slow) for way in (changed_under_its_old_time, exchanged, gone))]
)
def test_a_changed_file_is_read_again(change: Callable[[Path], None], folder: Path, reads: list[int]) -> None:
    load()
    change(min(folder.glob("residue/*.yaml")))
    found = load()
    assert len(reads) == 2
    loader._builtin.cache_clear()
    assert found == loader.load_builtin()
    load()
    assert len(reads) == 3  # that of the comparison alone


@pytest.mark.slow
def test_a_new_rule_is_seen(folder: Path, reads: list[int]) -> None:
    before = len(load())
    shutil.copy(min(folder.glob("residue/*.yaml")), folder / "residue" / "another.yaml")
    assert len(load()) == before + 1


@pytest.mark.slow
def test_another_version_reads_the_files(folder: Path, reads: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    load()
    monkeypatch.setattr(govlint, "__version__", "0.0.0")
    load()
    assert len(reads) == 2


@pytest.mark.slow
def test_another_interpreter_reads_the_files(folder: Path, reads: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    load()
    monkeypatch.setattr(sys, "version", sys.version + "+")
    load()
    assert len(reads) == 2


def test_a_changed_program_reads_the_files(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "govlint"
    (program / "checks").mkdir(parents=True)
    (program / "cli").mkdir()
    for name in ("__init__.py", "checks/lexicon.py", "cli/check.py"):
        (program / name).write_text("x = 1\n", encoding="utf-8")
    monkeypatch.setattr(govlint, "__file__", str(program / "__init__.py"))
    before = shipped._stamp(str(folder))
    (program / "cli" / "check.py").write_text("x = 2\n", encoding="utf-8")
    assert shipped._stamp(str(folder)) == before
    (program / "checks" / "lexicon.py").write_text("x = 2\n", encoding="utf-8")
    assert shipped._stamp(str(folder)) != before


def signed(*lines: bytes) -> Callable[[bytes], bytes]:
    """What has this body and is signed as ours is."""
    body = b"\n".join(lines)
    return lambda data: data.split(b" ")[0] + f" {shipped._digest(body)}\n".encode() + body


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[: len(data) // 2],
        signed(b'{"classes": [["os", "PathLike"]], "rules": []}', *[b"{}"] * 6),
        *(
            pytest.param(spoil, marks=pytest.mark.slow)
            for spoil in (
                lambda data: b"",
                lambda data: data.replace(b"warning", b"WARNING", 1).replace("“".encode(), "”".encode(), 1),
                lambda data: b"\xff" + data,
                signed(b""),
                signed(b'{"classes": [], "rules": [["no-such-kind", 1]]}', *[b"{}"] * 6),
                signed(b"[" * 100_000, *[b"{}"] * 6),
            )
        ),
    ],
)
def test_what_is_not_whole_is_written_anew(spoil: Callable[[bytes], bytes], folder: Path, reads: list[int]) -> None:
    rules = load()
    sound = kept().read_bytes()
    kept().write_bytes(spoil(sound))
    assert load() == rules
    assert len(reads) == 2
    load()
    assert len(reads) == 2


needs_owners = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="owners of Unix")


@needs_owners
def test_what_others_may_write_is_not_read(folder: Path, reads: list[int]) -> None:
    rules = load()
    kept().chmod(0o666)
    assert load() == rules
    assert len(reads) == 2
    kept().chmod(0o600)
    kept().parent.chmod(0o777)
    assert load() == rules
    assert len(reads) == 3
    # It was made private again when the rules were kept.
    assert kept().parent.stat().st_mode & 0o077 == 0
    load()
    assert len(reads) == 3


@pytest.mark.slow
@needs_owners
def test_a_link_is_not_read(folder: Path, tmp_path: Path, reads: list[int]) -> None:
    load()
    moved = tmp_path / "moved"
    file = kept()
    file.rename(moved)
    file.symlink_to(moved)
    load()
    assert len(reads) == 2


@needs_owners
def test_what_belongs_to_others_is_neither_read_nor_written(
    folder: Path, reads: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = load()
    before = kept().stat()
    own = os.geteuid()
    with monkeypatch.context() as patch:
        patch.setattr(os, "geteuid", lambda: own + 1)
        assert load() == rules
    assert len(reads) == 2
    assert (kept().stat().st_ino, kept().stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_folder_that_cannot_be_had_is_no_trouble(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("GOVLINT_CACHE_DIR", str(tmp_path / "file" / "below"))
    assert load() == loader.load_builtin() != []


def test_only_what_is_ours_is_made() -> None:
    for classes in (
        [["os", "PathLike"]],
        [["govlint.cli", "main"]],
        [["govlint.text.source", "Source.offset"]],
        [["govlint.text.source", "SourceError"]],
    ):
        with pytest.raises(spelling.SpellingError):
            spelling.revive(spelling.Spelled(json.dumps({"classes": classes, "rules": []}), "{}"), "")


def test_patterns_come_back_as_they_were() -> None:
    known = json.loads(json.dumps(lazyregex.spelled()))
    assert len(known) > 300
    for lazily in lazyregex._lazies:
        assert lazyregex.revive(known[lazyregex._key(lazily.pattern, lazily.flags)]) == re.compile(lazily.pattern, lazily.flags)


@pytest.mark.usefixtures("warm_rules")
def test_expressions_come_back_as_the_interpreter_has_them() -> None:
    rules = load()
    sources = {one for rule in rules for one in rule.expressions}
    kept = {one: pattern for one in sources if isinstance(pattern := expression.compiled.__wrapped__(one), re.Pattern)}
    assert len(kept) > 0.75 * len(sources)
    assert all(pattern.flags & re.ASCII and pattern.pattern == interpreted(one) for one, pattern in kept.items())
    expression.learn({}, "", "")
    assert not isinstance(expression.compiled.__wrapped__(next(iter(kept))), re.Pattern)


def test_code_that_is_none_is_not_taken() -> None:
    pattern = "只在这里出现的(?P<式子>.)"
    form = lazyregex.spell(pattern)
    assert form is not None
    for code in ("", "AAAA", form[4][:-8], form[4][::-1], "////" + form[4][4:]):
        lazyregex.learn({lazyregex._key(pattern, 0): (*form[:4], code)})
        match = lazyregex.lazy(pattern).search("只在这里出现的甲")
        assert match is not None
        assert match["式子"] == "甲"


@pytest.mark.slow
def test_a_warm_start_reads_no_yaml_and_loads_no_dictionary(tmp_path: Path) -> None:
    draft = tmp_path / "稿.txt"
    draft.write_text(
        "在全区工作会议上的讲话\n同志们：\n今天，我们召开会议，部署下一步工作。大家要提高认识。\n", encoding="utf-8"
    )
    command = [sys.executable, "-X", "importtime", "-m", "govlint", "check", str(draft), "--no-cache", "--format", "json"]
    cold, warm = (subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True) for _ in range(2))
    assert warm.stdout == cold.stdout
    loaded = {line.rpartition("|")[2].strip() for line in warm.stderr.splitlines()}
    assert "yaml.reader" in {line.rpartition("|")[2].strip() for line in cold.stderr.splitlines()}
    assert not loaded & {"yaml.reader", "inspect", "rjieba", "jieba", "opencc", "concurrent.futures", "multiprocessing"}


@pytest.mark.slow
def test_a_warm_check_finds_what_a_cold_one_does() -> None:
    command = [sys.executable, "-m", "govlint", "check", str(SEED), "--no-cache", "--format", "json"]
    cold, warm = (subprocess.run(command, capture_output=True).stdout for _ in range(2))
    assert warm == cold
    assert b"half-width" in warm
