"""What is known of words without rjieba: it says what rjieba says, or nothing, and is thrown away where it is not whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import rjieba
from hypothesis import given
from hypothesis import strategies as st

from govlint.language import segment, vocabulary
from govlint.text.files import load
from govlint.text.fold import fold
from tests.conftest import SEED, SIXTEENTHS, examples

SILENT = Path(__file__).parents[1] / "bench" / "silent.txt"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> vocabulary.Vocabulary:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOVLINT_CACHE_DIR", str(tmp_path_factory.mktemp("words")))
        assert vocabulary.known() is None
        vocabulary.keep()
        found = vocabulary.known()
    assert found is not None
    return found


def check(known: vocabulary.Vocabulary, text: str) -> bool:
    """Whether both questions were answered; what is answered is what rjieba answers."""
    words, tags = known.words(text), known.tags(text)
    assert words in (None, rjieba.cut(text, hmm=False)), text
    assert tags in (None, rjieba.tag(text)), text
    assert known.opening(text) in (None, *rjieba.tag(text)[:1]), text
    return words is not None and tags is not None


@SIXTEENTHS
def test_texts_are_cut_as_rjieba_cuts_them(known: vocabulary.Vocabulary, corpus: list[Path], first: int) -> None:
    answered = 0
    for path in corpus[first::16]:
        text = fold(load(path).text[:2_000])
        answered += sum(check(known, text[at : at + 9]) for at in range(0, len(text), 9))
        answered += sum(check(known, line) for line in text.splitlines())
    assert answered


@examples(500)
@given(st.text(st.sampled_from("新材料制特事办发展中国人民政府会议的一二三大AB超T恤12卡拉OK，。“”、 .%α〇\u9fa6𠮷\n")))
def test_any_text_is_cut_as_rjieba_cuts_it(known: vocabulary.Vocabulary, text: str) -> None:
    check(known, text)


def test_what_rjieba_guesses_is_left_to_it(known: vocabulary.Vocabulary) -> None:
    assert known.words("特事特办") == ["特事", "特", "办"]
    assert known.tags("特事特办") is None
    assert known.opening("特事特办") == ("特事", "n")
    assert known.opening("特办") is None
    assert known.tags("新材料制") == [("新", "a"), ("材料", "n"), ("制", "n")]
    assert known.words("一个 词") is None


@pytest.mark.parametrize(
    "harm",
    ["cut short", *(pytest.param(harm, marks=pytest.mark.slow) for harm in ("of another version", "open to others", "a link"))],
)
def test_a_table_that_is_not_ours_or_not_whole_is_made_again(harm: str) -> None:
    vocabulary.keep()
    (path,) = (p for p in Path(os.environ["GOVLINT_CACHE_DIR"]).rglob("*") if p.stat().st_size > 1_000_000)
    whole = path.read_bytes()
    if harm == "cut short":
        path.write_bytes(whole[:-1])
    elif harm == "of another version":
        path.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
    elif harm == "open to others":
        path.chmod(0o666)
    else:
        path.rename(path.with_name("elsewhere"))
        path.symlink_to("elsewhere")
    assert vocabulary.known() is None


CHECK = """
import sys
from govlint.cli import main
main(["check", "--isolated", "--no-cache", "--fail-on", "never", *sys.argv[1:]])
print("rjieba" in sys.modules)
"""


@pytest.mark.usefixtures("warm_rules")
@pytest.mark.parametrize(("times", "loaded"), [(1, "False"), (6, "True")])
def test_a_speech_is_checked_without_rjieba(tmp_path: Path, times: int, loaded: str) -> None:
    text = SILENT.read_text(encoding="utf-8") + SEED.read_text(encoding="utf-8") * (times - 1)
    path = tmp_path / "speech.txt"
    path.write_text(text, encoding="utf-8")
    said = subprocess.run([sys.executable, "-P", "-c", CHECK, path], capture_output=True, encoding="utf-8", check=True)
    assert said.stdout.splitlines()[-1] == loaded


def test_once_much_is_asked_rjieba_answers(monkeypatch: pytest.MonkeyPatch, known: vocabulary.Vocabulary) -> None:
    monkeypatch.setattr(segment, "_vocabulary", lambda: known)
    monkeypatch.setattr(segment, "at_hand", lambda: False)
    monkeypatch.setattr(segment, "_asked", 0)
    asked: list[str] = []
    monkeypatch.setattr(rjieba, "cut", lambda text, hmm: asked.append(text))
    for _ in range(3_000):
        assert segment.words("发展") == ["发展"] or asked
    assert 500 < len(asked) < 2_900
