"""Whether words between a cue and a value say that the value is the cue's, although others stand there too.

"What is your PIN? Customer: sure, it is 4821", "我的密码换了，新的是…", "the code you sent is …": the last
clause before the value must hold nothing but words of saying, or the cue's own clause must end in one. A new
subject ("my PIN is lost, the amount is …") breaks the bridge. Knows no cue and no form of a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from policies.recognizers.scripts import both_scripts

_REACH = 130  # characters between a cue and its value, at most
CLAUSE = 76  # and within one clause
_CANDIDATES = 6
SCORE = 0.74
STRAY = 0.6
_PER_CHARACTER = 0.001

YEAR = re.compile(r"(?:19|20)\d{2}")
_DIGIT = re.compile("[0-9]")
TIME = re.compile(
    r"[\[(（]?(?:\d{4}[-/]\d{1,2}[-/]\d{1,2}[ T])?\d{1,2}:\d{2}(?::\d{2})?"
    r"(?: ?[AaPp][Mm])?[\])）]?[ ,-]{0,3}(?=\S)"
)
_ROLE = (
    r"(?:customer|client|user|caller|agent|support|rep|representative|advisor|operator|me|you"
    r"|assistant|bot|human"
    r"|visitor|patient|guest|member|buyer|seller|system|staff|clerk|teller|nurse|doctor"
    r"|applicant|employee|q|a|i|c|u"
    r"|客户|用户|顾客|客人|买家|卖家|会员|患者|病人|来电人?|坐席|座席|客服|人工|接线员|专员|助手|机器人|店家|商家|我|答|问|家属|住户|业主"
    r"|客戶|用戶|顧客|客服人員)"
)
# The beginning of a turn in a chat; a name may speak where a question was asked.
_TURN = re.compile(
    rf"(?:^|\n|(?<=[?？。.!！]))[ \t>*\"'\[【（(-]{{0,4}}{_ROLE}(?: ?[\d一二三四]{{1,2}})?"
    rf"(?: ?[(（][^()（）\n]{{1,20}}[)）])?"
    r"[\]】)）*\"']{0,3} ?(?:[:：>]|说[:：，])\**",
    re.IGNORECASE,
)
_NAMED_TURN = re.compile(r"\n[ \t>*-]{0,3}(?:[A-Z][a-z.]+ ?){1,3}:|\n[\u4e00-\u9fff]{2,4}[:：]")
_SPEAKS = re.compile("[:：>说]")
_ASKED = re.compile(r"[?？]|\byour?\b|[您你]|please|请")
_BORDER = re.compile(
    r"[.,!?;\n。，！？；、…]|\b(?:and|but|because|since|while|whereas|then|plus|so|or|although|though"
    r"|whose|when|if)\b"
    r"|而且|但是?|并且|所以|因为|另外|还有|以及|然后|如果",
    re.IGNORECASE,
)
# Where or for what the cue is: "record number at the hospital 5970034".
_PLACE = re.compile(
    r"\s(?:at|for|from|of|with|on|in)\s(?:(?!not\b|and\b|or\b|is\b|room|order|ticket"
    r"|page)[A-Za-z'’.-]{2,14}(?:\s|(?=[(（\[:：]))){1,4}[(（\[:：]?\s?\Z"
)
_SENTENCE = re.compile(r"[.!?;\n。！？；…]")
_SAID = (
    r"it's|it’s|its|it|is|was|are|were|be|been|being|that's|that’s|that|this|these|those|the|a"
    r"|an|new|old|one|ones"
    r"|right|correct|actual|actually|real|should|would|will|could|may|might|must|as|follows"
    r"|reads?|says?|said|now|here's"
    r"|here|you|go|so|and|but|no|nope|not|yes|yeah|yep|yup|ok|okay|sure|please|well|um+|uh+"
    r"|hmm+|ah|oh|thanks|thank|i'm"
    r"|i’m|im|i|think|thought|believe|guess|mean|meant|try|using|changed?|updated?|set|to|my"
    r"|mine|me|we|our|his|her"
    r"|their|sorry|wait|hold|on|just|let|see|again|still|supposed|want|absolutely|certainly|of"
    r"|course|problem|hi|hello"
    r"|hey|alright|great|fine|good|there|sec|second|moment|got|found|have|has|had|current"
    r"|currently|latest|instead"
    r"|probably|apparently|definitely|can|give|gave|read|out|for|with|from|by|at|use|used|enter"
    r"|put|make|reading"
    r"|number|no\.|code|id|goes|then|repeat|spell|spelled|write|down|written|starts?|in|full"
    r"|following|below|above"
    r"|he|she|they|him|them|told|sent|send|card|entered|typed|tried|wrote|asked|requested|needed"
    r"|wanted"
    r"|received|provided|listed|shown|printed|noted|typing|putting|inserted|submitted|filled"
    r"|chose|gives?|showing"
    r"|namely|pasted?|copied|copy|copying|generated|attached|correctly|begins?|ends?|scanned"
    r"|picked|selected|reset"
    r"|following|exactly|simply|always|only|spelt|somewhere|maybe|perhaps|you'll|i'll|would|like"
    r"|same|too|also|else"
    r"|looks?|like|using|yours|ours|every|time|system|screen|form|letter|app|correction|change"
    r"|update|whole|letters?"
    r"|digits?|figures?|numbers|remember|confirm|checked|check|looked|look|reading|off|today"
    r"|yesterday|earlier|just"
)
_SAID_ZH = (
    "复制|粘贴?|贴|生成|结果|后台|前台|页面|屏幕|出来|你看|您看|看|先|出|来|打印|截图|拍|拿|得|完整|整|串|条|行|组|一个|两个"
    "|三个|上|里|中|下面|底下|另|刚|才|从|按|照|发现|"
    "也就是|这边|那边|我的|您的|你的|他的|她的|我|您|你|他|她|本人|应该是|应该|好像是|好像|可能|大概|大约|记得|更正为|更正|改成|改为|改|修改为|正确的?|对的|新的?"
    "|旧的?|换成|换|换的|其实是|其实|实际上?|不是|才|给|念|报|听好|记一下|记|这样|这个|那个|这|那|就是|是的|是|为|叫|填写?|填|写|输入?|发|如下"
    "|在|在这里?|里|收到|行|没问题|谢谢|好的|好|嗯+|哦|噢|啊|呀|哈|呢|吧|哎|稍等|马上|可以|用|到|一下|您好|你好|请|麻烦|查到|找到|了|的"
    "|现在|目前|最新的?|以后|以|重新|再|说|报给您|号码|编号|号|码|有|上面|下面|显示|登记|预留|當前|這個|這|應該是|應該|為|對|給|您記一下|填了|填的|输了"
    "|输入了|写了|写的|用了|用的|报的|发来|发了|那一栏|这一栏|栏|处|项|应为|以|为准|重发|一遍|查了|看了|看看|看到|上写|写着|刚才|刚刚|说错|错|准确|还|没有?变"
    "|不变|依然|仍然?|只|念|一遍|重复|提供|完整|最后|上次|今天|昨天|朋友|银行|系统|短信|收|确认|您看|你看|告诉|听|清楚"
)
_WORDS = re.compile(
    both_scripts(
        rf"(?:[\s:：=\"'“”‘’「」《》()（）\[\]{{}}*`_|~–—#>→-]|{_SAID_ZH}"
        rf"|(?<![A-Za-z])(?:{_SAID})(?![0-9A-Za-z]))*+\Z"
    ),
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"(?:\b(?:is|was|are|were|be|been|being|reads?|says?|said|shows?|contains?|equals?|to|as|use"
    r"|used|with|entered|typed"
    r"|tried|wrote|write|put|gave|inserted|submitted|enter|type|got|received|goes|namely)"
    r"|[:：=＝>→|是为成用填写叫到為新以][了的着入过]?|还是|记得|收到|即|输入?了?|报[了的]?)"
    r"[\s\"'“‘「(（*`]*\Z",
    re.IGNORECASE,
)
_IDLE = " \t\r\n\"'“‘「(（*`"
_SAYING = 16  # characters of the longest word of saying, at most
_LED = (
    rf"[\s:：=\"'“”‘’()（）\[\]*`|,，?？<–—-]|\.\s|{_SAID_ZH}|登记|预留|注册|绑定|作为|当作?|当成|设为|设成|存为|设置"
    rf"|作|做|当做|填在|填到|输在|这[串条行组张]"
    rf"|(?<![A-Za-z])(?:{_SAID}|as|under|into|down|which|when|asked|still|always|use|recorded"
    rf"|registered|saved|stored"
    rf"|entered|box|field|correct|file|what|see|whether|if|exact|one|(?:is|was|does|did|do)n['’]t"
    rf"|no longer|work(?:s|ed|ing)?|accept(?:s|ed)?|reject(?:s|ed)|valid|recogni[sz]ed|allowed|taken"
    rf"|where|asks|asking|needs?|belongs|known|never|ever|any ?more)(?![0-9A-Za-z])|提示|当|當"
)
# What belongs to the cue's own name: "我的*支付*密码", "my *new router* password".
_MINE = r"(?:(?<=[我您你他她人的为成作做当是个示\s])[\u3400-\u9fff]{1,5}|[A-Za-z-]{2,8}\s?)?\Z"
_NAMED = (
    r"\b(?:my|the|our|your|his|her|their|as|a|an)\s+(?:(?-i:[A-Za-z]?[a-z'’-]{1,14})\s+){1,3}"
    + _MINE
)
_BACKWARDS = re.compile(
    both_scripts(rf"(?:(?!{_NAMED})(?:{_LED}))++(?:{_NAMED}|{_MINE})"), re.IGNORECASE
)
# An answer to what somebody typed: 输入4821提示密码错误.
_TYPED = re.compile(r"[输輸填写寫打用试試入][了的入]?[\s:：,，\"“「]*\Z")
# No sign of those words.
_NO_LED = re.compile(r"[0-9;!/&@#$%^+~{}\\_。！；、《》【】…]|\.(?!\s)")
# What may stand behind a value that others than link words lead to: the end of a clause, or a polite word.
_CLOSED = re.compile(
    r"\s*(?:$|[.,!?;:)(\]}\"'”’」】》<|*`~～^。，！？；：）（、…]|[-–—]\s|\n|[\u4e00-\u9fff]"
    r"|(?:and|but|not|instead|thanks?|thx|please|pls|if|can|could|would|will|is|now|today|right"
    r"|ok|okay|so|as|btw"
    r"|for|on|in|at|with|from|that|this|which|i|you|sir|madam|then|again)\b)",
    re.IGNORECASE,
)


_ASKS = re.compile(r"[?？]|\b(?:provide|enter|give|tell)\b|[请给报]", re.IGNORECASE)
_FULL_STOP = re.compile(r"[.!?](?=\s|$)|[。！？\n]")
# Words for what has numbers, sums and days of its own.
_OTHER = re.compile(
    both_scripts(
        r"\b(?:orders?|track(?:ing)?|shipments?|parcels?|packages?|waybills?|invoices?|tickets?"
        r"|cases?|references?|ref|bookings?"
        r"|reservations?|transactions?|po|rma|quotes?|sku|upc|ean|isbn|asin|barcodes?|parts?"
        r"|items?|products?|models?|styles?"
        r"|lots?|batch(?:es)?|errors?|bugs?|builds?|versions?|firmware|releases?|coupons?|promo"
        r"|vouchers?|flights?|trains?|rooms?"
        r"|gates?|seats?|hash|commit|paid|pay|pays|payments?|cost|costs|prices?|totals?|amounts?"
        r"|sums?|fees?|balances?|refunds?"
        r"|charged?|charges|usd|eur|gbp|rmb|dollars?|pounds?|on|since|until|before|after|dated?"
        r"|street|road|avenue|lane|house|flat"
        r"|apartment|suite|unit|bus|line|call|phone|dial|fax|hotline|zip|postcode|postal|id of"
        r"|population|distance|height|weight"
        r"|size|page|chapter|article|score|points|miles|steps|version|serial|patent)\b"
        r"|订单|运单|快递|物流|单号|工单|流水|发票|退款|包裹|型号|货号|条码|商品|产品|版本|固件|批号|编码|时间|错误|报错|优惠|券|车次"
        r"|航班|交易|案件|预约|预订|票|受理|申请|合同|期|书|股票|代码|金额|价|元|块|付|花|费|余额|充值|积分|热线|客服电话|邮编|门牌|房间"
        r"|号楼|路|街|日期|于|拨打|致电|热线|楼|重量|尺寸|参数|配置|销量|库存|评分"
    ),
    re.IGNORECASE,
)
# What is still the cue's own name.
_OWN = re.compile(
    r"(?:s|['’]s)?(?:\s?(?:numbers?|no\b\.?|num\b\.?|nr\b\.?|ids?\b"
    r"|#))?(?:(?<=[A-Za-z])\.(?=\s(?-i:[a-z(])))?",
    re.IGNORECASE,
)


def bridged(
    text: str, begin: int, values: Iterable[tuple[int, int]]
) -> tuple[int, int, float] | None:
    """(start, end, score) of the value that the cue before `begin` announces from afar; None when none does.

    `values` are the places of what has the form of one behind the cue, in order.
    """
    own = text[begin : begin + 2]  # a digit of the cue's own: CVV2, phone1
    begin += own[:1].isdigit() and not own[1:].isdigit()
    stop = begin + _REACH
    begin = _OWN.match(text, begin).end()  # type: ignore[union-attr]  # it may be empty
    for tried, (start, end) in enumerate(values):
        if start > stop or tried == _CANDIDATES:
            return None
        if start < begin:
            continue
        gap = _gap(text, begin, start)
        if gap is None or (YEAR.fullmatch(text, start, end) and _ASKS.search(gap) is None):
            return None
        if _CLOSED.match(text, end) is not None and _leads(gap):
            return start, end, round(SCORE - _PER_CHARACTER * len(gap), 3)
    return None


def _gap(text: str, begin: int, start: int) -> str | None:
    """What stands between a cue and a value, without times of day; None where a number does."""
    gap = text[begin:start]
    if _DIGIT.search(gap) is not None:
        gap = TIME.sub("", gap)
        if _DIGIT.search(gap) is not None:
            return None
    return gap


def stray(text: str, begin: int, start: int, end: int) -> tuple[int, int, float] | None:
    """(start, end, score) of a long number in the cue's own sentence or the next, with no other thing named there.

    The dual of `bridged`: the words between may be any but those of another number, a sum or a thing.
    """
    if start > begin + _REACH or not _strong(text[start:end]):
        return None
    if _CLOSED.match(text, end) is None or (gap := _gap(text, begin, start)) is None:
        return None
    if len(_FULL_STOP.findall(gap)) > 1 or _OTHER.search(gap) is not None:
        return None
    return start, end, round(STRAY - _PER_CHARACTER * len(gap), 3)


def _strong(value: str) -> bool:
    """Whether a value is too long for a count, a price, a year or the name of a model."""
    digits, size = sum(map(str.isdigit, value)), sum(map(str.isalnum, value))
    return digits >= 6 or (size >= 8 and digits >= 4)


def led_back(text: str, at: int, start: int, end: int) -> tuple[int, int, float] | None:
    """(start, end, score) of the value at these places where words lead to it from the cue behind it, at `at`.

    "I used V for the cue"; None where they do not.
    """
    if end < at - CLAUSE or YEAR.fullmatch(text, start, end) or text.startswith("的", end):
        return None
    if _NO_LED.search(text, end, at) is not None:
        return None
    link = _BACKWARDS.fullmatch(text, end, at)
    if link is None or not any(map(str.isalpha, link[0])):
        return None
    if "提示" in link[0] and _TYPED.search(text, max(0, start - 8), start) is None:
        return None
    return start, end, SCORE


def _leads(gap: str) -> bool:
    """Whether the words between a cue and a value end in a clause that only says."""
    if len(_SENTENCE.findall(gap)) > 6:
        return False
    turn = None
    if _SPEAKS.search(gap) is not None:
        turn = _last(_TURN, gap) or (_last(_NAMED_TURN, gap) if _ASKED.search(gap) else None)
    border = _last(_BORDER, gap if turn is None else gap[turn:])
    if border is None and turn is None:
        if len(gap) > CLAUSE:
            return False
        tail = max(0, len(gap.rstrip(_IDLE)) - _SAYING)
        return (_SAYS.search(gap, tail) or _PLACE.fullmatch(gap)) is not None
    last = gap[(turn or 0) + (border or 0) :]
    return _WORDS.match(last) is not None


def _last(pattern: re.Pattern[str], gap: str) -> int | None:
    """Where the last match ends."""
    end = None
    for found in pattern.finditer(gap):
        end = found.end()
    return end
