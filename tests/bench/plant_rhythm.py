"""Plants sentences that run on, words too many and passages that come twice into real texts; and right ones as controls."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from random import Random

from govlint.language.spoken import characters
from tests.bench.planted import Planted

_COUNT = 12
"""Texts for each kind of fault."""
_HEAD = 4000
"""How much of a text a fault is planted in; its beginning, for that tells the genre."""
_SENTENCE = re.compile("[^。！？；\n]+。")
_FOURS = [
    "提高站位",
    "统一思想",
    "凝心聚力",
    "真抓实干",
    "攻坚克难",
    "务求实效",
    "勇于担当",
    "争先创优",
    "团结协作",
    "改革创新",
]
_MANY = {
    "many-yao": ("要", 20),
    "many-further": ("进一步", 5),
    "many-earnest": ("切实", 9),
    "many-strengthen": ("加强", 9),
    "many-must": ("必须", 6),
    "many-emphasis": ("高度重视", 4),
    "stock-phrases": ("扎实推进、全力做好", 14),
}
"""Words, and how many of them in a thousand characters are surely too many."""
_DE = "这是我们区的广大干部和群众的多年的共同的心愿。"
# A sentence that is right, and the rules that must be silent on it.
_RIGHT = (
    ("要统一思想、真抓实干、攻坚克难、务求实效。", "four-character-pile"),
    ("抓好三项工程、五项行动、十件实事、百日攻坚、千人下乡、万户联心、两条道路。", "four-character-pile"),
    ("要进一步统一思想，进一步转变作风。", "word-thrice"),
    ("这是全区干部群众多年来的共同的心愿。", "de-pile"),
    ("路修好了。路灯亮了。路边种上了树。", "opening-run"),
    ("认真贯彻《国务院办公厅关于进一步优化营商环境更好服务市场主体的实施意见》。", "breathless"),
    ("要管好路。要管好桥。要管好水库。", "sentence-twice"),
    (
        "要把责任落实到岗位，谁主管谁负责；要把隐患消灭在平时，天天有人看，周周有人查；要把演练做到班组，人人会跑、会救。",
        "long-sentence",
    ),
)

_Plant = Callable[[str, Random], tuple[str, int, int] | None]
"""Makes of a text one with a fault in it, at a span; None where it has nothing to make it of."""


def plant(texts: Sequence[tuple[str, str]], random: Random) -> Iterator[Planted]:
    """Each fault in texts of its own, and controls."""
    spoken = [(name, text[: text.find("\n", _HEAD)]) for name, text in texts if name.startswith("report-")] or list(texts)
    issued = [(name, text[: text.find("\n", _HEAD)]) for name, text in texts if name.startswith("document-")]
    for kind, faults in _FAULTS.items():
        done = 0
        pool = issued if kind == "heavy-sentence" else spoken
        for _ in range(_COUNT * 4 if pool else 0):
            name, text = random.choice(pool)
            planted = faults(text, random)
            if planted and done < _COUNT:
                done += 1
                made, start, end = planted
                yield Planted(f"rhythm: {kind}", name, made, (f"rhythm/{kind}",), (start, end))
    for kind, (word, rate) in _MANY.items():
        for _ in range(_COUNT):
            name, text = random.choice(spoken)
            made = _thickened(text[:1200], word, rate, random)
            yield Planted(f"rhythm: {kind}", name, made, (f"rhythm/{kind}",), (0, len(made)))
    for right, rule in _RIGHT:
        for name, text in random.sample(spoken, min(4, len(spoken))):
            at = random.choice([m.end() for m in _SENTENCE.finditer(text)])
            yield Planted("rhythm: right", name, text[:at] + right + text[at:], (f"rhythm/{rule}",))


def _run_on(said: int) -> _Plant:
    """Sentences that follow each other in a paragraph become one of more than so many characters."""

    def make(text: str, random: Random) -> tuple[str, int, int] | None:
        runs = [m for m in re.finditer("[^！？；：“”（）\n]+。", text) if characters(m.group()) > said * 1.3]
        if not runs:
            return None
        run = random.choice(runs)
        length = next(n for n in range(said, len(run.group())) if characters(run.group()[:n]) > said + 5)
        made = run.group()[:length].replace("。", "，").rstrip("，、") + "。"
        return text[: run.start()] + made + text[run.start() + length :], run.start(), run.start() + len(made)

    return make


def _unmarked(said: int, marks: str) -> _Plant:
    """A sentence loses its marks of these kinds for more than so many characters."""

    def make(text: str, random: Random) -> tuple[str, int, int] | None:
        sentences = [m for m in _SENTENCE.finditer(text) if characters(m.group()) > said * 1.2 and "“" not in m.group()]
        if not sentences:
            return None
        sentence = random.choice(sentences)
        made = re.sub(f"[{marks}]", "", sentence.group())
        if characters(made) <= said or made.count("、") > 3:
            return None
        return text[: sentence.start()] + made + text[sentence.end() :], sentence.start(), sentence.start() + len(made)

    return make


def _long_paragraph(text: str, random: Random) -> tuple[str, int, int]:
    lines = text.split("\n")
    at = random.randrange(5, 9)
    end = next((n for n in range(at + 1, len(lines)) if characters("".join(lines[at:n])) > 640), len(lines))
    start = len("\n".join(lines[:at])) + 1
    made = "".join(line.strip() for line in lines[at:end])
    return "\n".join([*lines[:at], made, *lines[end:]]), start, start + len(made)


def _fours(text: str, random: Random) -> tuple[str, int, int]:
    return _said(text, f"全区干部要{'、'.join(random.sample(_FOURS, 6))}。", random)


def _even(text: str, random: Random) -> tuple[str, int, int] | None:
    by_length: dict[int, list[str]] = {}
    for match in _SENTENCE.finditer(text):
        if (length := characters(match.group())) >= 10:
            by_length.setdefault(length // 4, []).append(match.group().strip())
    alike = [sentences for sentences in by_length.values() if len(sentences) >= 4]
    if not alike:
        return None
    chosen = "".join(random.sample(random.choice(alike), 4))
    at = random.choice([m.end() for m in re.finditer("。\n", text)])
    return text[:at] + chosen + "\n" + text[at:], at, at + len(chosen)


def _sentence_twice(text: str, random: Random) -> tuple[str, int, int]:
    first = random.choice([m for m in _SENTENCE.finditer(text, 0, len(text) // 2) if characters(m.group()) > 24])
    sentence = first.group().strip()
    if random.random() < 0.5:
        sentence = sentence.replace("的", "", 1)
    at = random.choice([m.end() for m in _SENTENCE.finditer(text) if m.start() > first.end()])
    return text[:at] + sentence + text[at:], at, at + len(sentence)


def _paragraph_twice(text: str, random: Random) -> tuple[str, int, int]:
    lines = text.split("\n")
    line = random.choice([line for line in lines[6:] if characters(line) > 60])
    at = random.choice([m.end() for m in re.finditer("。\n", text)])
    return text[:at] + line + "\n" + text[at:], min(at, text.find(line)), max(at, text.find(line)) + 2 * len(line)


def _clause_twice(text: str, random: Random) -> tuple[str, int, int]:
    clause = random.choice(
        [c for m in re.finditer("[^，。；：！？、“”《》（）\n]+", text) if characters(c := m.group().strip()) > 10]
    )
    return _said(text, f"{clause}，这一点要反复讲，{clause}。", random)


def _word_thrice(text: str, random: Random) -> tuple[str, int, int]:
    word = random.choice(("进一步", "切实", "扎实"))
    return _said(text, f"要{word}抓好项目，{word}抓好环保，{word}抓好民生。", random)


def _opening_run(text: str, random: Random) -> tuple[str, int, int]:
    opening = random.choice(("我们", "坚持", "必须", "全区"))
    said = [m.group().strip() for m in _SENTENCE.finditer(text) if characters(m.group()) < 40]
    return _said(text, "".join(opening + sentence for sentence in random.sample(said, 5)), random)


def _opening_share(text: str, random: Random) -> tuple[str, int, int]:
    made = re.sub("(?<=。)(?=[\u4e00-\u9fff])", lambda _: "我们" if random.random() < 0.4 else "", text)
    return made, 0, len(made)


def _clauses_again(text: str, random: Random) -> tuple[str, int, int]:
    clauses = [m.group() for m in re.finditer("[^，。；：！？、“”《》（）\n]{16,30}", text)]
    made = text
    while len(made) < len(text) * 1.08:
        made, _, _ = _said(made, f"还要强调，{random.choice(clauses)}。", random)
    return made, 0, len(made)


def _exclaimed(text: str, random: Random) -> tuple[str, int, int]:
    made = re.sub("。", lambda _: "！" if random.random() < 0.25 else "。", text)
    return made, 0, len(made)


def _thickened(text: str, word: str, rate: int, random: Random) -> str:
    places = [m.start() for m in re.finditer("(?<=[，。；])(?=[\u4e00-\u9fff])", text)]
    for at in sorted(random.choices(places, k=rate * len(text) // 1000 + 4), reverse=True):
        text = text[:at] + word + text[at:]
    return text


def _said(text: str, sentence: str, random: Random) -> tuple[str, int, int]:
    at = random.choice([m.end() for m in _SENTENCE.finditer(text)])
    return text[:at] + sentence + text[at:], at, at + len(sentence)


_FAULTS: dict[str, _Plant] = {
    "long-sentence": _run_on(120),
    "heavy-sentence": _run_on(180),
    "long-clause": _unmarked(55, "，"),
    "breathless": _unmarked(35, "，、"),
    "long-paragraph": _long_paragraph,
    "four-character-pile": _fours,
    "even-sentences": _even,
    "sentence-twice": _sentence_twice,
    "paragraph-twice": _paragraph_twice,
    "clause-twice": _clause_twice,
    "word-thrice": _word_thrice,
    "opening-run": _opening_run,
    "opening-share": _opening_share,
    "repeated-clauses": _clauses_again,
    "many-exclamations": _exclaimed,
    "de-pile": lambda text, random: _said(text, _DE, random),
}
