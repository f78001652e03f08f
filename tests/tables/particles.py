"""Makes particles.txt: which words published texts put beside 的, 地 and 得.

    python -m tests.tables.particles TRAINING

Beside 的 means BEFORE times before it, or BEHIND times behind it (behind 地 one in STRAY may be a slip of the texts or of the
segmenter); a word of one character says too little to count. Adverbs are listed here by hand, and some verbs that the
dictionary has as nouns; verbs are also the words of two characters that jieba's dictionary tags so and the texts hold COMMON
times, and hold behind an adverb and 的 at most twice, or SELDOM times and at most once. Manner is what that dictionary tags
as an adverb, an adjective or an idiom.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import jieba
import rjieba

from govlint.language.particles import PATH
from tests.tables.training import lines

BEFORE = 20
BEHIND = 5
COMMON = 100
SELDOM = 20
STRAY = 200
_ADVERBS = (
    "认真 清醒 完整 合理 规范 扎实 深入 积极 切实 有效 广泛 严格 主动 自觉 全面 科学 稳步 有力 正确 充分 坚决 坚定 坚定不移 "
    "毫不动摇 持续 努力 紧紧 牢牢 "
    "紧密 密切 深刻 准确 及时 迅速 快速 高效 平稳 妥善 稳妥 严肃 热情 热烈 衷心 诚恳 真诚 虚心 耐心 细致 周密 精心 用心 全力 "
    "全力以赴 创造性 逐步 逐渐 高度 更好 更快 更多 更加 进一步 大幅 大幅度 最大限度 最大程度 实实在在 扎扎实实 认认真真 "
    "踏踏实实 因地制宜 与时俱进 持之以恒 坚持不懈 始终如一 旗帜鲜明 理直气壮 满怀信心 满腔热情 卓有成效 富有成效 灵活 巧妙 "
    "生动 简单 片面 盲目 机械 随意 任意 强烈 清楚 清晰 顺利 圆满 成功 出色 勇敢 果断 大胆 冷静 辩证 精准 有步骤 有计划 有组织 "
    "有重点 分期分批 自发 自主 自愿 无私 默默 悄悄 深情 亲切 高兴 兴奋 激动 愉快 自豪 极大 深深 真正 真实 如实 忠实 刻苦 "
    "顽强 "
    "齐心协力 同心同德 不断 始终 高质量 高标准 高水平 高效率 全方位 全身心 有针对性 科学合理 有条不紊 "
    "反复 不停 不懈 孜孜不倦 夜以继日 义无反顾 毫不犹豫 源源不断 循序渐进 雷厉风行 设身处地 实事求是"
)
ADVERBS = frozenset(_ADVERBS.split())

_VERBS = (
    "总结 落实 分析 研究 宣传 检查 发动 利用 组织 防止 支持 保护 服务 整改 核查 排查 部署 调研 谋划 梳理 学习 执行 维护 推动 "
    "领会 测量 劝导 核实"
)
VERBS = frozenset(_VERBS.split())

_FREE = (
    "我们 大家 各级 各部门 各地 各单位 同志们 将 才 就 都 也 还 又 并 而且 并且 从而 以便 如何 怎样 不断 继续 更 一定 务必 "
    "始终 一直 坚持 来 去 着力 敢于 善于 已经 正在 同时 更为 十分 非常 比较 、 和"
)
"""What may stand before an adverb in its clause without governing it: who, what must be done, and how."""
_NO_MANNER = "曾经 原先 全新 来之不易 接下来 成千上万 数以万计 有关 重要 主要 大型 相关 这样 那样 一般"
"""What the dictionary tags so, and says nothing of a deed."""
_MODALS = "要 必须 应 应当 应该 须 需要 能 能够 可以 会 才能 让 使"
"""Verbs that another verb follows: what stands before them has no part in it."""


def main() -> None:
    beside: dict[str, Counter[tuple[str, str]]] = {particle: Counter() for particle in "的地得"}
    common: Counter[str] = Counter()
    behind: Counter[str] = Counter()
    for line in lines(sys.argv[1]):
        words = ["", *rjieba.cut(line, hmm=False), ""]
        common.update(words)
        for before, word, after in zip(words, words[1:], words[2:], strict=False):
            if word in beside:
                beside[word].update((("before", before), ("behind", after)))
                if word == "的" and before in ADVERBS:
                    behind[after] += 1
    rows = {"adverbs": sorted(ADVERBS), "free": _FREE.split(), "modals": _MODALS.split()}
    for particle in "地得":
        for side, least in (("before", BEFORE), ("behind", BEHIND)):
            rows[f"{side} {particle}"] = sorted(
                word
                for (where, word), n in beside["的"].items()
                if where == side
                and n >= least
                and _is_han(word)
                and beside[particle][side, word] <= (n // STRAY if (particle, side) == ("地", "behind") else 0)
                and word not in ADVERBS
            )
    verbs = (word for word, tag in _tags() if tag in ("v", "vn") and len(word) == 2)
    often, seldom = COMMON, SELDOM
    rows["verbs"] = sorted(
        {*VERBS, *(w for w in verbs if (common[w] >= often and behind[w] <= 2) or (common[w] >= seldom and behind[w] <= 1))}
    )
    manner = (word for word, tag in _tags() if tag in ("d", "ad", "z", "a", "i") and len(word) > 1)
    rows["manner"] = sorted({word for word in manner if common[word] > 2} - ADVERBS - {*_NO_MANNER.split()})
    PATH.write_text("".join(f"{key}: {' '.join(words)}\n" for key, words in rows.items()), encoding="utf-8", newline="\n")


def _is_han(word: str) -> bool:
    return len(word) > 1 and all("\u4e00" <= c <= "\u9fff" for c in word)


def _tags() -> list[tuple[str, str]]:
    rows = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8").splitlines()
    return [(word, tag) for word, _, tag in (row.split(" ") for row in rows)]


if __name__ == "__main__":
    main()
