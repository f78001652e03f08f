"""Many sources checked together: what is told of each is what is told of it alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from govlint.analysis import engine
from govlint.analysis.finding import Hit
from govlint.config.settings import read
from govlint.document.block import Block
from govlint.document.document import Document
from govlint.project.cache import Cache
from govlint.project.draft import Draft, first_drafts
from govlint.project.project import Checked, Project, Projects
from govlint.readers import parse
from govlint.text.files import load
from govlint.text.source import Source
from tests.conftest import SEED, SIXTEENTHS

pytestmark = pytest.mark.usefixtures("warm_rules")

CONFIG = """keep:
  - {rule: placeholder/masked-name, text: X區長, reason: 原文如此}
overrides:
  - paths: ["b*"]
    rules: {ordinal: "off", punctuation: error}
"""


@pytest.fixture(scope="module")
def plain() -> Project:
    return Projects("").of(".")


def pieces(texts: Iterable[str], random: Random) -> list[Source]:
    """Texts cut into short ones, some of them the same, some empty."""
    sources: list[Source] = []
    for text in texts:
        lines = text.split("\n")
        at = 0
        while at < len(lines):
            end = at + random.randint(1, 8)
            name = f"{random.choice('ab')}{len(sources)}{random.choice(['.txt', '.md', '.html'])}"
            sources.append(Source(name, "\n".join(lines[at:end])))
            at = end
    return [*sources, sources[0], Source("a.txt", ""), Source("b.md", "")]


def told(checked: Iterable[Checked]) -> list[tuple[object, ...]]:
    return [(c.source.path, c.findings, c.failures, c.used, c.known, c.document.genre) for c in checked]


@SIXTEENTHS
def test_together_is_one_by_one(plain: Project, corpus: list[Path], first: int) -> None:
    random = Random(first)
    sources = pieces([load(path).text[:8_000] for path in [*corpus[first::16], SEED]], random)
    assert told(plain.lint_all(sources)) == told(plain.lint(source, remember=False) for source in sources)


def test_so_it_is_of_texts_that_are_full_of_mistakes(plain: Project) -> None:
    random = Random(1)
    marked = [example.text for rule in plain.rules[::6] for example in (*rule.bad, *rule.good)]
    text = "".join(marked).replace("⟦", "").replace("⟧", "").replace("⇒", "\n")
    changed = "".join(random.choice("的地得，。一二三") if random.random() < 0.02 else char for char in text)
    sources = pieces([changed], random)
    assert told(plain.lint_all(sources)) == told(plain.lint(source, remember=False) for source in sources)


def test_settings_of_their_own_and_the_cache_are_heeded(tmp_path: Path) -> None:
    (tmp_path / "govlint.yaml").write_text(CONFIG, encoding="utf-8")
    cache = Cache.at(str(tmp_path / "cache"))
    settings = read(str(tmp_path / "govlint.yaml"))
    seed = [Source(str(tmp_path / s.path), s.text) for s in pieces([load(SEED).text], Random(2))]
    wanted = told(Project(settings).lint(source, remember=False) for source in seed)
    project = Project(settings, cache=cache)
    for some in (seed[::2], seed, seed):  # half of them known to the cache, then all
        answers = told(project.lint_all(some))
        assert [answer[:5] for answer in answers] == [w[:5] for w in (wanted[::2] if len(some) < len(seed) else wanted)]
    assert any(used for _, _, _, used, *_ in wanted)
    assert all(project.remembers(source) for source in seed)


def test_what_breaks_is_told_of_the_text_that_broke_it(plain: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project()
    ruleset = project.setup("a.txt").ruleset
    monkeypatch.setattr(engine, "TOGETHER", 1)
    (echo,) = (group for group in ruleset.block_groups if group.kind.name == "echo")
    (unlikely,) = (group for group in ruleset.document_groups if group.kind.name == "unlikely")
    block_run, document_run = echo.run, unlikely.run

    def look(block: Block) -> Iterable[tuple[int, Hit]]:
        return block_run(block) if "坏" not in block.text else _break()

    def read_all(document: Document) -> Iterable[tuple[int, Hit]]:
        return document_run(document) if "坏" not in document.source.text else _break()

    def foresee(blocks: Sequence[Block]) -> object:
        return _break()

    echo.run, unlikely.run = look, read_all
    echo.__dict__["together"] = None
    unlikely.__dict__["ahead"] = foresee
    texts = ["我讲三点意见。\n一、抓产业。\n三、抓项目。\n", "坏了。\n一、抓产业。\n三、抓项目。\n", "会议定于×月×日召开。\n"]
    sound, broken, last = project.lint_all([Source("a.txt", text) for text in texts])
    assert (sound.failures, last.failures) == ((), ())
    assert [failure.kind for failure in broken.failures] == ["echo", "unlikely"]
    assert {f.rule for f in sound.findings} & {f.rule for f in broken.findings}
    assert last.findings == plain.lint(Source("a.txt", texts[2])).findings


def _break() -> Iterable[tuple[int, Hit]]:
    raise ValueError("坏了")


def test_short_texts_are_looked_at_once_for_all(plain: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []
    original = engine._found

    def spy(ruleset: engine.Ruleset, blocks: Sequence[Block], failures: dict[str, engine.Failure]) -> object:
        looks.append(len(blocks))
        return original(ruleset, blocks, failures)

    monkeypatch.setattr(engine, "_found", spy)
    monkeypatch.setattr(engine, "TOGETHER", 1_000)
    text = load(SEED).text
    sources = [Source("a.txt", f"{number}\n{text[number : number + 300]}") for number in range(0, 9_000, 300)]
    plain.lint_all(sources)
    assert len([size for size in looks if size]) == 1


def test_first_drafts_of_many_are_those_of_each(tmp_path: Path) -> None:
    (tmp_path / "govlint.yaml").write_text(CONFIG, encoding="utf-8")
    settings = read(str(tmp_path / "govlint.yaml"))
    sources = [Source(str(tmp_path / s.path), s.text) for s in pieces([load(SEED).text], Random(3))]
    alone = Project(settings)
    wanted = told(alone.lint(source, remember=False) for source in sources)

    def checked(draft: Draft) -> Checked:
        for _ in draft.steps():
            pass
        return draft.checked()

    project = Project(settings)
    for some in (sources[::3], sources):  # some of them known already
        drafts = first_drafts(project, [(source, None) for source in some])
        answers = told(map(checked, drafts))
        assert answers == (wanted[::3] if len(some) < len(sources) else wanted)


def test_many_first_drafts_look_at_no_paragraph_alone(plain: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = pieces([load(SEED).text], Random(4))
    looked: list[int] = []
    found = engine._found

    def counted(ruleset: engine.Ruleset, blocks: Sequence[Block], *rest: Any) -> Sequence[Sequence[tuple[int, Hit]]]:
        looked.append(len(blocks))
        return found(ruleset, blocks, *rest)

    monkeypatch.setattr(engine, "_found", counted)
    first_drafts(plain, [(source, None) for source in sources])
    assert [number for number in looked if number] == [len({b for s in sources for b in _blocks(plain, s)})]


def _blocks(project: Project, source: Source) -> Iterable[Block]:
    return (place.block for place in parse(source, project.setup(source.path).genre).places)
