"""What stands at the edges of pages and is no part of the text."""

from __future__ import annotations

import pytest

from govlint.pages.furniture import Furniture
from govlint.pages.rows import Row, rows_of
from govlint.pages.sheet import Glyph

HEIGHT = 800
BODY = (*range(130, 670, 60),)


def row(text: str, base: float) -> Row:
    (made,) = rows_of([Glyph(char, 100 + 12 * at, 112 + 12 * at, base, 12) for at, char in enumerate(text)])
    return made


def left(*pages: list[Row]) -> list[list[str]]:
    """What is text on each page."""
    furniture = Furniture()
    for page in pages:
        furniture.look(page, HEIGHT)
    return [[each.text for each in furniture.without(page, HEIGHT)] for page in pages]


def body(number: int) -> list[Row]:
    return [row(f"第{'甲乙丙丁戊己庚辛壬癸子丑寅卯'[number]}面正文{at}", base) for at, base in enumerate(BODY)]


@pytest.mark.parametrize(
    ("pages", "with_head", "is_furniture"),
    [(5, 2, False), (5, 3, True), (10, 3, True), (11, 3, False), (13, 4, True), (14, 4, False)],
)
def test_what_stands_on_many_pages_is_furniture(pages: int, with_head: int, is_furniture: bool) -> None:
    """On three at least, and on three of ten."""
    heads = [[row("内部资料注意保存", 60)] * (number < with_head) for number in range(pages)]
    told = left(*([*head, *body(number)] for number, head in enumerate(heads)))
    assert [len(page) - len(BODY) for page in told] == [int(bool(head) and not is_furniture) for head in heads]


@pytest.mark.parametrize(("base", "is_furniture"), [(119, True), (120, True), (121, False), (679, False), (680, True)])
def test_furniture_stands_near_an_edge(base: float, is_furniture: bool) -> None:
    told = left(*([[row("内部资料注意保存", base), row("正文", 300), row("正文", 400 + 40 * n)] for n in range(3)]))
    assert all(("内部资料注意保存" not in page) == is_furniture for page in told)


def test_no_more_than_three_rows_at_an_edge_are_furniture() -> None:
    heads = [row(f"公报{char}", base) for char, base in zip("甲乙丙丁", (30, 50, 70, 90), strict=True)]
    feet = [row(f"页下{char}", base) for char, base in zip("甲乙丙丁", (710, 730, 750, 770), strict=True)]
    told = left(*([*heads, *body(number), *feet] for number in range(3)))
    assert all((page[0], page[1][:3], page[-2][:3], page[-1]) == ("公报丁", f"第{c}面", f"第{c}面", "页下甲") for page, c in
               zip(told, "甲乙丙", strict=True))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        *(
            (text, True)
            for text in ("1", "1234", "— 12 —", "-- 3 --", "Ⅳ", "xviii", "第1页", "第一页　共三页", "第 2 页/共 9 页")
        ),
        *((text, True) for text in ("Page 3 of 9", "3/9", "2024/11/29 14:05", "2024年1月2日 下午 3:04　通知")),
        *((text, True) for text in ("https://a.cn/b　第 1/9 页", "file:///a　1/1")),
        *((text, False) for text in ("12345", "--- 3 ---", "第12345页", "第一章", "3/9页完", "通知　1/1", "2024年1月2日")),
    ],
)
def test_numbers_of_pages_and_what_a_browser_prints(text: str, is_number: bool) -> None:
    assert left([row("正文", 300), row(text, 780)]) == [["正文"] if is_number else ["正文", row(text, 780).text]]
