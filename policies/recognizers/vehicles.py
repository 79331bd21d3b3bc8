"""Licence plates, vehicles' and devices' numbers. Knows China's plates by form, others by cue."""

from __future__ import annotations

from collections.abc import Iterator

from policies.recognizers import checks
from policies.recognizers.bare import UNLIKELY, BareRecognizer
from policies.recognizers.base import NOT_WORD_AFTER, NOT_WORD_BEFORE, Rule
from policies.recognizers.checks_national import vin
from policies.recognizers.cue_page import long_token
from policies.recognizers.cued import Cue, CuedRecognizer
from policies.recognizers.plate_signs import PROVINCES as _PROVINCES
from policies.recognizers.plate_signs import ends_word

_SIGN = r"[ ·•・.\-–—]{0,2}"


class PlateRecognizer(BareRecognizer):
    """China's plates: civil, new-energy, 挂学警港澳使领, armed police, embassies."""

    label = "CN_LICENSE_PLATE"
    rules = (
        Rule(
            "plate",
            rf"[{_PROVINCES}][ ]?[A-HJ-NP-Z]{_SIGN}(?=[A-HJ-NP-Z]{{0,5}}\d)(?:[0-9A-HJ-NP-Z]{{6}}"
            r"|[0-9A-HJ-NP-Z]{4}[0-9A-HJ-NP-Z挂学警港澳使领试超])(?![0-9A-Za-z]|[.]\d)",
            0.9,
            rf"[{_PROVINCES}][ ]?[A-HJ-NP-Z][ ·•・.–—-]{{0,2}}[0-9A-HJ-NP-Z]{{4}}",
        ),
        Rule(
            "plate, small letters",
            rf"[{_PROVINCES}][ ]?[a-hj-np-z]{_SIGN}"
            rf"(?=[a-hj-np-z]{{0,4}}\d)[0-9a-hj-np-z]{{5,6}}(?![0-9A-Za-z])",
            0.8,
            rf"[{_PROVINCES}][ ]?[a-hj-np-z][ ·•・.–—-]{{0,2}}[0-9a-hj-np-z]{{4}}",
        ),
        Rule(
            "plate, armed police",
            rf"WJ{_SIGN}[{_PROVINCES}]{_SIGN}[0-9A-Z]{{4,5}}[XBTSHJDT]?(?![0-9A-Za-z])",
            0.9,
            "WJ",
        ),
        Rule(
            "plate, armed police, old",
            r"(?<![0-9A-Za-z])WJ\d{2}[-·]?\d{5}(?![0-9A-Za-z])",
            0.8,
            r"WJ\d{2}",
        ),
        Rule(
            "plate, embassy",
            r"(?:使[ ·]?\d{3}[ ·]?\d{3}|\d{3}[ ·]?\d{3}[ ·]?使)(?![0-9])",
            0.85,
            r"使[ ·]?\d{3}|\d{3}[ ·]?使",
        ),
        Rule(
            "plate, army",
            r"(?<![\u4e00-\u9fff])[军空海北沈兰济南广成][A-Z][ ·-]?[0-9A-Z]\d{4}(?![0-9A-Za-z])",
            0.7,
            r"[军空海北沈兰济南广成][A-Z][ ·-]?[0-9A-Z]\d{4}",
        ),
        Rule("plate, two regions", r"粤Z[ ·-]?[0-9A-Z]{4}[港澳]", 0.95, "粤Z"),
    )

    def settle(self, text: str, start: int, end: int, score: float) -> float:
        """更新GPT124 and 南京SALE25 are none."""
        if ends_word(text, start):
            return UNLIKELY
        return super().settle(text, start, end, score)


class PlateCueRecognizer(CuedRecognizer):
    """Whatever is called a licence plate in Chinese."""

    label = "CN_LICENSE_PLATE"
    cues = (
        Cue(
            "plate in context",
            "车牌号?码?|車牌|牌照号?码?|车号|号牌号?码?",
            rf"[{_PROVINCES}]?[ ]?[A-Za-z]{_SIGN}(?=[A-Za-z]{{0,5}}\d)[0-9A-Za-z]{{5,6}}"
            rf"|[A-Z]{{2,3}}[ -]?\d{{3,4}}"
            rf"|\d{{3,4}}[ -]?[A-Z]{{2,3}}",
        ),
    )


class ForeignPlateRecognizer(CuedRecognizer):
    """Other countries' plates in context."""

    label = "LICENSE_PLATE"
    cues = (
        Cue(
            "licence plate",
            r"licen[sc]e plate|number plate|plate(?: number| no| #)|plates?"
            r"|vehicle registration|registration plate|car registration"
            r"|reg(?:istration)? (?:number|no|plate)|rego|tag number|kennzeichen|matrícula"
            r"|immatriculation|targa|外国车牌|车牌号?码?|車牌號?碼?|牌照号?码?|号牌",
            r"[A-Z]{2}\d{2} ?[A-Z]{3}"
            r"|(?=[0-9A-ZÄÖÜ -]{0,7}\d)(?=[0-9 -]{0,7}[A-ZÄÖÜ])[0-9A-ZÄÖÜ]{1,4}"
            r"(?:[ -]?[0-9A-Z]{1,4}){1,3}|\d{5,7}",
            before=True,
            loose=False,
        ),
    )


class VehicleIdRecognizer(BareRecognizer):
    """Vehicle identification numbers whose check digit is right."""

    label = "VEHICLE_ID"
    rules = (
        Rule(
            "vin",
            NOT_WORD_BEFORE
            + r"(?=[0-9]{0,16}[A-HJ-NPR-Z])[0-9A-HJ-NPR-Z]{11}\d{6}"
            + NOT_WORD_AFTER,
            0.3,
            r"[0-9A-HJ-NPR-Z]{11}\d{6}",
        ),
        Rule(
            "vin, letters last",
            NOT_WORD_BEFORE
            + r"(?=[0-9A-Z]{0,12}\d)[A-HJ-NPR-Z1-9][A-HJ-NPR-Z][0-9A-HJ-NPR-Z]{13}\d{2}"
            + NOT_WORD_AFTER,
            0.25,
            r"[0-9A-HJ-NPR-Z]{15}\d{2}",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """Without the check digit a vehicle must be named; a maker in China starts with L."""
        if vin(value):
            return 0.85
        return 0.5 if value[0] == "L" and sum(c.isalpha() for c in value) >= 4 else score


class VehicleIdCueRecognizer(CuedRecognizer):
    """Vehicles' and engines' numbers in context."""

    label = "VEHICLE_ID"
    cues = (
        Cue(
            "vin in context",
            r"vin|vehicle id(?:entification)?|chassis|frame|车架号?|车辆识别|车辆识别代?[码号]|大架号|車架號|車身號碼",
            r"(?=[0-9A-Za-z-]{0,16}\d)[0-9A-Za-z]{17}|(?=[0-9A-Za-z-]{0,12}\d{2})[0-9A-Za-z]{8,20}",
        ),
        Cue(
            "engine number",
            r"engine(?: number| no| #| serial)|发动机(?:号码?|编号|号)|引擎號碼?|发动机",
            r"(?=[0-9A-Za-z-]{0,12}\d{2})[0-9A-Za-z][0-9A-Za-z*-]{4,18}[0-9A-Za-z]",
            loose=False,
        ),
    )
    mark = long_token("[0-9A-Za-z*-]", 6, digits=1)


class DeviceIdRecognizer(BareRecognizer):
    """IMEI numbers whose check digit is right."""

    label = "DEVICE_ID"
    rules = (
        Rule(
            "imei",
            r"(?<![0-9A-Za-z_])(?<![0-9][.,-])(?:01|35|86|99|44|45|49|50|51|52"
            r"|53)\d{13}(?![0-9A-Za-z_]|[.,-]\d)",
            0.3,
            r"\d{15}",
        ),
        Rule(
            "imei, groups",
            r"(?<![0-9A-Za-z_-])\d{2}-\d{6}-\d{6}-\d{1,2}(?![0-9A-Za-z_-])",
            0.8,
            r"\d{2}-\d{6}-\d{6}-",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """Luhn lifts the score."""
        return 0.48 if checks.luhn(value) else score


# A serial number that touches its cue is longer than a model.
_MODEL = 8


class DeviceIdCueRecognizer(CuedRecognizer):
    """Devices' numbers in context."""

    label = "DEVICE_ID"
    cues = (
        Cue(
            "imei in context",
            r"imei|meid|imsi|iccid|esim|eid|串号|串號",
            r"\d(?:[ -]?\d){13,21}[Ff]?|[0-9A-Fa-f]{14}",
        ),
        Cue(
            "serial number",
            r"serial(?: number| no| #| num)?|s[/_]n|sn|device[ _-]?id|udid|idfa|oaid|gaid"
            r"|android[ _-]?id|设备号|设备序列号|设备ID|设备编号|序列号|序號|机身号|机器码|设备识别码",
            r"(?=[0-9A-Za-z-]{0,20}?\d[A-Za-z-]{0,9}\d)[0-9A-Za-z](?:-?[0-9A-Za-z]){6,40}"
            r"|[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}",
            loose=False,
        ),
    )

    def find(self, text: str) -> Iterator[tuple[int, int, float, str]]:
        """As every cue's, without a model that begins like a cue: "SN65S850KC"."""
        for found in super().find(text):
            glued = text[max(0, found[0] - 2) : found[0]] in ("SN", "sn")
            if not glued or found[1] - found[0] > _MODEL:
                yield found
