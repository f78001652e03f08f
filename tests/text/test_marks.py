"""Marks of Markdown outside Markdown, and what only looks like them."""

from __future__ import annotations

import pytest

from govlint.text.marks import marks


def without(text: str) -> str:
    """The text without its marks."""
    for start, end in reversed(marks(text)):
        text = text[:start] + text[end:]
    return text


@pytest.mark.parametrize(
    "text, bare",
    [
        ("## 一、总体要求", "一、总体要求"),
        ("- 一是抓项目", "一是抓项目"),
        ("* 要点", "要点"),
        ("> 引文", "引文"),
        ("- [ ] 待办", "待办"),
        ("**注意：**后文", "注意：后文"),
        ("坚持**“两个确立”**，", "坚持“两个确立”，"),
        ("1. **提高认识**：加强", "1. 提高认识：加强"),
        ("### **一、总体要求**", "一、总体要求"),
        ("要**高度重视**安全", "要高度重视安全"),
        ("**市场主体**：增加", "市场主体：增加"),
        ("运行`检查`命令", "运行检查命令"),
    ],
)
def test_marks(text: str, bare: str) -> None:
    assert without(text) == bare


@pytest.mark.parametrize(
    "text",
    [
        "张**和李**说",
        "**局和**局会签",
        "被告**公司归还张**和李**的欠款",
        "***同志",
        "姓名____",
        "a_b_c",
        "3*4=12",
        "-3.5%",
        "#1机组",
        "—— 作者",
    ],
)
def test_no_marks(text: str) -> None:
    assert marks(text) == []
