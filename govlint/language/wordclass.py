"""Words by what they do at the head or the end of a heading or a limb: verbs, what stands before them, predicates, openings."""

from __future__ import annotations

from govlint.text.lazyregex import lazy


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


VERBS = frozenset(
    _words(
        """
        监管 加强 加快 加大 完善 健全 建立 推进 推动 深化 强化 提高 提升 增强 扩大 优化 落实 抓好 抓实 抓住 抓牢
        抓紧 抓细 做好 做强 做优 做大 做实 做细 做活 坚持 突出 聚焦 着眼 立足 紧扣 紧盯 围绕 统筹 促进 形成 汇成 细化 定好
        订好 备好 备足 备齐 选对 用准 调整 统一 攻克 攻坚 倒排 实施 开展 发展 培育 打造 构建 创新 改善 保障 保护
        改进 规范 严格 严守 严肃 严明 压实 夯实 巩固 拓展 拓宽 创建 建设 建好 建强 用好 用活 用足 管好 管住 管控
        守住 守牢 守好 把握 把牢 把好 认清 明确 摸清 查清 理清 厘清 弄清 搞好 办好 办实 搭建 搭好 整合 盘活 激发
        释放 调动 凝聚 汇聚 营造 宣传 引导 鼓励 支持 扶持 培养 引进 选准 选好 选派 选优 配强 锤炼 锻造 转变 改革
        开放 增加 减少 降低 减轻 化解 防范 防控 治理 整治 整顿 清理 清查 排查 开好 打好 打赢 打牢 打响 打通 破解
        破除 解决 消除 补齐 补强 弥补 补足 强健 争取 争创 争当 力争 确保 实现 完成 谋划 制定 编制 出台 修订 组织
        成立 召开 动员 部署 安排 督促 督导 监督 检查 考核 评估 验收 总结 推广 表彰 兑现 奖励 追究 查处 惩治 打击
        维护 稳定 稳住 稳妥 关心 关注 关爱 服务 方便 帮助 听取 收集 征求 畅通 公布 公示 筹集 筹措 拨付 发放 严查
        严惩 严防 严控 严管 狠抓 苦练 提振 振奋 坚定 树立 树牢 弘扬 传承 发扬 发挥 彰显 丰富 繁荣 壮大 培训 充实
        配齐 配备 改造 升级 扩充 拉动 挖掘 开发 利用 节约 绿化 美化 净化 肯定 正视 看到 找准 对准 瞄准 锚定 履行
        承担 遵守 执行 贯彻 学习 领会 传达 掌握 了解 熟悉 实行 推行 探索 试行 倡导 提倡 纠正 整改 反对 克服 杜绝
        避免 防止 抢抓 抢占 深挖 唱响 办结 保持 端正 理顺 落细 当好 种好 养好 护好 报送 上报 确定 划定 核实 登记
        采取 赋能 助推 带动 辐射 延伸 串联 补链 厚植 涵养 擦亮 叫响 做精 做深 做透 抓早 盯紧 盯住 拧紧 织密 扎紧
        扎牢 筑牢 绷紧 管严 收紧 放活 放宽 激活
        """
    )
)
"""Verbs of two characters with which headings and limbs of official texts open; 组织, 服务 and the like are nouns as well."""

SINGLE_VERBS = frozenset(
    "稳促调惠防抓强补保扩优建引育治提降去增减转改守护创兴富拓破立查控压清拆绿亮净美争比学赶帮扶解办通畅聚凝管用讲重树正严铸夯筑搭谋求"
    "出带领走下听问看访送暖消打扫挖堵疏排整纠停审盯修铺种养添惩练扛扬顾除撑挑担拼抢攻闯卫架浚灭救筹投融招选配考评奖罚督敬爱助济脱摘链干"
)
"""Verbs of one character with which a limb of three opens (稳增长)."""

ADVERBS = _words(
    """
    全面 扎实 着力 切实 进一步 不断 持续 深入 大力 全力 奋力 积极 主动 努力 充分 牢固 牢牢 坚决 认真 广泛
    合理 科学 有序 稳步 统一 分类 分级 分批 精准 高效 严密 择优 按时 及时 从严 从快 真正 始终 更好 更加注重
    更加突出 坚定不移 坚持不懈 持之以恒 毫不动摇 毫不松懈 因地制宜 加力 提前 超前 优先 重点 集中 同步 协同
    联动 层层 逐级 定期 着重 注重 继续 依法 依规 加速 全程 创造性
    """
)
"""What may stand before such a verb."""

PREDICATES = _words(
    """
    到位 清楚 清晰 明白 充足 齐全 透明 过硬 公开 不足 不够 困难 弱化 有力 有效 有序 有方 明显 显著 平稳 稳定 薄弱 滞后 短缺
    缺乏 落后     单一 不高 不强 不实 不严 不清 不全 不畅 不平衡 不充分 较大 较小 较多 较少 较高 较低 较弱 较差 较强 到人
    到户 到岗 到村 到边 到底 从严 优先 为先 为要 为本 为主 过关 达标 提速 增效 提质 向好 见效 跟上 压实
    浓厚 良好 健全 完善 增强 提升 深化 加快 更加… 不断… 持续… 全面… 稳步… 显著… 明显… 进一步…
    逐步… 总体… 日益… 日趋… 大幅… 有所… 得到… 有待… 亟待… 亟需… 不够… 不太… 依然… 仍然…
    尚未…
    """
)
"""What a subject with its predicate ends with; 更加… is 更加 with the two to six characters behind it."""

LEADS = _words(
    """
    是否 有没有 能不能 会不会 敢不敢 该不该 愿不愿 敢于 善于 勇于 乐于 甘于 勤于 精于 不怕 不惧 更加注重 更加
    坚决不 决不 绝不 从不 人人 事事 处处 时时 件件 个个 家家 户户 村村 越来越 真正 有的 无论 不论 不管 哪里有
    什么时候 以 从 用 靠 向 把 让 变 为
    """
)
"""Openings that several limbs share on purpose, longer ones before those that they begin with."""


DEGREES = ("很", "更", "十分", "非常", "特别")
"""What says how much of what follows."""


def opens_with_verb(limb: str) -> bool:
    """Whether a limb opens with one of the verbs, be it behind 要 and adverbs, and has something behind it."""
    limb = limb.removeprefix("要")
    bare = limb
    while limb.startswith(ADVERBS):
        limb = limb[len(next(filter(limb.startswith, ADVERBS))) :]
    # 从严监管 needs no object.
    return (limb[:2] in VERBS and (len(limb) > 2 or limb is not bare)) or (limb[:1] in SINGLE_VERBS and len(limb) == 3)


_ENDINGS = tuple(word for word in PREDICATES if not word.endswith("…"))
# 可持续发展 is nothing that goes on.
_GOING_ON = lazy("..(?<!可)(?:" + "|".join(word[:-1] for word in PREDICATES if word.endswith("…")) + ").{2,6}$")


def ends_in_predicate(limb: str) -> bool:
    """Whether a limb ends with one of the predicates and has something before it."""
    if len(limb) < 4:
        return False
    return limb.endswith(_ENDINGS) or _GOING_ON.search(limb) is not None
