"""Numbers of orders, parcels and tickets: nobody's own; a pack may still take them out."""

from __future__ import annotations

import re

from policies.recognizers.bare import UNLIKELY
from policies.recognizers.base import NOT_WORD_AFTER, Rule, RuleRecognizer
from policies.recognizers.cue_page import long_token
from policies.recognizers.cued import Cue, CuedRecognizer
from policies.recognizers.known_names import is_common
from policies.recognizers.words import words

_CAMPAIGN = re.compile(r"([A-Z]{3,10})\d{1,4}([A-Z]{2,6})?")
_SHOPS_WORDS = frozenset(
    words(
        """
    january february march april june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday xmas vip off all now bfcm promo bonus refer student loyalty cashback
    """
    )
)


class OrderNumberRecognizer(CuedRecognizer):
    """Order and tracking numbers in context; the default pack keeps them."""

    label = "ORDER_NUMBER"
    cues = (
        Cue(
            "order number",
            "orders?|tracking|shipment|parcel|package|invoice|ticket|case|reference"
            "|confirmation|booking|reservation|waybill|transaction|purchase order|rma|request",
            r"#?(?=[0-9A-Za-z-]{0,12}\d{2})[0-9A-Za-z][0-9A-Za-z-]{4,35}",
            loose=False,
            before=False,
        ),
        Cue(
            "订单号",
            "(?:订单|快递|运|物流|单|工单|流水|发票|退款单|退货单|包裹|交易|受理|取件|预约|訂單|運)(?:编?号码?|单号|ID|單號)|订单|运单|快递"
            "|流水",
            r"#?(?=[0-9A-Za-z-]{0,12}\d{2})[0-9A-Za-z][0-9A-Za-z-]{4,35}",
            loose=False,
            before=False,
        ),
    )
    mark = long_token("[0-9A-Za-z-]", 5, digits=2)

    def weigh(self, value: str, score: float) -> float:
        """Weaker than any cue for a person's number; SAVE20 and JUNE15 are a campaign's codes."""
        return UNLIKELY if _is_campaign(value) else score - 0.3


def _is_campaign(value: str) -> bool:
    """Whether a value is everyday words in capitals with a short number, as shops' codes are."""
    match = _CAMPAIGN.fullmatch(value)
    if match is None:
        return False
    found = [part for part in match.groups() if part]
    return all(part in _SHOPS_WORDS or is_common(part) for part in map(str.lower, found))


class CarrierNumberRecognizer(RuleRecognizer):
    """Parcel numbers by their carriers' first letters."""

    label = "ORDER_NUMBER"
    rules = (
        Rule(
            "carrier number",
            r"(?<![0-9A-Za-z])(?:SF|YT|ZTO|STO|JD|JDVB|EMS|YD|1Z)[0-9A-Z]{10,18}" + NOT_WORD_AFTER,
            0.5,
            r"(?:SF|YT|ZTO|STO|JD|EMS|YD|1Z)[0-9A-Z]{10}",
        ),
    )
