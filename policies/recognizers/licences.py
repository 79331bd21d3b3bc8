"""Passports and driving licences of all countries, in context. Knows no register."""

from __future__ import annotations

from policies.recognizers.bare import BareRecognizer
from policies.recognizers.base import NOT_WORD_AFTER, NOT_WORD_BEFORE, Rule
from policies.recognizers.cued import Cue, CuedRecognizer

_LICENCE = (
    r"(?=(?:[ -]?[0-9A-Z*]){5})(?=[0-9A-Z* -]{0,10}\d[0-9A-Z -]{0,4}\d)[0-9A-Z]{1,16}(?:[ -]?[0-9A-Z]*\d[0-9A-Z]*){1,5}"
    r"|(?=[0-9A-Z]{0,12}\d[0-9A-Z]{0,4}\d)[0-9A-Z]{6,18}(?: \d{2})?|[A-Za-z]{1,2}\d{5,14}|\d{6,18}"
)


class PassportNumberRecognizer(CuedRecognizer):
    """Passport numbers in the context of any language but Chinese."""

    label = "US_PASSPORT"
    cues = (
        Cue(
            "passport in English context",
            r"passports?(?:[ _-]?(?:book|card))?(?: document)?|travel document|pasaporte"
            r"|passeport|reisepass"
            r"|passaporto|passaporte|paspoort",
            r"[A-Z]{1,3}[ -]\d{5,9}"
            r"|(?=[0-9A-Za-z]{0,9}\d[0-9A-Za-z]{0,3}\d)[A-Za-z]{0,3}-?\d[0-9A-Za-z]{3,10}"
            r"|(?=[A-Z]*\d)[A-Z][0-9A-Z]{8}|\d{2} ?\d{2} ?\d{5,6}|\d{3} \d{3} \d{3}",
        ),
    )


class DriverLicenceRecognizer(CuedRecognizer):
    """Driving licence numbers in context."""

    label = "US_DRIVER_LICENSE"
    cues = (
        Cue(
            "driving licence in context",
            r"driver['’_ ]?s?['’_]? ?(?:licen[sc]e|lic|permit|id)|driving (?:licen[sc]e|permit)"
            r"|licen[sc]e (?:number|no|num|#|id)|dln?|d/l|dmv (?:id|number)|(?:driver"
            r"|driving) (?:card|document) (?:number|no)"
            r"|learner'?s permit|provisional licen[sc]e|state id|führerschein"
            r"|permis de conduire|rijbewijs|prawo jazdy|carnet de conducir|patente di guida"
            r"|drivers",
            _LICENCE,
        ),
        Cue(
            "驾驶证",
            "驾驶?(?:证件?|执照|许可证?|员证|牌照|照)(?:档案)?|驾照|车照|駕駛執照|駕照|行驶证|档案编号|驾驶员证|从业资格证",
            r"\d[0-9Xx]{11,17}|" + _LICENCE,
        ),
    )


class UkDrivingLicenceRecognizer(BareRecognizer):
    """Driving licences of Great Britain: five letters of the name, the birthday, initials."""

    label = "UK_DRIVING_LICENCE"
    rules = (
        Rule(
            "driving licence, Great Britain",
            NOT_WORD_BEFORE
            + r"[A-Z9]{5}[ ]?\d[0156]\d[0-3]\d{2}[ ]?[A-Z9]{2}[0-9A-Z][ ]?[A-Z]{2}(?:[ ]?\d{2})?"
            + NOT_WORD_AFTER,
            0.85,
            r"[A-Z9]{5} ?\d[0156]\d[0-3]",
        ),
    )
