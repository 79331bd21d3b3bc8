# ruff: noqa: E501 - templates
"""Sentences of service dialogues into which names and addresses go, by language, and code-mixed ones."""

from __future__ import annotations

from random import Random

from benchmarks.redaction import kinds_china, kinds_world, people, places
from benchmarks.redaction.cases import Case, Maker, Value, fill


def _kind(label: str, make):  # type: ignore[no-untyped-def]
    return lambda rng: Value(make(rng), label)


_IDENTIFIERS: dict[str, Maker] = {
    "mobile": _kind("PHONE_NUMBER", kinds_china.mobile_plain),
    "usphone": _kind("PHONE_NUMBER", kinds_world.us_phone),
    "mail": _kind("EMAIL_ADDRESS", kinds_world.email),
    "id": _kind("CN_ID_CARD", kinds_china.resident_id),
    "wechat": _kind("CN_SOCIAL_ID", kinds_china.wechat),
    "plate": _kind("CN_LICENSE_PLATE", kinds_china.plate),
}
MAKERS: dict[str, Maker] = {
    **_IDENTIFIERS,
    "zh": people.person_zh, "zhshort": people.person_zh_short, "hant": people.person_hant,
    "en": people.person_en, "given": people.given_en, "titled": people.titled_en, "lower": people.lower_en, "upper": people.upper_en,
    "addr": places.address_zh, "addrhk": places.address_hk, "addrtw": places.address_tw,
    "place": places.address_en, "street": places.street_en, "eu": places.address_eu, "pinyin": places.address_pinyin,
}  # fmt: skip

NAMES_EN = (
    "My name is «en» and I never got the parcel.", "Hi, this is «given», I called yesterday about the heating.", "I'm «en», the booking should be under that name.", "«en» here. Could you resend the invoice?", "You can put it under «en».",
    "Please ask «titled» to call me back.", "The technician, «en», left without fixing it.", "I spoke with «given» last Tuesday and she promised a refund.", "Name: «en»", "Regards,\n«en»", "Thanks so much!\n- «given»", "It's registered to my husband, «en».",
    "hey its «lower», still no update on my order", "my name's «lower» btw", "Passenger: «upper»", "Can you add «en» and «en» to the reservation?", "Dear «titled»,\nthank you for waiting.", "«given» told me to restart the router.", "The account holder is «en», I am her daughter «given».",
    "Cc: «en» <«mail»>", "«en» paid for it, not me.", "Is «given» still working in your billing team? He helped me last time.", "{\"first_name\": \"«given»\", \"note\": \"call after 5\"}", "| guest | nights |\n|---|---|\n| «en» | 3 |", "I would like to book a table for «en», four people, 7 pm.",
    "My son «given» is allergic to nuts.", "Could the driver «given» please leave it at the door?", "Good afternoon, «titled» speaking.", "who am i talking to? im «lower»", "«en»'s appointment was moved without notice.", "Patient: «en», follow-up in two weeks.", "«en»",
)  # fmt: skip
ADDRESSES_EN = (
    "Please ship it to «place».", "My address is «place», the bell is broken.", "Deliver to: «place»", "I moved to «place» last month.", "I live at «street».", "We are at «street», next to the bakery.", "The leak is at «place» - please send somebody today!", "Billing address «place»", "Address:\n«place»\nCountry: see above",
    "can u pick me up at «street» around 8", "The parcel went to «place» but I never lived there.", "send the replacement to «place» pls", "{\"shipTo\": \"«place»\", \"express\": true}", "Our office moved from «street» to «place».", "«place»", "The engineer should come to «eu».", "My parents live at «eu», can you deliver there?", "My hotel is at «pinyin».", "Is «street» inside the free delivery zone?", "taxi from «street» to the airport please",
)  # fmt: skip
NAMES_ZH = (
    "我叫«zh»，想查一下订单。", "你好，我是«zh»，上次的退款还没到。", "收件人：«zh»", "姓名：«zh»", "麻烦找一下«zhshort»。", "刚才是«zhshort»接的电话吧", "订单是用我老公«zh»的名字下的", "机主«zh»，已经实名了", "«zh»，女，32岁，前天挂的号", "请把票改成«zh»的名字", "上门的师傅叫«zh»，态度很好", "«zhshort»您好，您的快件已到驿站",
    "联系人写«zh»就行", "我朋友«zh»推荐我来的", "病人«zh»昨天出院的", "是«zh»签收的，不是我", "投诉你们客服«zh»，说话太冲了！", "乘客«zh»和«zh»两位，明天早上的", "«zhshort»说今天能送到的", "持卡人姓名«zh»", "户主：«zh»（已迁出）", "这边帮您转接«zhshort»，请稍等", "孩子叫«zh»，上二年级", "{\"name\": \"«zh»\", \"type\": \"退货\"}", "我姓名是«zh»，别写错字了", "本人«zh»申请退款", "«zh»", "辛苦«zhshort»了哈", "房东«zh»不肯退押金", "跟«zh»确认过了，可以发货",
)  # fmt: skip
ADDRESSES_ZH = (
    "寄到«addr»。", "我的地址是«addr»，放门口就行", "收货地址：«addr»", "我家住«addr»", "送到«addr»，到了打电话", "地址改成«addr»可以吗？", "师傅什么时候到«addr»啊", "公司在«addr»，工作日收货", "上门维修地址«addr»，下午都在", "我现在在«addr»这边，定位不准", "{\"address\": \"«addr»\"}", "从«addr»搬到«addr»，大概多少钱", "«addr»", "户籍地址为«addr»。", "发票寄«addr»，谢谢",
)  # fmt: skip
BOTH_ZH = (
    "收件人«zh»，电话«mobile»，地址«addr»", "«zh» «mobile» «addr»", "«addr»，«zh»收，«mobile»", "姓名：«zh»\n电话：«mobile»\n地址：«addr»", "帮我寄给«zh»，«addr»，手机«mobile»，谢谢",
)  # fmt: skip
BOTH_EN = (
    "Ship to «en», «place», phone «usphone»", "Name: «en»\nAddress: «place»\nEmail: «mail»", "«en»\n«place»", "I'm «en», I live at «street» and my number is «usphone».", "Deliver to «given» at «place» please",
)  # fmt: skip
HK = (
    "我叫«hant»，想查下張訂單", "唔該送去«addrhk»", "收件人：«hant»，地址：«addrhk»", "我係«hant»，部冷氣壞咗", "«hant»你好，你嘅包裹到咗", "住喺«addrhk»，麻煩快啲", "地址：«addrhk»", "聯絡人«hant»", "可唔可以改送«addrhk»？", "今日同«hant»講過電話，佢話會退錢",
)  # fmt: skip
TW = (
    "您好，我是«hant»，想詢問訂單進度", "請寄到«addrtw»，謝謝", "收件人：«hant»\n地址：«addrtw»", "我住在«addrtw»", "麻煩幫我轉接«hant»", "訂購人姓名«hant»", "配送地址改為«addrtw»可以嗎？", "«hant»的健保卡忘記帶了", "維修人員«hant»昨天有來過", "地址是«addrtw»，樓下有管理員",
)  # fmt: skip
MIXED = (
    "我的 email 是 «mail»，please 尽快回复", "Hi, 我叫«zh», my phone is «mobile»", "please ship to «addr», 谢谢", "我是«en»，护照名字也是这个", "Call me at «usphone» 或者加微信«wechat»", "My name is «zh»，手机号«mobile»，thanks", "收件人 «en»，地址 «addr»", "I live in «addr», 请帮我改一下",
    "这个order是«given»下的，她的mail：«mail»", "WeChat：«wechat»，name：«zh»", "我老板«en»让我follow up一下这个case", "地址写 «place» 就可以，收件人«zh»", "ID: «id», 姓名 «zh», pls check", "帮我update一下address：«place»", "«zh» («given») called about the refund, 电话«mobile»", "车牌«plate»，driver 是«zhshort»",
    "Dear «titled»，您的包裹已到«addr»", "麻烦cc给«en» «mail»", "my 身份证 is «id» ok?", "房客«en»明天check in，电话«usphone»",
)  # fmt: skip

GROUPS: dict[str, tuple[str, ...]] = {
    "names en": NAMES_EN, "addresses en": ADDRESSES_EN, "name and address en": BOTH_EN,
    "names zh": NAMES_ZH, "addresses zh": ADDRESSES_ZH, "name and address zh": BOTH_ZH,
    "traditional, Hong Kong": HK, "traditional, Taiwan": TW, "code-mixed": MIXED,
}  # fmt: skip
LANGUAGE_GROUPS = {
    "en": ("names en", "addresses en", "name and address en"),
    "zh": ("names zh", "addresses zh", "name and address zh"),
}


def sentence(group: str, rng: Random) -> Case:
    """One sentence of a group with its slots filled."""
    template = rng.choice(GROUPS[group])
    return fill(template, MAKERS, rng, shape_of(template))


def shape_of(template: str) -> str:
    """The slots of a template, to say what was missed without quoting it."""
    return " + ".join(part.partition("»")[0] for part in template.split("«")[1:]) or "none"
