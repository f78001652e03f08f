"""How a document looks on paper, as far as its file says so: pages, fonts, indents; knows no text and no format."""

from __future__ import annotations

from dataclasses import field, fields

from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_SIZES = {
    42: "初号",
    36: "小初",
    26: "一号",
    24: "小一",
    22: "二号",
    18: "小二",
    16: "三号",
    15: "小三",
    14: "四号",
    12: "小四",
    10.5: "五号",
    9: "小五",
}
_NAME = lazy("[（：，]")
_ALIGNED = {"left": "左", "right": "右", "center": "居中", "both": "两端"}


@frozen
class Page:
    """The pages from a line on. Lengths are millimetres; `pitch` and `step` are points, 0 where there is no grid."""

    line: int = field(default=1, metadata={"help": "从原文第几行起是这样的页面"})
    width: float = field(default=0, metadata={"help": "纸宽（毫米）"})
    height: float = field(default=0, metadata={"help": "纸高（毫米）"})
    top: float = field(default=0, metadata={"help": "上边距（毫米）"})
    bottom: float = field(default=0, metadata={"help": "下边距（毫米）"})
    left: float = field(default=0, metadata={"help": "左边距（毫米）"})
    right: float = field(default=0, metadata={"help": "右边距（毫米）"})
    pitch: float = field(default=0, metadata={"help": "文档网格的行距（磅）"})
    step: float = field(default=0, metadata={"help": "文档网格的字距（磅）"})

    @property
    def area(self) -> tuple[float, float]:
        """The width and height that text may fill, in millimetres."""
        return self.width - self.left - self.right, self.height - self.top - self.bottom


@frozen
class Look:
    """A paragraph: what most of its characters are set in, and how its lines stand.

    `font` is that of Chinese characters, "" where the file does not say; `size` and `leading` are points, 0 where it does
    not say or where the leading follows the font; `marks` is the Latin font that some of its quotation marks, dashes or
    ellipses are set in, "" where none is; `first` (the first line's, beyond `left`), `left` and `right` are
    indents in characters.
    """

    font: str = field(default="", metadata={"help": "中文字体"})
    size: float = field(default=0, metadata={"help": "字号（磅），三号是 16"})
    align: str = field(default="", metadata={"help": "对齐：left、right、center、both"})
    left: float = field(default=0, metadata={"help": "左缩进（字）"})
    right: float = field(default=0, metadata={"help": "右缩进（字）"})
    first: float = field(default=0, metadata={"help": "首行缩进（字）"})
    leading: float = field(default=0, metadata={"help": "固定行距（磅）"})
    gridded: bool = field(default=False, metadata={"help": "行距是否随文档网格"})
    marks: str = field(default="", metadata={"help": "引号、破折号、省略号所用的西文字体（都用中文字体则不写）"})


@frozen
class PageNumber:
    """The number at the foot or head of the pages, with what stands round it; `font` is that of its digits.

    `odd` and `even` are the sides of such pages that it stands on, as in `Look.align`; "" where that cannot be told.
    """

    text: str = field(default="", metadata={"help": "文字（页码连同左右的线，如“— 1 —”）"})
    font: str = field(default="", metadata={"help": "数字的字体"})
    size: float = field(default=0, metadata={"help": "字号（磅）"})
    odd: str = field(default="", metadata={"help": "单页上在哪边：left、right、center"})
    even: str = field(default="", metadata={"help": "双页上在哪边：left、right、center"})


@frozen
class Head:
    """What stands at the head of every page but perhaps the first: words, "" for none, and a line across the page."""

    text: str = field(default="", metadata={"help": "页眉的文字"})
    ruled: bool = field(default=False, metadata={"help": "页眉有没有横线"})


@frozen
class Layout:
    """A whole document: its pages in order, and a look for each line of the source from the first on."""

    pages: tuple[Page, ...] = field(default=(), metadata={"help": "页面，一节一项"})
    lines: tuple[Look, ...] = field(default=(), metadata={"help": "各行的样子，依次一行一项"})
    number: PageNumber | None = field(default=None, metadata={"help": "页码"})
    head: Head | None = field(default=None, metadata={"help": "页眉"})

    def look(self, line: int) -> Look:
        """How a 1-based line of the source looks."""
        return self.lines[line - 1] if line <= len(self.lines) else Look()

    def __str__(self) -> str:
        """In Chinese, for the reader of an example."""
        said = [f"页面：{_told(page)}" for page in self.pages]
        said += [f"第{line}行：{told}" for line, look in enumerate(self.lines, 1) if (told := _told(look))]
        said += [f"页码：{_told(self.number)}"] if self.number else []
        said += [f"页眉：{_told(self.head)}"] if self.head else []
        return "；".join(said) or "没有页码"


def named_size(points: float) -> str:
    """A size as Chinese typesetters call it (三号), or in points."""
    return _SIZES.get(points) or f"{points:g}磅"


def _told(part: Page | Look | PageNumber | Head) -> str:
    """What a part says beyond saying nothing, in the words of its fields' help."""
    told = []
    for each in fields(part):
        value = getattr(part, each.name)
        if value != each.default:
            shown = _ALIGNED.get(value, value) if isinstance(value, str) else "是" if value is True else f"{value:g}"
            told.append(f"{_NAME.split(each.metadata['help'])[0]} {shown}")
    return "，".join(told)
