"""Makes soundalikes.npy: words of two characters, each beside the words that sound or look like it and stand where it does not.

    python -m tests.tables.soundalikes TRAINING

A row is the word as it is written, the word that may be meant (two code points each), and whether both sound the same but for
the tone; in the others z and zh, c and ch, s and sh, n and ng are taken for each other. Words are those of jieba's dictionary
that are in use and tell of something; what may be meant stands in the texts OFTEN times.
A pair is left out where the texts put both beside the same words (制订, 制定): what each of their neighbours says is weighed
by how few words it stands beside, and SHARED is how much of it they may have in common. To these come what is no word and
looks like one that stands in the texts IN_USE times (租凭, 租赁): one character is another of a group that is listed here.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import jieba
import numpy as np
import rjieba
from pypinyin import lazy_pinyin

from govlint.likelihood.measures import SOUNDALIKES as PATH
from tests.tables.training import lines

OFTEN = 30
IN_USE = 15
KNOWN = 5
USED = 20
SHARED = 0.1
_NUMERALS = frozenset("〇一二三四五六七八九十百千万亿两几第")
_ALIKE = (
    "讯汛迅 失矢 赁凭 撂摞 辑缉楫 拖施 稿槁搞 折拆析 拔拨 末未 己已巳 茸葺 菅管 徒徙 侯候 培陪倍赔部 暑署 竞竟 "
    "贷货 券卷 技枝 抢枪 杨扬场 幅福副富 密蜜秘 辨辩辫瓣 赢羸 冶治 洽恰 晴睛 喝渴竭遏揭 驰弛 愉偷渝逾喻愈 "
    "检捡俭险验 徽微徵 侍待持恃 慎填镇 暮幕墓慕募 梁粱 盲肓 戍戌戊 拴栓 赡瞻檐 怡贻殆怠 燥躁噪澡操 概慨溉 "
    "籍藉 疆僵缰 崇祟 博搏膊缚 低底抵砥 帐账胀 驻住注柱 磋蹉 磨摩 栽载裁戴 抱报 孤弧狐 狠狼很恨 哀衰衷 遗遣 "
    "援缓暖 陷馅 键健 促捉 茶荼 历厉励 敝蔽弊 徘诽排 峻俊竣骏浚 诡跪 粟栗 漫慢蔓 缀掇辍 遂逐 瓜爪 诊疹珍 "
    "宵霄消 宣喧渲 坎砍 崎歧 梢稍 绕饶浇挠烧晓 堤提 钓钩 免兔 毫豪 享亨 昧味 拭试 辟僻劈 沮阻咀租组 抉决块快 "
    "祛怯 讫迄 炼练 湍喘揣 湛堪勘 蹋塌 综踪棕 沟构购 勤谨 抹沫 俯府腑 庭廷挺艇 梯涕 嘱瞩 茅矛 贯惯 坏怀 纠纪 "
    "拢扰 抚扶 拌伴 挂桂 植殖值 振震赈 贿赂 脏赃 拘抱 凋调雕 决诀 清请情晴 坊防妨访 仿彷 恢诙 粮根 裸课棵颗 "
    "惜借错措 捕铺哺辅 峰锋蜂逢 歼奸 杆竿秆 拓柘 挫锉 倒捣 侦贞 仓沧苍 凌陵 弘泓 伐代 伏优 使便 侧测厕 偿赏 "
    "债绩积 僧增赠 决块 减碱 凑奏 划戈 刑型形 剩乘 势执 勉免 匀均 升井 卓桌 协胁 原源 反返 发拨 叙途 叶协 "
    "吊币 吩纷 含合 味妹 哄洪 园圆 团困 址趾 垦恳 埋理 域城 堂党 塔搭 墟虚 壤嚷 奖浆 奋夺 奏泰 妇归 委季 "
    "孩该核 宏雄 审申 宽完 寓遇 导异 尉慰 层屋 屈届 岗冈刚 巩恐 帆帜 帮邦 库裤 廉兼 弹单 往住 律津 循盾 忘妄 "
    "恶恩 悔诲 惊凉 愿原 扎礼 抄钞 折拆 拾给 挖控 捷睫 掠惊 掏淘 描瞄 摸模膜 摘滴 撒撤 擅檀 攻功巩 效郊 敲毃 "
    "旋族施 旱早 映央 晋普 暂渐 村材 杜社 析折 枉旺 架驾 柔揉 桥侨轿 棉绵锦 榜傍 橡像 歇渴 殷段 汇江 沧苍 "
    "沿治 泊怕拍 泄世 洗冼 洒酒 派脉 渔鱼 港巷 湖潮 溃馈 滥烂 滞带 潜替 澄登 灌罐 炉护 烘供 煤媒谋 牧收 犹尤 "
    "环坏 班斑 瑞端 番蕃 畅扬 疗辽 疫疾 皮披 益溢 睹堵赌 矿旷 砖转传 破坡 祥详 租祖 秧映 税说 稳隐 穿川 竖坚 "
    "笼宠 筑巩 算莫 箱厢 粗祖 纳纲 绘给 续读 缴激邀 罗逻 联朕 聘骋 肥把 胜性 脱说 膳善 舆與 艰跟 芒茫 荐存 "
    "萌荫 蒙朦 蓄畜 薪新 虑虎 蚀饰 融隔 袭龙 裕浴 覆履 誉举 谐楷 谣遥 贩版 贫贪 贴粘 赈震 赋斌 赖懒 趋超 "
    "践贱浅 踏蹈 躬射 轨轧 辆俩 辖割 迎仰 述术 逊孙 逮隶 遴邻 邮油 酬酌 酿良 铁轶 销消削 锻缎 锤捶 阅悦 陋漏 "
    "降除 陡徒 隶逮 雇顾 霸坝 韧忍 预顶 颁领 颂须 额频 驱枢 骗编遍 魄魂"
)
"""Characters that look alike, in groups; most share what gives them their sound."""
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"))


def main() -> None:
    counts, beside = _counts(sys.argv[1])
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    sounds = {}
    for word in _words(counts):
        sounds[word] = lazy_pinyin(word)
        groups[tuple(map(_loosely, sounds[word]))].append(word)
    spread = Counter(neighbour for of in beside.values() for neighbour in of)
    rows = [
        (*map(ord, written), *map(ord, meant), int(sounds[written] == sounds[meant]))
        for group in groups.values()
        for written in group
        for meant in group
        if written != meant and counts[meant] >= OFTEN and _shared(beside[written], beside[meant], spread) < SHARED
    ]
    rows += [(*map(ord, written), *map(ord, meant), 2) for written, meant in _misshapen(counts, set(sounds))]
    np.save(PATH, np.array(sorted(set(rows)), np.uint16), allow_pickle=False)


def _misshapen(counts: Counter[str], words: set[str]) -> Iterator[tuple[str, str]]:
    """What is no word and looks like one of those that are known."""
    others: dict[str, set[str]] = defaultdict(set)
    for group in _ALIKE.split():
        for character in group:
            others[character] |= set(group) - {character}
    for word in words:
        if counts[word] >= IN_USE:
            for at in (0, 1):
                for other in others[word[at]]:
                    written = word[:at] + other + word[at + 1 :]
                    if written not in words and not counts[written]:
                        yield written, word


def _words(counts: Counter[str]) -> Iterator[str]:
    for row in Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, tag = row.split(" ")
        han = len(word) == 2 and all("\u4e00" <= c <= "\u9fff" for c in word)
        if han and tag[0] in "nvas" and tag != "nr" and (int(frequency) >= USED or counts[word]) and _NUMERALS.isdisjoint(word):
            yield word


def _counts(folder: str) -> tuple[Counter[str], dict[str, Counter[tuple[int, str]]]]:
    """How often each word stands in the texts, and how often beside which longer words, before and behind it."""
    counts: Counter[str] = Counter()
    beside: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    for line in lines(folder):
        words = ["", *rjieba.cut(line, hmm=False), ""]
        for before, word, after in zip(words, words[1:], words[2:], strict=False):
            if len(word) == 2:
                counts[word] += 1
                beside[word].update((side, other) for side, other in ((0, before), (1, after)) if len(other) > 1)
    return counts, beside


def _loosely(sound: str) -> str:
    for strict, loose in _INITIALS:
        if sound.startswith(strict):
            sound = loose + sound[len(strict) :]
    return sound[:-1] if sound.endswith(("ang", "eng", "ing")) else sound


def _shared(written: Counter[tuple[int, str]], meant: Counter[tuple[int, str]], spread: Counter[tuple[int, str]]) -> float:
    """How much of what stands beside the one stands beside the other, too."""
    weights = {other: count / (1 + spread[other] / KNOWN / 10) for other, count in written.items()}
    total = sum(weights.values())
    if sum(written.values()) < KNOWN or not total:
        return 0.0
    return sum(weight for other, weight in weights.items() if meant[other] >= max(2, written[other] / KNOWN)) / total


if __name__ == "__main__":
    main()
