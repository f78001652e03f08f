"""The script, from made texts in a temporary folder to a model that finds what was planted."""

from __future__ import annotations

import lzma
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("pypinyin")

from govlint.likelihood.build import confusable, counting, learning, making, texts
from govlint.likelihood.build.confusable import flattened
from govlint.likelihood.build.planting import Planter
from govlint.likelihood.grams import Keys, encode, key, raw, word_key
from govlint.likelihood.model import load

SUBJECTS = ("全市", "全县", "全区", "各级", "各部门", "各单位", "各地")
VERBS = ("推进", "推动", "加强", "抓好", "落实", "完善", "深化", "规范")
OBJECTS = ("改革", "建设", "管理", "治理", "服务", "监管", "发展", "创新", "工作", "任务")
WORDS = dict.fromkeys((*SUBJECTS, *VERBS, *OBJECTS, "公里", "冶金"), 300)


def lines(number: int, seed: int) -> list[str]:
    random = Random(seed)

    def clause() -> str:
        return f"{random.choice(SUBJECTS)}要{random.choice(VERBS)}{random.choice(OBJECTS)}"

    return ["，".join(clause() for _ in range(4)) + "。" for _ in range(number)]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """No font is needed: 里 and 理 look alike, and nothing else does."""

    def drawings(characters: list[str], font: str, stretched: bool) -> npt.NDArray[np.float32]:
        made = np.eye(len(characters), dtype=np.float32)
        if "里" in characters and "理" in characters:
            made[characters.index("里")] = 0.5 * made[characters.index("里")] + 0.866 * made[characters.index("理")]
        return made

    monkeypatch.setattr(confusable, "_drawn", drawings)


def test_from_texts_to_a_model(drawn: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "_SHARED", 1.0)
    monkeypatch.setattr(making, "SHARES", (0.5, 0.0))
    monkeypatch.setattr(learning, "TOGETHER", 1)
    for number, part in enumerate(texts.WEIGHTS):
        with lzma.open(tmp_path / f"{part}.txt.xz", "wt", encoding="utf-8") as packed:
            packed.write("\n".join(lines(800, number)) + "\n")
    read = texts.read(tmp_path)
    assert [len(some) for some in read.values()] == [800] * 3
    for name in ("one", "two"):
        making.make(read, WORDS, "no font").save(tmp_path / name)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), f"{file.name} is not repeatable"
    model = load(tmp_path / "one")
    (found,) = model.suspects(["全市要推进管里，各级要深化改革。"], -1.0)
    assert [(s.written, s.meant) for s in found] == [("管里", "管理")]
    assert model.suspects(lines(50, 9), -1.0) == [[]] * 50


def test_what_is_measured_on_is_not_counted() -> None:
    unlike = ["".join(map(chr, Random(number).choices(range(0x4E00, 0x9FA0), k=30))) for number in range(1500)]
    counted, learn, test = texts.split({"laws": unlike, "news": lines(1, 1) * 2000, "reports": []})
    assert not {*counted["laws"]} & {*learn["laws"], *test["laws"]}
    assert len(counted["laws"]) == pytest.approx(1350, rel=0.1)
    assert learn["news"] == test["news"] == []  # they are what was counted


def test_levels_rise_by_one_and_a_half_to_a_doubling() -> None:
    assert counting.level(np.array([0.1, 1, 4, 16, 1e9])).tolist() == [1, 2, 5, 8, 31]


def test_runs_and_words_are_counted_by_weight() -> None:
    keys, levels, _ = counting.count({"news": ["推进改革"] * 8, "laws": ["推进"] * 8}, {"news": 1.0, "laws": 0.5}, {"冶金": 99})
    level = dict(zip(keys.tolist(), levels.tolist(), strict=True))

    def of(text: str, make: Callable[[Keys], Keys] = key) -> int:
        return int(level.get(int(make(raw(encode(text), len(text)))[6]), 0))

    assert of("推进") == counting.level(np.array([12.0]))
    assert of("进改") == of("推进改革") == counting.level(np.array([8.0]))
    assert of("冶金") == counting.level(np.array([99 * counting.DICTIONARY_WEIGHT]))
    assert of("冶金", word_key) == counting.level(np.array([100.0]))
    assert of("推进", word_key) == of("革推") == 0


def test_syllables_are_flattened() -> None:
    assert [flattened(s) for s in ("zhang1", "zan4", "shi4", "leng3", "fu2", "an1")] == ["zan", "zan", "si", "nen", "hu", "an"]


def test_sounds_and_shapes_make_confusions(drawn: None) -> None:
    made = confusable.confusions("管理里治冶公工作做", "管理里治冶公工作做", WORDS, "no font")

    def of(character: str) -> dict[str, int]:
        _, entries = made.of(np.array([ord(character)], np.uint32))
        return {chr(other): int(how) for other, how in zip(made.others[entries], made.likeness[entries], strict=True)}

    assert of("公") == {"工": 12}
    assert of("里")["理"] > 12
    assert "作" not in of("做")
    assert of("不") == {}


def test_planting_says_what_it_planted(drawn: None) -> None:
    made = confusable.confusions("管理里公工", "管理里公工", WORDS, "no font")
    paragraphs = ["全市要加强管理和公共服务的治理工作。"] * 40
    planted = Planter(made, {}).plant(paragraphs, 0.5, Random(1))
    assert 10 < len(planted.slips) < 30
    right = "\n".join(paragraphs) + "\n"
    changed = {place for place, (one, other) in enumerate(zip(right, planted.text, strict=True)) if one != other}
    assert changed == {*planted.slips}
    assert all(right[place] == character for place, (character, _) in planted.slips.items())
