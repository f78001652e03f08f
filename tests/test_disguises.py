"""What other tools do to a text hides nothing from the rules: their own examples are found in disguise."""

from __future__ import annotations

import shutil

import pytest

from tests.bench import disguises

MOST = 0.03


@pytest.fixture(scope="module")
def items() -> list[disguises.Item]:
    return disguises.items()


@pytest.mark.parametrize(
    "name", [name if at < 2 else pytest.param(name, marks=pytest.mark.slow) for at, name in enumerate(disguises.DISGUISES)]
)
def test_hardly_an_example_is_lost(items: list[disguises.Item], name: str) -> None:
    disguise = disguises.DISGUISES[name]
    found = disguises.tally(items, [disguise(item.marked.text) for item in items])
    assert found.changed > 100
    assert found.share <= MOST, found.lost


@pytest.mark.parametrize("tool", ["autocorrect", "prettier", "mdformat", "zhlint"])
def test_formatters_hide_nothing(items: list[disguises.Item], tool: str) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    texts = [item.marked.text for item in items]
    assert disguises.tally(items, disguises.formatted(tool, texts), ".md").share <= MOST
