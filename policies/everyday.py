"""Everyday words that are also names, and Chinese words that a name's characters may be a piece of.

A value that is one of these is found again only with a context of its own. Word classes of the two
languages, not examples. Knows no value and no rule.
"""

from __future__ import annotations

from policies.recognizers.lexicon_en import NOT_NAMES, STOP_WORDS
from policies.recognizers.lexicon_zh import AFTER_NAME_WORDS
from policies.recognizers.words import words

# English given names and surnames that are words, months, titles or places; what JSON and chat bodies say.
_ENGLISH = frozenset(
    words(
        """
    will mark hope grace faith joy may june april august summer autumn rose lily bill frank art rich
    gene dean grant chase drew pat sue ray dawn eve amber ruby holly ivy iris olive pearl violet daisy
    heather ginger penny sunny rob nick miles wade skip chip buddy angel christian major prince king
    queen duke earl young long short brown white black green gray grey gold silver stone wood woods
    hill lake park rivers banks price cash rice bush case day field fields fish ford fox good hall hunt
    lane law little love moon page parks pool reed rock sharp small snow street strong swift wise best
    baker cook cooper carter mason taylor porter potter turner walker hunter fisher butler gardner
    bishop pope abbott dean judge clark cross church bell ball bond book bridge brook camp cole cotton
    crane dale drake english french german fair fast flower forest freeman french frost gates gay glass
    golden grove hand hardy harper head hood house ice jewel job keen key kind knight land lamb large
    lawn leaf link lock lord low major male many march marsh mercy merit mills mint miss moody moss
    mountain nice noble north south east west november october september january february old order
    ocean pace paige paris london page parish patience paul pen piper place plant point pole pond poor
    post power pride proud read real rest ring river road robin rush sage sale sand saint savage scott
    serenity sky smart song sparrow speed spring star steel sterling storm sweet tall temple terry
    tiger time tower town trinity true truly vale valley van victor view virtue ward waters way weeks
    wells wild wilder winter wolf worth wren china india france chase jordan israel georgia virginia
    carolina dakota austin houston dallas phoenix sydney melbourne washington lincoln dollar destiny
    harmony justice liberty melody genesis journey chance chief coach captain carol clay cliff colt
    curt dick don guy hank harry hazel honey jack jean jewel joe john josh juan lance laurel max mike
    misty pierce randy reggie rusty sandy sky stew stormy tad timber tom trip troy van woody
    customer client user agent buyer seller member manager driver courier friend guest admin support
    service assistant system tool tools function functions model role content text type name message
    messages stream stop true false null none object array string number integer boolean required
    properties description parameters default test hello welcome please order orders address mister
    phone email account question answer thanks product store shop team company office
        """
    )
)
_CHINESE = frozenset(
    words(
        """
    高兴 高明 高级 高手 高度 高端 高价 高速 高温 方便 方向 方法 方案 方式 方面 常见 常用 常规 安静
    安心 安全 安装 安排 万能 万一 白天 白色 黄色 黄金 金额 金钱 金色 马上 马路 江山 温度 温馨 温暖
    成功 成长 成都 成本 成为 向上 向前 向往 时间 时光 时候 任何 任务 任性 应该 应用 盛大 和平 和谐
    平常 平时 平安 平台 平均 全部 全家 连接 连续 能力 关系 关心 关闭 关于 夏天 夏季 秋天 秋季 冬天
    冬季 春天 春节 明天 明白 明显 明年 明确 明细 明星 明明 明亮 文明 文件 文字 文化 文章 文本 华为
    华丽 国庆 国家 国内 国际 国外 国产 元旦 元宝 余额 余下 水平 水果 光明 光临 光荣 胜利 解放 建设
    建议 建立 建国 开心 开始 可可 可爱 小时 小心 小区 小说 小子 大小 最小 从小 减小 较小 缩小 美丽
    美好 自强 富强 坚强 加强 强烈 强制 强调 强度 强大 生活 生产 生日 生气 生意 生成 生效 先生 学生
    医生 发生 产生 健康 健身 阳光 天气 天天 今天 昨天 每天 当天 后天 白云 云朵 思考 意思 心情 中心
    放心 雪花 下雪 红色 红包 红旗 海外 海关 海洋 海南 上海 刚才 刚刚 刚好 超过 超时 超级 超市 敏感
    静音 伟大 杰出 辉煌 欣赏 子女 孩子 电子 样子 妹子 句子 家庭 家人 大家 国王 王子 王国 女王 小王子
    张开 一张 几张 两张 主张 紧张 夸张 慌张 陈列 陈述 刘海 杨树 赵云 周末 周一 周二 周三 周四 周五
    周六 周日 上周 下周 本周 每周 一周 周年 周期 周围 周到 孙子 朱红 胡乱 胡说 何时 何必 如何 为何
    任何 林业 森林 罗列 郑重 感谢 谢谢 多谢 谢意 唐代 许多 也许 允许 许可 韩国 冯 邓 曹 彭 曾经 肖像
    田地 董事 袁 潘 于是 由于 等于 对于 终于 关于 蒋 蔡 余地 业余 其余 杜绝 叶子 树叶 茶叶 程度 程序
    过程 流程 工程 日程 苏打 魏 吕 丁香 沈 姚 卢 姜汤 崔 钟头 分钟 时钟 钟表 金融 基金 现金 石头 夏令
    付款 支付 交付 付费 方才 对方 地方 官方 双方 白白 明白 熊猫 秦 江河 长江 史上 历史 顾客 回顾 照顾
    顾问 毛巾 毛病 万事 一万 万元 钱包 价钱 多钱 严重 严格 武器 莫名 汤圆 康复 健康 文具 牛奶 易于 容易
    交易 贸易 乔 齐全 整齐 包裹 包装 书包 钱包 面包 包含 包括 打包 尚未 时尚 高尚 舒服 舒适 老王 老师
    老板 老公 老婆 老人 老家 老是 老客 小米 小吃 小费 小组 小结 小票 小写 小程 小数 小型 小票 小件
    客服 客户 顾客 用户 会员 会话 店家 商家 卖家 买家 您好 你好 谢谢 请问 快递 物流 订单 退款 发货 收货
    手机 电话 地址 姓名 密码 微信 支付宝 淘宝 京东 顺丰 中通 圆通 申通 韵达 邮政 建军 建业 立春 立夏
    新年 新建 新生 重新 最新 全新 更新 创新 创建 中文 英文 语文 作文 中国 全国 外国 祖国 爱国 美国 德国
    英国 法国 多少 少年 青年 青春 志愿 同志 意志 勇敢 勇气 英勇 洋溢 海军 军人 军队 将军 冠军 永远 永久
    长久 长期 长度 成年 晨光 早晨 清晨 宁静 安宁 清楚 清洁 清单 新华 中华 精华 豪华 繁华 如意 满意 愿意
    注意 同意 主意 生意 意见 春风 东风 台风 风险 风格 龙头 水龙 雨天 下雨 大雨 雨水 晴天 晴朗
    高興 國家 時間 方便 開心 關心 電話 手機 訂單 謝謝 您好 紅色 紅包
        """
    )
) | frozenset(AFTER_NAME_WORDS)


def is_everyday(value: str) -> bool:
    """Whether a value, in any case, is a word of everyday language."""
    low = value.lower()
    return low in _ENGLISH or low in STOP_WORDS or low in NOT_NAMES or low in _CHINESE


def joins_a_word(text: str, start: int, end: int) -> bool:
    """Whether the first or the last character of a Chinese stretch makes a word with its neighbour."""
    return text[max(0, start - 1) : start + 1] in _CHINESE or text[end - 1 : end + 1] in _CHINESE
