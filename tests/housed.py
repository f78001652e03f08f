"""What is learned from made models, and what a draft is beside them, for the golden."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from govlint.analysis.engine import Ruleset, lint
from govlint.config.habits import rules_of
from govlint.config.settings import ProfileFile
from govlint.config.settings import parse as parse_settings
from govlint.house.beside import beside_models
from govlint.house.learn import learn
from govlint.house.models import Models
from govlint.house.page import page
from govlint.house.profile import profile
from govlint.house.record import record
from govlint.readers import parse
from govlint.text.source import Source
from tests.house.made import speech

GOLDEN = "tests/golden/house.txt"

DRAFTS = (
    speech(71, closing="以上工作，请大家抓紧办好。", stretch=3),
    speech(72, ordinals=("第一", "第二", "第三"), inline="第一，", name="区招商领导小组", paragraphs=2),
)


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
    return "\n".join([*lines, body.replace("><", ">\n<"), ""])


def _refuse(path: str, why: str) -> None:
    raise AssertionError(f"{path}: {why}")
