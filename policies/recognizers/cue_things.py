"""Words for numbers that are nobody's: an order's, a product's, an error's. Knows no cue."""

from __future__ import annotations

import regex

from policies.recognizers.cue_links import SEPARATOR
from policies.recognizers.located import located

_REACH = 40  # characters in which they stand before a number
_THING = (
    r"(?:orders?|tracking|shipments?|parcel|package|waybill|invoices?|tickets?|case|reference|ref|"
    r"confirmation|booking|reservation|transaction|request|po|rma|quote|quotation|sku|upc|ean"
    r"|isbn|issn|"
    r"gtin|asin|barcodes?|part|item|product|article|model|style|lot|batch|catalog(?:ue)?|error"
    r"|bug|build|"
    r"version|firmware|release|issue|incident|coupon|promo|voucher|timestamp|ts|time|uuid|guid|"
    r"sequence|page|doi|patent|flight|train|room|gate|seat|hash|commit)"
)
_ZH_THING = (
    "订单|訂單|运单|運單|快递|物流|单号|單號|工单|流水|发票|發票|退款单|退货单|包裹|型号|型號|货号|貨號|条码|条形码"
    "|商品编码|商品编号|产品编号|产品编码|版本|固件|批号|批次|编码|时间戳|错误码|报错|优惠券|券码|兑换码|车次|航班"
    "|交易号|交易单|交易编号|案件编号|预约号|预订号|票号|受理号|申请号|合同编号|合同号|期号|书号|股票|代码|单据"
)
# 税务代码, 身份代码, 财政代码 and 银行代码 are a person's all the same.
_NOT_OWN = "(?!(?<=[务務政份保行民别別证證全序算构構人])代码)"
_NEAR_THING = located(rf"{_THING}|{_ZH_THING}", regex.IGNORECASE)
_AFTER_THING = regex.compile(
    rf"(?:(?<![A-Za-z]){_THING}|{_NOT_OWN}(?:{_ZH_THING}))(?:s|'s)?(?:{SEPARATOR}|号码|编号|号|码|是|为|#|(?:no"
    rf"|num)\."
    r"|(?:numbers?|no|num|ids?|code|is|was|are|code|of|the|your|my)(?![0-9A-Za-z]))*+\Z",
    regex.IGNORECASE,
)


def names_a_thing(text: str, start: int) -> bool:
    """Whether the words right before `start` announce the number of an order, a product, a version…"""
    low = max(0, start - _REACH)
    near = _NEAR_THING.may_begin(text, low, start)
    return near and _AFTER_THING.search(text[low:start]) is not None
