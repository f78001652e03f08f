"""What is learned from made models, and what a draft is beside them, for the golden."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from zlib import crc32

from govlint.analysis.engine import Ruleset, lint
from govlint.config.habits import rules_of
from govlint.config.settings import ProfileFile
from govlint.config.settings import parse as parse_settings
from govlint.house.beside import beside_models
from govlint.house.compare import Draft
from govlint.house.learn import learn
from govlint.house.models import Models
from govlint.house.page import page
from govlint.house.profile import profile
from govlint.house.record import record
from govlint.readers import parse
from govlint.text.source import Source
from tests.house.made import CLOSING, NAME, speech
from tests.made import LONG, NOTICE, SPEECH

GOLDEN = "tests/golden/house.txt"

DRAFTS = (
    speech(71, closing="以上工作，请大家抓紧办好。", stretch=3),
    speech(72, ordinals=("第一", "第二", "第三"), inline="第一，", name="区招商领导小组", paragraphs=2),
)

_HOUSES = 8
_CROWDED = """\
在短会上的讲话
同志们：
一、快
要快。快办。快干。
二、再快一些，把该办的事办好
好。好的。
三、稳
稳住。让我们把各项工作做得更稳更好，让群众更加满意，让各方面都放心。
四、收尾
谢谢大家！让我们一起干。
"""


def housed() -> str:
    """The profile of the models, the departures of drafts from it, and a draft beside the models."""
    models = Models()
    with tempfile.TemporaryDirectory() as temporary:
        paths = [str(Path(temporary) / f"{number}.txt") for number in range(6)]
        for number, path in enumerate(paths):
            Path(path).write_text(speech(number), encoding="utf-8")
            models.add(parse(Source(f"{number}.txt", speech(number))), f"{number}.txt")
        written = profile(learn(models))
        found = beside_models(parse(Source("draft.txt", DRAFTS[0])), paths, _refuse)
    assert found is not None
    lines = [written]
    rules = Ruleset(list(rules_of([parse_settings("house.yaml", written, ProfileFile)])))
    departures = (f for draft in DRAFTS for f in lint(parse(Source("draft.txt", draft)), rules, remember=False).findings)
    lines += [f"{f.span.start}-{f.span.end} {f.severity} {f.rule} {f.message}" for f in departures]
    lines += [json.dumps({key: value}, ensure_ascii=False) for key, value in record(found).items()]
    body = page(found).partition("</style>")[2]
    return "\n".join([*lines, body.replace("><", ">\n<"), *_others(), ""])


def _others() -> Iterator[str]:
    """Houses whose texts agree by more and by less, and drafts of every make beside each: digests of what is said."""
    beside = (*DRAFTS, SPEECH, LONG, NOTICE, _CROWDED, "甲\n", "")
    for number in range(_HOUSES):
        random = Random(number)
        models, texts = Models(), []
        for at in range(random.choice((3, 4, 5, 8))):
            texts.append(parse(Source(f"{at}.txt", _varied(random, at))))
            models.add(texts[-1], f"{at}.txt")
        written = profile(learn(models, ("5.txt",) * (number % 3), quotes=number % 4 > 0))
        rules = list(rules_of([parse_settings("house.yaml", written, ProfileFile)]))
        yield f"{number}: {len(models.models)} texts, {written.count(chr(10))} lines, {_digest(written)}"
        for at in range(3):
            draft = Draft(parse(Source("draft.txt", beside[(number + 3 * at) % len(beside)])))
            for text in texts:
                draft.search.offer(text, text.source.path)
            found = draft.compare(rules, "范文", len(texts), models)
            told = json.dumps(record(found), ensure_ascii=False)
            yield f"  {len(found.standing_out)} {len(found.parts)} {_digest(told)} {_digest(page(found))}"


def _varied(random: Random, number: int) -> str:
    """A speech that does as its house does in most respects, or a short text of another kind."""

    def mostly(usual: str, *others: str) -> str:
        return usual if random.random() < 0.75 else random.choice(others)

    if random.random() < 0.1:
        return random.choice((NOTICE, SPEECH, _CROWDED, LONG))
    ordinals = [("一", "二", "三"), ("一", "二"), ("第一，", "第二，", "第三，"), "一二三四"]
    return speech(
        number,
        mostly(CLOSING, "谢谢大家！", "我就讲这些。"),
        ordinals[0] if random.random() < 0.6 else random.choice(ordinals),
        mostly("一是", "第一，", "一要"),
        mostly(NAME, "区招商办公室", "区招商引资工作专班"),
        random.choice((1, 1, 1, 2)),
        random.choice((2, 3, 3, 4)),
    )


def _digest(text: str) -> str:
    return f"{crc32(text.encode()):08x}"


def _refuse(path: str, why: str) -> None:
    raise AssertionError(f"{path}: {why}")
