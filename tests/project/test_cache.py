"""The cache: what it remembers is never wrong, holds no text, and is for its owner alone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from govlint.analysis import engine
from govlint.analysis.engine import Footprint
from govlint.analysis.finding import Hit, Severity
from govlint.analysis.rule import Rule
from govlint.cli import main
from govlint.config.selection import Selection
from govlint.document.block import Block
from govlint.document.genre import Genre
from govlint.project import fingerprint
from govlint.project.cache import Cache
from govlint.project.project import Checked, Project, Projects
from govlint.text.files import load
from govlint.text.source import Source
from tests.conftest import SEED, SIXTEENTHS, examples

pytestmark = pytest.mark.usefixtures("warm_rules")

TEXT = (
    "关于做好工作的通知\n各单位：\n会议定于×月×日召开。\n对闲置土地进行一次摸底。\n我讲三点意见。\n一、抓产业。\n二、抓项目。\n"
)

DRAFT = Source("稿.txt", TEXT)

PIECES = st.sampled_from(
    [
        "会议定于×月×日召开。",
        "我讲三点意见。",
        "一、抓产业",
        "三、抓项目",
        "（一）抓落实",
        "一是抓早,二是抓小.",
        "一要急事急办、特事特办、要事快办、难事设法办。",
        "对闲置土地进行一次摸底。",
        "区政府研究,落实責任;A(chǔ)設施",
        "同志们：",
        "谢谢大家！",
        "附件：1.名单",
        "<!-- govlint-disable-next-line placeholder: 原文如此 -->",
        "<!-- govlint-disable ordinal: 原文如此 -->",
        "# 标题",
        "- 一项",
        "今年工作取得新进展。",
        "\u200b",
        "",
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("\n".join) | st.lists(PIECES, max_size=8).map("\n\n".join) | st.text(max_size=40)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    made = Cache.at(str(tmp_path_factory.mktemp("缓存 夹")))
    assert made is not None
    return made


@pytest.fixture(scope="module")
def plain() -> Project:
    return Projects("").of(".")


@pytest.fixture(scope="module")
def cached(cache: Cache) -> Project:
    return Projects("", cache=cache).of(".")


def answers(cache: Cache) -> list[Path]:
    return [p for p in cache.folder.glob("??/*") if p.is_file()]


def same(one: Checked, other: Checked) -> bool:
    """Whether two answers are alike in all that anybody can see of them."""
    return (
        one.findings == other.findings
        and one.used == other.used
        and one.known == other.known
        and one.document.places == other.document.places
        and one.document.genre == other.document.genre
    )


# Never wrong ----------------------------------------------------------------------------------------------------------


@given(TEXTS, st.sampled_from(["稿.txt", "稿.md", "稿"]))
@example(TEXT, "稿.txt")
@example("", "稿.txt")
@settings(examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_cached_is_uncached(plain: Project, cached: Project, text: str, name: str) -> None:
    source = Source(name, text)
    wanted = plain.lint(source, remember=False)
    assert same(cached.lint(source, remember=False), wanted)
    assert cached.remembers(source)
    assert same(cached.lint(source, remember=False), wanted)
    assert same(cached.lint(source), wanted)


@SIXTEENTHS
def test_cached_is_uncached_on_published_texts(plain: Project, cached: Project, corpus: list[Path], first: int) -> None:
    for path in [*corpus[first::16], SEED]:
        source = load(path)
        wanted = plain.lint(source)
        assert same(cached.lint(source), wanted)
        assert same(cached.lint(source), wanted)


def test_what_was_silent_is_not_asked_again(cached: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source("稿.txt", TEXT + "今年工作取得新进展。\n" * 30)
    asked: list[str] = []
    wanted = cached.lint(source, remember=False)
    original: Callable[..., Sequence[Sequence[object]]] = engine._found

    def spy(groups: object, blocks: Sequence[Block], *more: object) -> Sequence[Sequence[object]]:
        asked.extend(block.text for block in blocks)
        return original(groups, blocks, *more)

    monkeypatch.setattr(engine, "_found", spy)
    assert cached.lint(source, remember=False) == wanted
    assert "对闲置土地进行一次摸底。" in asked
    assert "今年工作取得新进展。" not in asked


def test_a_silent_text_is_not_even_read(cached: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source("稿.txt", "今年工作取得新进展。\n")
    assert not cached.lint(source).findings
    monkeypatch.setattr("govlint.project.project.parse", lambda *_: pytest.fail("it was read"))
    assert not cached.lint(source).findings


def keys(source: Source = DRAFT, genre: Genre | None = None, rules: tuple[Rule, ...] = ()) -> bytes:
    return fingerprint.of_text(fingerprint.of_rules(rules, genre), source)


def test_whatever_an_answer_depends_on_is_in_its_key(plain: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = {rule.id: rule for rule in plain.rules}
    lexicon = rules["lexis/translationese"]
    key = keys(rules=(lexicon,))
    others = [
        keys(Source("稿.txt", TEXT + " "), rules=(lexicon,)),
        keys(Source("稿.md", TEXT), rules=(lexicon,)),
        keys(genre=Genre.SPEECH, rules=(lexicon,)),
        keys(),
        keys(rules=(lexicon, rules["ordinal/gap"])),
        keys(rules=(rules["ordinal/gap"], lexicon)),
        keys(rules=(replace(lexicon, options=replace(lexicon.options, allow=("进行一次摸底",))),)),
        keys(rules=(replace(lexicon, genres=frozenset({Genre.SPEECH})),)),
    ]
    monkeypatch.setenv("GOVLINT_SEGMENTER", "jieba")
    others.append(keys(rules=(lexicon,)))
    monkeypatch.undo()
    monkeypatch.setattr("govlint.__version__", "999")
    fingerprint._of_program.cache_clear()
    others.append(keys(rules=(lexicon,)))
    monkeypatch.undo()
    fingerprint._of_program.cache_clear()
    assert len({key, *others}) == 1 + len(others)
    # How a rule speaks has no part in where it finds something, nor has what the file is called.
    assert keys(Source("别名.txt", TEXT), rules=(replace(lexicon, message="x", severity=Severity.ERROR),)) == key


def test_a_change_of_the_program_is_in_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("govlint", "govlint/checks", "govlint/readers"):
        (tmp_path / name).mkdir()
    (tmp_path / "govlint" / "__init__.py").write_text("")
    (tmp_path / "govlint" / "checks" / "lexicon.py").write_text("a = 1")
    monkeypatch.setattr("govlint.__file__", str(tmp_path / "govlint" / "__init__.py"))
    seen = set()
    for code in ("a = 1", "a = 2"):
        (tmp_path / "govlint" / "checks" / "lexicon.py").write_text(code)
        fingerprint._of_program.cache_clear()
        seen.add(fingerprint._of_program())
    fingerprint._of_program.cache_clear()
    assert len(seen) == 2


def test_the_key_is_the_same_in_every_process() -> None:
    code = "from govlint.project.project import Projects; print(Projects('').of('.').setup('a.txt').fingerprint.hex())"
    seen = set()
    for seed in ("1", "2"):
        done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True)
        seen.add(done.stdout.strip())
    assert len(seen) == 1
    assert re.fullmatch(rb"[0-9a-f]{64}", seen.pop())


def test_rules_that_cannot_be_told_apart_are_not_remembered(cache: Cache, plain: Project) -> None:
    @dataclass(frozen=True)
    class Odd:
        what: object

    rule = replace(plain.rules[0], options=Odd(object()))
    with pytest.raises(fingerprint.UnknownValueError):
        fingerprint.of_rules([rule], None)


def test_choices_of_one_run_do_not_answer_for_another(cache: Cache) -> None:
    source = Source("选.txt", TEXT)
    few = Projects("", Selection(("ordinal",)), cache=cache).of(".").lint(source)
    most = Projects("", cache=cache).of(".").lint(source)
    assert len(few.findings) < len(most.findings)
    assert Projects("", Selection(("ordinal",)), cache=cache).of(".").lint(source).findings == few.findings


def test_a_broken_check_is_not_remembered(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Projects("", cache=cache).of(".")
    source = Source("坏.txt", TEXT + "坏")

    def broken(block: Block) -> Iterator[tuple[int, Hit]]:
        raise RuntimeError

    group = project.setup("坏.txt").ruleset.block_groups[0]
    monkeypatch.setitem(group.__dict__, "run", broken)
    assert project.lint(source).failures
    assert not project.remembers(source)
    monkeypatch.undo()
    assert not project.lint(source).failures
    assert project.remembers(source)


# Damaged --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def one(tmp_path: Path) -> Cache:
    """A cache that holds the answer for TEXT alone."""
    made = Cache.at(str(tmp_path))
    assert made is not None
    Projects("", cache=made).of(".").lint(Source("稿.txt", TEXT))
    assert len(answers(made)) == 1
    return made


def test_a_damaged_answer_is_none_and_is_made_again(one: Cache, plain: Project) -> None:
    source = Source("稿.txt", TEXT)
    wanted = plain.lint(source).findings
    project = Projects("", cache=one).of(".")
    (path,) = answers(one)
    sound = path.read_bytes()
    damaged = [sound[:i] + bytes([sound[i] ^ 1]) + sound[i + 1 :] for i in range(len(sound))]
    damaged += [sound[:i] for i in range(len(sound))] + [sound + b"0", b"\0" * 5000]
    for data in damaged:
        path.write_bytes(data)
        assert not project.remembers(source)
        assert project.lint(source).findings == wanted
        assert path.read_bytes() == sound


def test_an_answer_under_another_key_is_none(one: Cache) -> None:
    (path,) = answers(one)
    other = bytes(range(32))
    one.put(other, Footprint())
    assert one.get(other) == Footprint()
    path.replace(one._path(other))
    assert one.get(other) is None


def test_a_folder_in_the_place_of_an_answer(one: Cache, plain: Project) -> None:
    (path,) = answers(one)
    path.unlink()
    path.mkdir()
    source = Source("稿.txt", TEXT)
    assert Projects("", cache=one).of(".").lint(source).findings == plain.lint(source).findings
    assert path.is_dir()


def test_no_cache_where_there_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "占").write_text("别人的")
    assert Cache.at(str(tmp_path / "占")) is None
    assert (tmp_path / "占").read_text() == "别人的"


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_no_cache_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "silence-1").symlink_to(tmp_path / "elsewhere")
    assert Cache.at(str(tmp_path)) is None
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize("number", [2, pytest.param(4, marks=pytest.mark.slow)])
def test_runs_at_the_same_time(number: int, tmp_path: Path) -> None:
    drafts = tmp_path / "稿"
    drafts.mkdir()
    for draft in range(12):
        (drafts / f"{draft}.txt").write_text(TEXT + f"第{draft}稿。\n" * 40, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "govlint",
        "check",
        "稿",
        "--select",
        "ordinal,count",
        "--format",
        "jsonl",
        "--cache-dir",
        "缓存",
    ]
    runs = [subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(number)]
    outcomes = {run.communicate(timeout=120) for run in runs}
    plain = subprocess.run([*command, "--no-cache"], cwd=tmp_path, capture_output=True)
    assert outcomes == {(plain.stdout, b"")}
    assert len(list((tmp_path / "缓存").glob("*/??/*"))) == 12


# Private --------------------------------------------------------------------------------------------------------------


def test_it_holds_no_text(one: Cache) -> None:
    words = [TEXT[i : i + 2].encode(encoding) for i in range(len(TEXT) - 1) for encoding in ("utf-8", "utf-16-le", "gb18030")]
    for path in answers(one):
        assert not path.name.endswith("txt")
        data = path.read_bytes()
        assert not any(word in data for word in words if word.strip())
        # A signature, then two lines of numbers.
        assert re.fullmatch(rb"[\d ]*\n[\d ]*", data[16:])


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a user's folders private by other means")
def test_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        made = Cache.at(str(tmp_path / "a" / "b"))
        assert made is not None
        made.put(b"k" * 32, Footprint())
    finally:
        os.umask(before)
    for path in made.folder.rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path
    for path in (made.folder, made.folder.parent):
        assert path.stat().st_mode & 0o777 == 0o700
    os.chmod(made.folder, 0o755)
    assert Cache.at(str(tmp_path / "a" / "b")) is not None
    assert made.folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_was_there_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "讲话.txt").write_text(TEXT, encoding="utf-8")
    mode = tmp_path.stat().st_mode
    made = Cache.at(str(tmp_path))
    assert made is not None
    old = time.time() - 10**8
    os.utime(tmp_path / "讲话.txt", (old, old))
    (made.folder / "swept").unlink()
    Cache.at(str(tmp_path))
    assert tmp_path.stat().st_mode == mode
    assert (tmp_path / "讲话.txt").read_text(encoding="utf-8") == TEXT


def test_what_nobody_asks_for_goes(tmp_path: Path) -> None:
    made = Cache.at(str(tmp_path))
    assert made is not None
    asked, idle = b"a" * 32, b"b" * 32
    for key in (asked, idle):
        made.put(key, Footprint())
        old = time.time() - 40 * 24 * 3600
        os.utime(made._path(key), (old, old))
    assert made.get(asked) is not None  # and so it is young again
    Cache.at(str(tmp_path))  # the day's sweep has been
    assert len(answers(made)) == 2
    os.utime(made.folder / "swept", (old, old))
    Cache.at(str(tmp_path))
    assert made.get(asked) is not None
    assert made.get(idle) is None


def test_the_command_line_takes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "稿.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVLINT_CACHE_DIR", str(tmp_path / "环境"))

    def run(*options: str) -> tuple[str, str]:
        code = main(["check", "稿.txt", *options])
        said = capsys.readouterr()
        assert code == 1, said.err
        return said.out, said.err

    plain = run("--no-cache")
    assert not (tmp_path / "环境").exists()
    assert run() == plain
    assert len(list((tmp_path / "环境").glob("*/??/*"))) == 1
    assert run("--cache-dir", "此处") == plain
    assert run("--cache-dir", "此处") == plain
    assert len(list((tmp_path / "此处").glob("*/??/*"))) == 1
    out, err = run("--cache-dir", "稿.txt")
    assert out == plain[0]
    assert "不能用作缓存文件夹" in err
