"""Phones of all regions and other countries' numbers, most of them only where words around them say so."""

from __future__ import annotations

from policies.recognizers import checks
from policies.recognizers.base import (
    NOT_DIGIT_AFTER,
    NOT_DIGIT_BEFORE,
    NOT_WORD_AFTER,
    NOT_WORD_BEFORE,
    Rule,
    RuleRecognizer,
)

# What may stand between a cue such as "passport" and its value.
_LINK = (
    r"(?:[ \t]*(?i:number|numbers|no\.?|num|nr|id|code|#))?[ \t]*(?i:is|was|are|:|=|#|-"
    r"|：|号码|号|是|为){0,2}[ \t]*[\"'“]?"
)


class PhoneRecognizer(RuleRecognizer):
    """Phone numbers outside China: with a country code, in a national form, or named as one."""

    label = "PHONE_NUMBER"
    rules = (
        Rule(
            "phone with country code",
            r"(?<![0-9A-Za-z+])(?:\+|00)[1-9]\d{0,2}(?:[ .()/-]{0,3}\d){6,13}(?![0-9])",
            0.85,
            r"\+\d|00\d",
        ),
        Rule(
            "phone, North America",
            r"(?<![0-9A-Za-z])(?<![0-9][.-])(?:1[ .-]?)?(?:\([2-9]\d{2}\)[ ]?"
            r"|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}(?:[ ]?(?i:x|ext\.?|extension)[ ]?\d{1,6})?"
            r"(?![0-9]|[.-]\d)",
            0.8,
            r"\d{4}",
        ),
        Rule(
            "phone, national with leading zero",
            r"(?<![0-9A-Za-z.])(?<![0-9]-)\(?0\d{2,5}\)?[ -]\d{3,4}[ -]?\d{3,4}(?![0-9]|[.-]\d)",
            0.7,
            r"0\d",
        ),
        Rule("phone, UK mobile", r"(?<![0-9A-Za-z])07\d{3}[ ]?\d{3}[ ]?\d{3}(?![0-9])", 0.7, "07"),
        Rule(
            "phone in context",
            r"(?i)(?<![a-z])(?:(?:tele)?phone|phone number|tel|mobile|cell(?:phone)?|call(?: me)?"
            r"(?: back)?(?: at| on)?|text me(?: at| on)?|reach(?: me)?(?: at| on)|contact(?: me)?"
            r"(?: at| on)|fax|whatsapp|landline|number is|my number)"
            r"(?![a-z])[^0-9+\n.;!?]{0,16}(?P<v>\+?\(?\d(?:[ ().-]{0,2}\d){6,14})(?![0-9])",
            0.65,
            r"\d",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """A date or an amount in the clothes of a phone counts for little."""
        plain = checks.digits(value)
        if len(plain) == 8 and checks.plausible_date(plain) and value.count("-") == 2:
            return 0.1
        if len(plain) == 10 and plain.startswith(("400", "800")):
            return 0.1  # service numbers
        return score if len(plain) >= 7 else 0.1


class NationalNumberRecognizer(RuleRecognizer):
    """Social security, tax and national numbers of other countries."""

    label = "US_SSN"
    rules = (
        Rule(
            "ssn",
            r"(?<![0-9A-Za-z])(?<![0-9]-)\d{3}([- ])\d{2}\1\d{4}(?![0-9A-Za-z]|-\d)",
            0.75,
            r"\d{3}[- ]\d{2}",
        ),
        Rule(
            "ssn in context",
            r"(?i)(?<![a-z])(?:ssn|social security|social|itin|tax(?:payer)? id|tin|national "
            r"(?:id|insurance)|ni number|nino|sin|nric|aadhaar|personal id|government id)"
            + _LINK
            + r"(?P<v>(?=[0-9A-Z -]{0,14}\d{2})[0-9A-Z](?:[ -]?[0-9A-Z]){6,13}?)(?![0-9A-Za-z]"
            r"|[ -]\d)",
            0.85,
            r"\d{2}",
        ),
        Rule(
            "national insurance, UK",
            NOT_WORD_BEFORE
            + r"(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A"
            r"-D]" + NOT_WORD_AFTER,
            0.75,
            r"[A-Z]{2} ?\d{2}",
        ),
        Rule(
            "NRIC, Singapore",
            NOT_WORD_BEFORE + r"[STFG]\d{7}[A-Z]" + NOT_WORD_AFTER,
            0.55,
            r"\d{7}",
        ),
    )


class PassportNumberRecognizer(RuleRecognizer):
    """Passport numbers in English context."""

    label = "US_PASSPORT"
    rules = (
        Rule(
            "passport in context",
            r"(?i:passport)"
            + _LINK
            + r"(?P<v>(?=[0-9A-Za-z]{0,3}\d{4})[0-9A-Za-z]{6,12})"
            + NOT_WORD_AFTER,
            0.85,
            "(?i)passport",
        ),
    )


class DriverLicenceRecognizer(RuleRecognizer):
    """Driving licence numbers in context."""

    label = "US_DRIVER_LICENSE"
    rules = (
        Rule(
            "driving licence in context",
            r"(?i:driver'?s?'? (?:licen[sc]e|permit)|driving licen[sc]e|licen[sc]e number|"
            r"(?<![a-z])dl(?= ?(?:no|num|#|:)))"
            + _LINK
            + r"(?P<v>(?=[0-9A-Za-z -]{0,8}\d{2})[0-9A-Za-z](?:[ -]?[0-9A-Za-z]){4,18}?)"
            r"(?![0-9A-Za-z]|[ -]\d)",
            0.8,
            "(?i)licen|permit|dl",
        ),
        Rule(
            "驾驶证",
            r"(?:驾驶证|驾照)(?:号码?|编号)?[是为:： ]{0,3}(?P<v>\d[0-9Xx]{11,17})"
            + NOT_WORD_AFTER,
            0.8,
            "驾",
        ),
    )


class BankNumberRecognizer(RuleRecognizer):
    """Bank account, routing and sort codes in context."""

    label = "US_BANK_NUMBER"
    rules = (
        Rule(
            "bank account in context",
            r"(?i:(?:bank |checking |savings )?account (?:number|no\.?|num|#)|acct\.?(?: no\.?"
            r"| number| #)?|routing(?: number| no\.?)?|aba|sort code|bsb|swift(?: code)?|bic)"
            r"[ \t]*(?i:is|was|:|=|#|-){0,2}[ \t]*(?P<v>(?=[0-9A-Z -]{0,10}\d{2})[0-9A-Z]"
            r"(?:[ -]?[0-9A-Z]){4,19}?)(?![0-9A-Za-z]|[ -]\d)",
            0.75,
            r"\d{2}",
        ),
        Rule(
            "银行账号",
            r"(?:银行账号|银行帐号|账号|帐号|账户|户头)(?:号码?)?[是为:： ]{0,3}(?P<v>\d"
            r"(?:[ -]?\d){7,24})" + NOT_DIGIT_AFTER,
            0.7,
            "[账帐户]",
        ),
    )


class MedicalNumberRecognizer(RuleRecognizer):
    """Patient, insurance and record numbers in context."""

    label = "MEDICAL_NUMBER"
    rules = (
        Rule(
            "medical number in context",
            r"(?i:medical record|mrn|patient (?:id|number|no)|health (?:insurance|card)|nhs"
            r"|medicare|medicaid|member id|policy (?:number|no)|insurance (?:id|number|no))"
            + _LINK
            + r"(?P<v>(?=[0-9A-Z -]{0,8}\d{2})[0-9A-Z](?:[ -]?[0-9A-Z]){4,15}?)(?![0-9A-Za-z]"
            r"|[ -]\d)",
            0.75,
            r"\d{2}",
        ),
        Rule(
            "医保",
            r"(?:病历号|就诊卡号|住院号|医保卡?号?|社保卡?号?|保单号)(?:码)?[是为:： ]{0,3}"
            r"(?P<v>[0-9A-Za-z]{5,20})" + NOT_WORD_AFTER,
            0.8,
            "号|保",
        ),
    )


_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = (
    r"(?:(?:19|20)?\d{2}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d{2}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? ?(?:(?:19|20)\d{{2}})?|\d{{1,2}}(?:st|nd|rd"
    rf"|th)?(?: of)? {_MONTH},? ?(?:(?:19|20)\d{{2}})?"
    r"|(?:(?:19|20)?\d{2} ?年 ?)?\d{1,2} ?月 ?\d{1,2} ?[日号]?|(?:19|20)\d{2} ?年"
    r"(?: ?\d{1,2} ?月)?|(?:19|20)\d{6})"
)


class BirthDateRecognizer(RuleRecognizer):
    """Dates of birth in context; other dates stay."""

    label = "DATE_OF_BIRTH"
    rules = (
        Rule(
            "date of birth",
            rf"(?i:date of birth|birth ?date|birthday|d\.?o\.?b\.?|born)[ \t]*(?i:is|was|on|in|:|="
            rf"|-|：|,| ){{0,5}}[ \t]*(?P<v>{_DATE})(?![0-9])",
            0.85,
            "(?i)birth|dob|d\\.o\\.b|born",
        ),
        Rule(
            "出生日期",
            rf"(?:出生日期|出生年月日?|生日|出生于?|生于|生辰)(?:时间)?[^0-9\n，。]{{0,6}}"
            rf"(?P<v>{_DATE})(?![0-9])",
            0.85,
            "生",
        ),
        Rule(
            "日期+出生",
            r"(?<![0-9])(?P<v>(?:(?:19|20)?\d{2} ?年 ?)?\d{1,2} ?月 ?\d{1,2} ?[日号]?|(?:19"
            r"|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2})(?:出生|生的|生人|生日)",
            0.85,
            "生",
        ),
    )


class OrderNumberRecognizer(RuleRecognizer):
    """Order and tracking numbers in context; the default pack keeps them."""

    label = "ORDER_NUMBER"
    rules = (
        Rule(
            "order number",
            r"(?i:(?<![a-z])(?:order|tracking|shipment|parcel|package|invoice|ticket|case"
            r"|reference|confirmation|booking|reservation))"
            r"(?:[ \t]*(?i:number|no\.?|num|id|code|#))?[ \t]*(?i:is|was|:|=|#|-|：){0,2}[ \t]*"
            r"(?P<v>#?(?=[0-9A-Za-z-]{0,12}\d{2})[0-9A-Za-z][0-9A-Za-z-]{4,29})" + NOT_WORD_AFTER,
            0.6,
            r"\d{2}",
        ),
        Rule(
            "订单号",
            r"(?:订单|快递|运|物流|单|工单|流水|发票|退款单|退货单|包裹)(?:编?号码?|单号|ID"
            r"|id)[是为:： ]{0,3}#?(?P<v>[0-9A-Za-z][0-9A-Za-z-]{4,31})" + NOT_WORD_AFTER,
            0.6,
            "号|单",
        ),
        Rule(
            "carrier number",
            NOT_DIGIT_BEFORE
            + r"(?<![A-Za-z])(?:SF|YT|ZTO|STO|JD|JDVB|EMS|YD|1Z)[0-9A-Z]{10,18}"
            + NOT_WORD_AFTER,
            0.5,
            r"\d{6}",
        ),
    )
