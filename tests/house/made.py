"""Speeches of a house that is made up: alike in their formulas, ordinals and names, different in what they say."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

_WHO = ("各镇街", "区发改部门", "区住建部门", "区教育部门", "区民政部门", "各责任单位", "区农业部门", "区商务部门")
_HOW = ("认真", "逐项", "主动", "按时", "全力", "扎实", "稳妥", "从严")
_DO = ("落实", "推进", "完成", "检查", "安排", "清理", "解决", "跟踪")
_WHAT = ("重点项目", "民生实事", "安全生产", "招商引资", "秋收备耕", "环境整治", "就业服务", "信访积案", "校舍改造", "道路养护")
_WHEN = ("年底以前", "本月之内", "汛期到来以前", "开学以前", "一季度", "上半年")
_HEADS = (
    "认清形势，明确任务",
    "突出重点，狠抓落实",
    "转变作风，严守纪律",
    "加强领导，压实责任",
    "改进服务，方便群众",
    "堵住漏洞，确保安全",
)
CLOSING = "让我们齐心协力，为建设富强美丽新城区贡献力量。"
NAME = "区招商引资领导小组"


def speech(
    number: int,
    closing: str = CLOSING,
    ordinals: Sequence[str] = "一二三四",
    inline: str = "一是",
    name: str = NAME,
    stretch: int = 1,
    paragraphs: int = 5,
) -> str:
    """One speech. `ordinals` are the numbers of its headings, `inline` what its points begin with; `stretch` clauses make a
    sentence as long as two did."""
    random = Random(number)

    def clause() -> str:
        return f"{random.choice(_HOW)}{random.choice(_DO)}{random.choice(_WHAT)}"

    def sentence() -> str:
        parts = [clause() for _ in range(random.choice((2, 3)) * stretch)]
        return f"{random.choice(_WHEN)}，{random.choice(_WHO)}要{'，'.join(parts)}。"

    said = [f"张三同志在全区第{number}次经济工作会议上的讲话", "同志们："]
    said.append(f"今天，我们召开全区经济工作会议。{sentence()}下面，我讲{len(ordinals)}点意见。")
    for mark, head in zip(ordinals, random.sample(_HEADS, len(ordinals)), strict=True):
        said.append(f"{mark}、{head}" if len(mark) == 1 else f"{mark}{head}")
        said += ["".join(sentence() for _ in range(random.choice((3, 4, 5)))) for _ in range(paragraphs - 1)]
        points = [inline, inline.replace("一", "二"), inline.replace("一", "三")]
        said.append("要做到三点：" + "；".join(point + clause() for point in points) + f"。{name}要加强检查。")
    said.append(f"同志们，{clause()}，任务很重。{closing}")
    return "\n".join(said) + "\n"
