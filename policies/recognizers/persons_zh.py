"""Whether the words around a Chinese name speak of a person or of a thing that is called like one.

Shops, brands and products are named after people, and sound like them: 李宁, 方太, 康佳. What is bought, worn, in
stock, on offer or followed by 牌 and 旗舰店 is none; who says, calls, signs or has a telephone is one. Reads
Simplified characters; knows no name and no brand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.recognizers.either import either
from policies.recognizers.lexicon_context_zh import DOES, GOES_ON, GOODS, HAS, TRADE
from policies.recognizers.lexicon_names_zh import GIVEN, NAMED_AFTER
from policies.recognizers.lexicon_zh import AMBIGUOUS_SURNAMES, COMMON_SURNAMES, COMPOUND_SURNAMES
from policies.recognizers.words import words

_HAS = either(HAS)
_DOES = either(DOES)
# What may stand between a name and what he does.
_ADVERBS = (
    "(?:昨天|今天|前天|昨晚|今早|刚才|刚刚|上周|上次|之前|后来|早上|上午|中午|下午|晚上|已经|经常|总是|一直"
    "|从来|马上|又|也|都|就|还|才|会|要|能|可以|没有|没|不|正在|亲自|当时|给我|跟我|和我){0,3}"
)
_GOES_ON = re.compile(either((*DOES, *GOES_ON)))
_PERSON_AFTER = re.compile(
    rf"{_ADVERBS}{_DOES}|收(?![到货件购费款入藏银])|的{_HAS}(?![\u4e00-\u9fff]?店)"
    r"|[，,、 :：/-]{0,3}(?:电话|手机|\+?\d{3})"
)
# Nouns and adjectives of trade, right behind a name or behind its 的.
_TRADE = (
    r"(?:[\u4e00-\u9fff]{0,2}(?:旗舰|专卖|专营|直营|加盟|连锁|体验|折扣|实体|线下|线上|网)店|门店|专柜|柜台|店铺|总店|分店|品牌|牌子|官方|官网|官微"
    r"|官旗|售后|客服|公司|集团|总部|代言|会员|积分|优惠|折扣|打折|满减|促销|活动|特价|秒杀|预售|直播|广告|正品|真品|假货|仿品|正版"
    r"|新款|新品|新出|新一代|老款|旧款|经典|同款|[这那几哪][款双瓶盒箱]|系列|限量|联名|礼盒|礼包|套装|赠品|小样|产品|商品|货号|货源|型号|配件|耗材|包装"
    r"|质量|品质|做工|面料|尺码|码数|尺寸|颜色|款式|价格|价钱|性价比|保质期|成分|配料|口味|味道|口感|效果|功效|说明书|使用说明|保修|质保"
    r"|股票|股价|APP|App|app|小程序|软件|平台|门票|菜单|套餐|外卖|\d{2,})"
)
_STOCK = (
    r"(?:什么时候|啥时候|何时|几时|几点|多久|还会|会|能|可以|在双.{1,2})?(?:再)?(?:上新|上架|上市|补货|到货|发货|出货|开售|打折|降价|涨价|促销|关门|开门|营业|下架|停产|断货"
    r"|缺货|没货|有货|脱销|售罄|加盟|包邮|送货上门|清仓|闪退|打不开|漏水|掉色|起球|过期|变质|发霉|保修|质保)"
)
_PRAISE = (
    r"(?:好|真|很|太|更|比较|挺|最|蛮|特别|非常|真的|到底|是不是){0,3}(?:好用|耐用|耐穿|好穿|好吃|好喝|好看|难吃|难用|便宜|划算|正宗|实惠|靠谱|贵|甜|咸|香|辣|火)"
    r"|(?:到底|的?)(?:怎么样|怎样|如何|咋样)|多少钱|多大码|怎么卖|卖多少|哪个好|哪款|哪种|哪里产|哪里[有买]|哪儿[有买]|哪有|质量|是什么牌|是哪个?[国家]|是哪里[产的]|是真的|是假"
    r"|[和与跟还比][\u4e00-\u9fffA-Za-z]{1,8}(?:哪[个款家种]|谁更|好用|好吃|更|便宜|贵)|比[\u4e00-\u9fff]{1,6}(?:好|贵|便宜)"
)
_THING_AFTER = re.compile(
    rf"{NAMED_AFTER}|(?:家)?的?(?:{_TRADE})|在(?:哪|[\u4e00-\u9fff]{{0,4}}有)(?:店|门店|专柜|卖)"
)
_THING_SAID = re.compile(
    rf"(?:[这那]款|今天|最近|现在|目前|昨天|今年|产品|已经|到底|一般|都|也|还|又|就|是|的|可以|能){{0,3}}(?:{_STOCK}|{_PRAISE}|发的?(?:什么|哪家|顺丰|中通|圆通|韵达|申通|京东)|(?:会员)?有(?:活动|货|优惠|卖|没有|现货|折|店|门店|专柜|什么))"
)
_THING_BEFORE = re.compile(
    r"(?:[购选代团抢想要退换]?买(?!家|单|方)(?:了|到|过|的是|的|个|点|些|双|件|条|瓶|盒|箱|袋|台|套)?|购买|购入|选购|采购|订购|入手|换成|换了|想换|退了?|退掉|退货|赠送|送的是|送了"
    r"|(?<!不)用(?:了|着|过|的是|的|惯)|穿|戴|喝|吃|抹|涂|喷|搽|品牌(?:是|叫)?|牌子(?:是|叫)?|品牌[:：]|正品|假|仿|国货|国产|进口|喜欢|代言|代理|经销|加盟|有卖|卖的?|销售|搜|搜索|关注|下载|打开"
    r"|怀疑买到|投资|股票|产自|收到(?:的是|了)?|推荐的?是|[一二两三四五六七八九十几\d](?:件|箱|瓶|台|双|盒|份|套|支|款|包|袋|部|条|辆|罐|桶|打|提|款)|楼下|附近有?(?:没有)?|在|比|还是|[品产]牌"
    r"|给我推荐|对|一直用|家里的?|订单里的|新出的|旗下的?)$"
)
# Each of them ends with a character that it names.
_ENDS_TAKEN = frozenset(_THING_BEFORE.pattern) | {"\n"}
_BOUGHT_THERE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,3}店)?(?:买|购|订|下单|消费|办的?卡|充值|吃|换|退|上班|打工|关门|$)"
)
# Where one of these stands near and none speaks of a person, what looks like a name is a brand's.
_TRADED = re.compile(either((*GOODS, *TRADE)))
_NEAR = 12
_CLAUSE_END = re.compile(r"[。！？；!?;\n，,、：:]|$")
# What no person has, whatever his name.
_SHOP = (
    r"(?:[^\W问说在去到找要想来给称嫌比]{0,2}(?:旗舰|专卖|专营|直营|加盟|连锁|体验)店|(?:的?(?:门店|专柜|官方|官网|官微|售后|正品|真品|假货|新款|新品|经典款|限量款?|联名款?|礼盒|礼包))"
    r"|牌(?!照|子大|号)|旗舰|品牌|系列)"
)
_SHOP_AFTER = re.compile(_SHOP)
_SURELY_THING = re.compile(rf"{_SHOP}|{either(word for word in GOODS if len(word) > 1)}")
# 把 … 寄回来, 在 … 买: no person is sent back, or bought at.
_PUT = re.compile(r"[把将在从]$")
_AWAY = re.compile(
    r"(?:寄回|退回|退掉|退了|换成|换掉|换了|送回|包装|拆|修好|装好|发货|发出|下架|(?:[\u4e00-\u9fff]{0,3}店)?(?:买|购|下单|消费|充值|办的?卡))"
)
_SIGNS = frozenset(("", *"，。！？、；：,.!?;: \n"))
# What is liked and compared is a person as well.
_ALSO_OF_PERSONS = frozenset(("比", "还是", "对", "在", "一直用", "喜欢", "搜", "搜索", "关注"))
# None is longer than three characters.
_PERSONS = words(
    """
    客户 用户 会员 员工 顾客 乘客 旅客 游客 患者 病人 学生 学员 家长 同事 朋友 同学 老师 教练 客服 经理 司机 快递员
    骑手 师傅 医生 护士 老板 店长 主任 顾问 销售 业务员 店员 导购 安排 仓库 售后 保安 前台 物业 质检 收银 快递 退给
    送货的 房东 租客 邻居 室友 老公 老婆 爱人 爸 爸爸 妈 妈妈 儿子 妻子 女儿 叔 叔叔 阿姨 先生 女士 转告 通知 告诉
    件人 系人 户人 款人 货人 办人 请人 讼人 责人 管人 诊人 找 让 被 替 帮 陪 约 由 叫 转给 交给 发给 寄给 是我 我是
    叫做 姓名 名字是 是: 是： 为: 为：
    """
)
_PERSON_BEFORE = frozenset(_PERSONS)


def person_follows(text: str, end: int) -> bool:
    """Whether the text goes on as behind a person: he says, his telephone, a number."""
    return _PERSON_AFTER.match(text, end) is not None


def goes_on(text: str, end: int) -> bool:
    """Whether the sentence ends there or goes on as it does behind a person's short name."""
    at_end = end >= len(text) or not "\u3400" <= text[end] <= "\u9fff"
    return at_end or _GOES_ON.match(text, end) is not None


def person_before(text: str, start: int) -> bool:
    """Whether the words before say that a person is meant: 客户, 同事, 转告, 收件人."""
    low = max(0, start - 3)
    end = start - 1 if text[low:start].endswith("\n") else start  # the name on a line of its own
    return any(text[at:end] in _PERSON_BEFORE for at in range(low, end))


def is_shop(text: str, end: int) -> bool:
    """Whether what no person has stands behind: 旗舰店, 品牌, 牌."""
    return _SHOP_AFTER.match(text, end) is not None


def is_thing(text: str, start: int, end: int, *, surely: bool = False) -> bool:
    """Whether the name that stands there is one of a shop, a brand or a product.

    With `surely` only where the words around leave no doubt: for a person's title, or a name that is usual throughout.
    """
    if _SURELY_THING.match(text, end) is not None:
        return True
    if surely or person_before(text, start):
        return False
    if _PUT.search(text, max(0, start - 2), start) and _AWAY.match(text, end):
        return True
    follows = person_follows(text, end)
    if not follows and _THING_AFTER.match(text, end) is not None:
        return True
    if _THING_SAID.match(text, end) is not None:
        return True
    if follows:
        return False
    return _taken(text, start, end) or (
        not _usual(text[start:end]) and trade_near(text, start, end)
    )


def thing_signs(text: str, start: int, end: int) -> Iterator[str]:
    """Which words around speak of a thing: traded, praised, bought, put somewhere."""
    if text[end : end + 1] not in _SIGNS:  # no word begins with one
        if _SHOP_AFTER.match(text, end) is not None:
            yield "shop's behind"
        elif _THING_AFTER.match(text, end) is not None:
            yield "trade behind"
        if _THING_SAID.match(text, end) is not None:
            yield "praise behind"
    if start and _taken(text, start, end):
        before = _THING_BEFORE.search(text, max(0, start - 6), start)
        weak = before is not None and before[0] in _ALSO_OF_PERSONS
        yield "liked before" if weak else "bought before"
    if _PUT.search(text, max(0, start - 2), start) and _AWAY.match(text, end):
        yield "put away"


def _usual(value: str) -> bool:
    """Whether it is a full name of characters that names have: words of trade stand near persons as well."""
    surname = 2 if value[:2] in COMPOUND_SURNAMES else 1
    known = surname == 2 or value[:1] in COMMON_SURNAMES - AMBIGUOUS_SURNAMES
    return known and len(value) > surname and all(c in GIVEN for c in value[surname:])


def trade_near(text: str, start: int, end: int) -> bool:
    """Whether a word of trade stands in the same clause: shortly before, or behind."""
    stop = _CLAUSE_END.search(text, end)
    high = min(stop.start() if stop is not None else end, end + _NEAR)
    if _TRADED.search(text, end, high) is not None:
        return True
    low = max(0, start - _NEAR)
    for sign in _CLAUSE_END.finditer(text, low, start):
        low = sign.end() or low
    return _TRADED.search(text, low, start) is not None


def _taken(text: str, start: int, end: int) -> bool:
    """Whether what stands before says that it is bought, worn, liked, or a place to buy at."""
    if text[start - 1 : start] not in _ENDS_TAKEN:
        return False
    before = _THING_BEFORE.search(text, max(0, start - 6), start)
    if before is None:
        return False
    word = before[0]
    if word == "在":
        return _BOUGHT_THERE.match(text, end) is not None
    if word == "对":
        return text.startswith(("不满", "很满", "失望"), end)
    if word in ("比", "还是", "楼下"):
        stop = _CLAUSE_END.search(text, end)
        return stop is not None and stop.start() - end <= 3
    return True
