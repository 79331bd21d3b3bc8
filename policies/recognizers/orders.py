"""Numbers of orders, parcels and tickets: nobody's own; a pack may still take them out."""

from __future__ import annotations

from policies.recognizers.base import NOT_WORD_AFTER, Rule, RuleRecognizer
from policies.recognizers.cued import Cue, CuedRecognizer


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

    def weigh(self, value: str, score: float) -> float:
        """Weaker than any cue for a person's number."""
        del value
        return score - 0.3


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
