"""The style of the house in a real VS Code: its model's words on hover, its formulas offered, the comparison opened."""

from __future__ import annotations

import pytest

from govlint.house.learn import learn
from govlint.house.models import Models
from govlint.house.profile import profile
from govlint.readers import parse
from govlint.text.source import Source
from tests.e2e.conftest import Open
from tests.house.made import CLOSING, speech

pytestmark = pytest.mark.slow

OTHER = "以上工作，请大家抓紧办好。"


@pytest.fixture(scope="module")
def house() -> dict[str, str]:
    """A workspace whose profile is the house's, with a draft that ends as no model does."""
    models = Models()
    for number in range(8):
        models.add(parse(Source(f"{number}.txt", speech(number))), f"第{number}次会议.txt")
    return {
        "house.yaml": profile(learn(models)),
        "govlint.yaml": "extends: house.yaml\n",
        "讲话.txt": speech(99, closing=OTHER, stretch=3),
    }


def test_the_model_is_quoted_and_compared_with(workbench: Open, house: dict[str, str]) -> None:
    window = workbench(house)
    window.open("讲话.txt")
    window.expect(window.bar).to_contain_text("Speech")
    window.expect(window.squiggles.first).to_be_visible()
    said = window.hover(OTHER[:8])
    window.expect(said).to_contain_text("范文多以“为建设富强美丽新城区贡献力量”收尾（8 篇中 8 篇），这里没有")
    window.expect(said).to_contain_text(CLOSING)
    window.picture("house-hover")
    window.press("Escape")
    window.run("Compare with Model Texts")
    page = window.pages
    window.expect(page.locator("h2").first).to_have_text("突出的地方")
    window.expect(page.locator("ul.out li").first).to_be_visible()
    window.expect(page.locator("ul.out")).to_contain_text(CLOSING)
    window.expect(page.locator(".figures td.strip svg").first).to_be_visible()
    # Its colours are in force inside of the editor, too.
    assert page.locator(".own-mark").first.evaluate("mark => getComputedStyle(mark).fill") != "rgb(0, 0, 0)"


def test_the_formulas_of_the_house_are_offered(workbench: Open, house: dict[str, str]) -> None:
    window = workbench(house | {"讲话.txt": speech(99, closing="").rstrip() + "\n"})
    window.open("讲话.txt")
    window.expect(window.bar).to_contain_text("Speech")
    window.press("Control+End", "Control+Space")
    offered = window.page.locator(".suggest-widget.visible .monaco-list-row")
    own = offered.filter(has_text="为建设富强美丽新城区贡献力量")
    # The next number may come before it, what govlint ships only behind.
    window.expect(own).to_be_visible()
    assert int(own.get_attribute("data-index") or 9) < 2
    window.picture("house-formulas")
    own.click()
    window.expect(window.lines).to_contain_text("为建设富强美丽新城区贡献力量")
