"""The segmenter: two of them behind one interface, loaded only when asked, leaving nothing behind."""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Severity
from govlint.language import segment
from govlint.readers import parse
from govlint.rulefiles.loader import load_builtin
from govlint.text.files import load
from tests.conftest import SEED, SIXTEENTHS

pytestmark = pytest.mark.usefixtures("warm_rules")

LIMBS = ("急事急办", "难事设法办", "强核工程", "2021年GDP增长6.5%，", "")
NAMES: tuple[segment.Name, ...] = ("jieba", "rjieba")


@pytest.fixture(autouse=True)
def _restore() -> Iterator[None]:
    yield
    segment.choose(None)


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "always", "-c", code],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_character_is_lost(name: segment.Name) -> None:
    segment.choose(name)
    for text in LIMBS:
        assert "".join(segment.words(text)) == text
        assert "".join(word for word, _ in segment.tags(text)) == text


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.slow if name == "jieba" else ()) for name in NAMES])
def test_words_are_the_dictionary_s_and_tags_are_jieba_s(name: segment.Name) -> None:
    segment.choose(name)
    assert list(segment.words("加强廉政建设")) == ["加强", "廉政建设"]
    assert list(segment.words("强链补链")) == ["强", "链", "补", "链"]
    assert list(segment.tags("完善机制")) == [("完善", "v"), ("机制", "n")]


@pytest.mark.parametrize(
    ("name", "loaded"),
    [
        ("jieba", ["False", "True"]),
        pytest.param("rjieba", ["True", "False"], marks=pytest.mark.slow),
        pytest.param("", ["True", "False"], marks=pytest.mark.slow),
    ],
)
@pytest.mark.slow
def test_the_variable_names_the_segmenter(name: str, loaded: list[str]) -> None:
    code = (
        "import sys; from govlint.language.segment import tags; tags('特事特办'); "
        "print(*(n in sys.modules for n in ('rjieba', 'jieba')))"
    )
    assert run(code, GOVLINT_SEGMENTER=name).stdout.split() == loaded


@pytest.mark.slow
def test_jieba_stands_in_where_rjieba_is_missing() -> None:
    code = "import sys; sys.modules['rjieba'] = None; from govlint.language import segment; print(segment.words('急事急办')[0])"
    assert run(code, GOVLINT_SEGMENTER="").stdout.split() == ["急事"]
    assert "没有安装分词器 rjieba" in run(code, GOVLINT_SEGMENTER="rjieba").stderr


def test_an_unknown_segmenter_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(segment.VARIABLE, "hanlp")
    with pytest.raises(segment.SegmenterError, match=r"没有叫“hanlp”的分词器.*rjieba、jieba"):
        segment.words("急事急办")


@pytest.mark.slow
def test_jieba_neither_leaves_nor_loads_a_cache_and_is_silent(tmp_path: Path) -> None:
    # A cache that somebody else may have put there: with it 急事急办 would be one word.
    poisoned = marshal.dumps(({"急": 0, "急事": 0, "急事急": 0, "急事急办": 99}, 99))
    (tmp_path / "jieba.cache").write_bytes(poisoned)
    folder = str(tmp_path)
    code = "from govlint.language import segment; print(segment.words('急事急办')[0], segment.tags('急事')[0][1])"
    result = run(code, TMPDIR=folder, TEMP=folder, TMP=folder, GOVLINT_SEGMENTER="jieba")
    assert result.stdout.split()[0] == "急事"
    assert result.stderr == ""
    assert [p.name for p in tmp_path.iterdir()] == ["jieba.cache"]
    assert (tmp_path / "jieba.cache").read_bytes() == poisoned


def test_nothing_is_loaded_for_a_text_without_a_candidate() -> None:
    code = (
        "import sys\n"
        "from govlint.rulefiles.examples import document_of\n"
        "from govlint.analysis.engine import Ruleset, lint\n"
        "from govlint.rulefiles.loader import load_builtin\n"
        "text = '一是抓好项目建设、招商引资、营商环境。\\n二是提升城市品质，改善民生，推动发展。\\n三是加强作风建设。'\n"
        # A misspelt phrase is a word in pieces: that one kind cuts every text.
        "rules = [rule for rule in load_builtin() if rule.kind.name != 'misspelling']\n"
        "assert not lint(document_of(text), Ruleset(rules)).failures\n"
        "print('rjieba' in sys.modules, 'jieba' in sys.modules)"
    )
    assert run(code).stdout.split() == ["False", "False"]


def findings(path: Path, name: segment.Name, ruleset: Ruleset) -> Counter[tuple[Severity, str, int, int, str]]:
    segment.choose(name)
    source = load(path)
    result = lint(parse(source), ruleset, remember=False)
    assert not result.failures
    return Counter((f.severity, f.rule, *f.span, f.message) for f in result.findings)


def compare(paths: list[Path]) -> None:
    """At warning and above both segmenters find the same; what differs below is printed (pytest -s)."""
    ruleset = Ruleset(load_builtin())
    for path in paths:
        one, other = (findings(path, name, ruleset) for name in NAMES)
        for name, more in zip(NAMES, (one - other, other - one), strict=True):
            for severity, rule, start, end, message in more:
                print(f"{path.name}:{start}-{end}: only with {name}: {severity} {rule}: {message}")
                assert severity < Severity.WARNING


def test_both_segmenters_agree_on_the_seed() -> None:
    compare([SEED])


@SIXTEENTHS
def test_both_segmenters_agree_on_the_corpus(corpus: list[Path], first: int) -> None:
    compare(corpus[first::16])
