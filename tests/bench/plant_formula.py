"""Plants faults of a speech's formulas: speeches built of real sections, their opening, transition or closing taken or cut.

The formulas are worded here by themselves, not taken from the rules, so that what is measured does not help to measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from tests.bench.planted import Planted

PER_KIND = 60
RULES = ("formula/opening", "formula/transition", "formula/closing", "formula/salutation")
HEADING = re.compile(r"[一二三四五六七八九十]{1,2}、\S{4,38}$")
MEETINGS = (
    ("全区经济工作会议", "总结去年工作，分析当前形势，部署今年任务"),
    ("全市安全生产工作会议", "深入学习上级会议精神，对安全生产工作再强调、再部署"),
    ("县委农村工作会议", "贯彻落实中央和省市农村工作会议精神，研究部署全县“三农”工作"),
    ("全省开发区建设推进会", "交流经验，查找差距，推动开发区高质量发展"),
    ("区政府廉政工作会议", "对政府系统党风廉政建设和反腐败工作进行安排"),
)
OPENINGS = (
    "今天，我们召开{meeting}，主要任务是{task}。",
    "这次{meeting}，主要任务是{task}。",
    "今天我们在这里召开{meeting}，目的就是{task}。",
    "今天召开的{meeting}，主要是{task}。",
    "经研究，决定召开这次{meeting}，{task}。",
)
SECOND = (
    "刚才，几位同志作了很好的发言，我都同意，请大家认真抓好落实。",
    "去年以来，各级各部门做了大量卓有成效的工作，各项指标好于预期。",
    "前面，几家单位介绍了经验，有很多值得学习的地方。",
)
TRANSITIONS = (
    "下面，我讲{n}点意见。",
    "下面，我再强调{n}个方面。",
    "借此机会，我就做好今年工作谈{n}点看法。",
    "根据会议安排，我讲{n}个问题。",
    "这里，我重点强调{n}项工作。",
)
CLOSINGS = (
    "同志们，任务已经明确，关键在于落实。让我们以更加饱满的热情、更加扎实的作风，为建设富强美丽新城区而努力奋斗！",
    "同志们，一年之计在于春，大家一定要只争朝夕，为加快转型发展、建设现代化新县城贡献力量。",
    "同志们，新的目标催人奋进。让我们携起手来，奋力谱写高质量发展新篇章！",
    "同志们，使命光荣，责任重大。我们一定能够战胜各种困难，夺取今年工作的全面胜利！",
)
THANKS = ("谢谢大家！", "我就讲这些，谢谢。", "最后，祝大家身体健康、工作顺利！")


@dataclass(frozen=True)
class Speech:
    """A speech in its parts; an empty part is left out."""

    title: str
    salutation: str
    opening: str
    second: str
    transition: str
    sections: str
    closing: str

    @property
    def lead(self) -> str:
        """The paragraph above the first heading."""
        return self.opening + self.second + self.transition

    @property
    def text(self) -> str:
        return "\n".join(part for part in (self.title, self.salutation, self.lead, self.sections, self.closing) if part) + "\n"

    def place(self, part: str) -> tuple[int, int]:
        """Where a part stands in the text."""
        at = self.text.rindex(part)
        return at, at + len(part)


def plant(texts: Sequence[tuple[str, str]], random: Random) -> Iterator[Planted]:
    """Speeches with a formula taken out or broken off, and whole ones in which nothing is new."""
    sections = _sections(texts)
    if len(sections) < 4:
        return
    for _ in range(PER_KIND):
        speech = _speech(sections, random)
        name = "speech of real sections"
        gone = replace(speech, opening="")
        yield _planted("opening removed", name, gone, "formula/opening", gone.lead)
        broken = replace(speech, opening=_break_opening(speech.opening, random))
        yield _planted("opening broken off", name, broken, "formula/opening", broken.opening)
        gone = replace(speech, transition="")
        yield _planted("transition removed", name, gone, "formula/transition", gone.second)
        broken = replace(speech, transition=random.choice(("下面，我讲。", "下面，我再强调四个方面的。", "下面，我就。")))
        yield _planted("transition broken off", name, broken, "formula/transition", broken.transition)
        gone = replace(speech, closing="")
        yield _planted("closing removed", name, gone, "formula/closing", speech.sections.rsplit("\n", 1)[-1])
        broken = replace(speech, closing=_break_closing(random))
        yield _planted("closing broken off", name, broken, "formula/closing", broken.closing)
        yield Planted("whole speech (control)", name, speech.text, RULES)
        yield Planted("thanks alone (control)", name, replace(speech, closing=random.choice(THANKS)).text, RULES)
        address = replace(speech, title="在全区植树节活动上的致辞", opening="春回大地，万象更新。", transition="")
        yield Planted("address (control)", name, address.text, RULES)
        report = replace(speech, title="关于全区经济工作情况的报告", salutation="", opening="", transition="", closing="")
        yield Planted("report (control)", name, report.text, RULES)


def _planted(kind: str, name: str, speech: Speech, rule: str, part: str) -> Planted:
    return Planted(kind, name, speech.text, (rule,), speech.place(part))


def _speech(sections: Sequence[str], random: Random) -> Speech:
    meeting, task = random.choice(MEETINGS)
    count = random.choice((2, 3, 4))
    chosen = random.sample(sections, count)
    numbered = [re.sub(r"^[一二三四五六七八九十]{1,2}、", f"{'一二三四'[i]}、", section) for i, section in enumerate(chosen)]
    return Speech(
        f"张三同志在{meeting}上的讲话",
        random.choice(("同志们：", "同志们！", "各位代表，同志们：")),
        random.choice(OPENINGS).format(meeting=meeting, task=task),
        random.choice(SECOND),
        random.choice(TRANSITIONS).format(n="一两三四"[count - 1]),
        "\n".join(numbered),
        random.choice(CLOSINGS),
    )


def _break_opening(opening: str, random: Random) -> str:
    words = re.search(r"主要任务是|目的就是|主要是", opening)
    if words is None or random.random() < 0.3:
        return random.choice(("今天，我们召开全区经济。", "今天，我们召开。", "今天召开的全区经济工作会议，主要任务是。"))
    # Cut right behind the words, or a little further, where a word wants more.
    return opening[: words.end()] + random.choice(("。", "对今年工作的。"))


def _break_closing(random: Random) -> str:
    return random.choice(
        (
            "同志们，任务光荣，责任重大。让我们更加紧密地团结起来，坚定信心，为。",
            "同志们，使命光荣。让我们以更加饱满的热情、更加扎实的。",
            "同志们，新的目标催人奋进。让我们携起手来，抢抓机遇，加快推进各项",
            "同志们，任务已经明确。让我们。",
        )
    )


def _sections(texts: Sequence[tuple[str, str]]) -> list[str]:
    """Sections of real texts, a numbered heading with its paragraphs, that do not end in a call of their own."""
    found: list[str] = []
    for name, text in texts:
        if not name.startswith(("report", "document", "quzhang")):
            continue
        section: list[str] = []
        for line in (*text.splitlines(), "一、末尾的标题"):
            line = line.strip()
            if HEADING.match(line):
                if len(section) > 1 and len(section[-1]) > 40 and not re.search(r"让我们|同志们|[！：]$|…$|^附", section[-1]):
                    found.append("\n".join(section[:6] if len(section) > 6 and len(section[5]) > 40 else section))
                section = [line]
            elif section and line:
                section.append(line)
    return [section for section in found if len(section) < 4000 and section[-1] == "。"]
