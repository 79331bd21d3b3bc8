"""Patients', insurance and prescribers' numbers. Knows no diagnosis."""

from __future__ import annotations

import re

from policies.recognizers.bare import BareRecognizer
from policies.recognizers.base import NOT_WORD_AFTER, NOT_WORD_BEFORE, Rule
from policies.recognizers.checks_national import nhs
from policies.recognizers.cued import Cue, CuedRecognizer

_CODE = (
    r"(?:MRN|MR|PT|ID|HN|NO)[ -]\d{4,12}|[A-Z]{1,4}[ -]?\d{2,6}(?:[ -]\d{2,6}){1,4}"
    r"|\d{2,5}(?:[ -]\d{2,5}){1,4}"
    r"|(?=[0-9A-Za-z_/-]{0,16}?\d[A-Za-z_/-]{0,9}\d)[0-9A-Za-z](?:[_/-]?[0-9A-Za-z]){3,20}"
    r"|[A-Z]{1,4} \d{4,12}"
    r"|(?=(?:[ -]?[0-9A-Z]){5})(?:[0-9A-Z]{0,8}\d[0-9A-Z]{0,8}"
    r"|[A-Z]{1,4})(?:[ -](?:[0-9A-Z]{0,8}\d[0-9A-Z]{0,8}"
    r"|[A-Z]{1,3}(?=[ -][0-9A-Z]{0,8}\d))){1,4}"
)
_IN_PAIRS = re.compile(r"\d\d-\d\d-\d\d")


class MedicalNumberRecognizer(CuedRecognizer):
    """Patient, insurance and record numbers in context."""

    label = "MEDICAL_NUMBER"
    cues = (
        Cue(
            "medical number in context",
            r"(?:medical|patient|hospital|clinic|health|chart|record|case|file|admission|lab"
            r"|specimen|unit|visit"
            r"|encounter|ward|(?:in|out) ?-?patient|[oi]pd|treatment|consultation|surgery|clinical"
            r"|case history)(?:'s|s')? (?:identifier|ids?|numbers?|no|num|nr|#|code|mrn)"
            r"|(?:medical|patient|hospital|clinic(?:al)?|health|appointment)(?:'s"
            r"|s')? (?:records?|history|file|card|chart|account"
            r"|registration)|mrn|mr ?#|emr|ehr|uhid|patient ref(?:erence)?"
            r"|insurance (?:member(?:ship)?|policy|card|plan|certificate|account|subscriber|group)?"
            r"|(?:member(?:ship)?|policy|policy ?holder|group|hmo|ppo|claim|coverage|cover|plan|scheme"
            r"|certificate|enrollee|insured"
            r"|beneficiary|subscriber|dependant|dependent|rx|prescription"
            r"|insurance) (?:identifier|ids?|numbers?|no|num|nr|#)"
            r"|(?:health|dental|medical|benefits?) (?:insurance|plan|scheme|policy|member(?:ship)?)"
            r"|(?:blue cross|blue shield|cigna|aetna|humana|kaiser|bupa|anthem|axa"
            r"|united ?healthcare)(?: member(?:ship)?)?"
            r" (?:id|number|no)|insurance|medicaid"
            r"|phn|ohip|krankenversicherung(?:snummer)?|carte vitale",
            _CODE,
            loose=False,
            less=0.02,
        ),
        Cue(
            "医保",
            "(?:病[历例案]|就诊|看诊|院内|诊疗|门诊|急诊|住院|入院|患者|病人|病患|病员|医疗|健康|体检|检查|检验|化验|影像|放射|病理|标本|挂号"
            "|医院|手术|处方|床位?|登记|条码)(?:记录|档案|信息|资料)?[本卡单证]?的?(?:编?号码?|ID|代码|识别[号码]|标识|编码)"
            "|病[历例案][本卡]?|(?:医院|看病|健康|个人)?的?档案编?号码?|病患ID|床号|诊疗卡|就诊卡|健康卡|条码号|患者序号|就医卡?号|主索引号|诊断编号|医疗记录"
            "|医保(?:卡|账户|个人)?(?:的)?(?:账[户号]|编?号码?|卡号|ID|编码)?|[健农]保卡?(?:的)?(?:编?号码?)?|(?:参保|投保"
            "|被保险?)人?(?:的)?编?号码?"
            "|(?:医疗|商业|健康|人寿|车|寿)?(?:保险|保)(?:会员|客户|公司|账户|合同|证|卡|单|人){0,3}(?:的)?(?:会员)?(?:编?号码?|ID|卡号"
            "|账号|编码)"
            "|保单|医疗证|医疗卡",
            _CODE,
            loose=False,
        ),
    )

    def _may_be(self, value: str) -> bool:
        """A record's number may look like a day without a century: 31-01-47."""
        return _IN_PAIRS.fullmatch(value) is not None or super()._may_be(value)


class NhsRecognizer(BareRecognizer):
    """NHS numbers by form and check digit."""

    label = "UK_NHS"
    rules = (
        Rule(
            "nhs",
            r"(?<![0-9A-Za-z_(])(?<![0-9][.,-])\d{3}([ -])\d{3}\1\d{4}(?![0-9A-Za-z_]|[.,-]\d)",
            0.3,
            r"\d{3}[ -]\d{3}[ -]\d{4}",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """Without the check digit it is rather a phone."""
        return 0.6 if nhs(value) else score


class NhsCueRecognizer(CuedRecognizer):
    """NHS numbers in context."""

    label = "UK_NHS"
    cues = (
        Cue(
            "nhs in context",
            r"nhs|national health(?: service)?|chi number|英国(?:国民)?(?:医保|医疗|健康)(?:服务)?号?码?"
            r"|国民医疗号",
            r"\d{3}[ -]?\d{3}[ -]?\d{4}",
        ),
    )


class MedicareRecognizer(CuedRecognizer):
    """Medicare numbers: America's (MBI) and Australia's."""

    label = "US_MBI"
    cues = (
        Cue(
            "medicare in context",
            r"medicare|mbi",
            r"[1-9][AC-HJKMNP-RT-Yac-hjkmnp-rt-y][0-9A-Za-z]\d-?[A-Za-z][0-9A-Za-z]\d-?[A-Za-z]{2}\d{2}|(?=[0-9A-Za-z-]{0,6}\d{3})[0-9A-Za-z]{3,10}(?:-[0-9A-Za-z]{2,6}){0,3}",
        ),
    )


class MedicareAustraliaRecognizer(CuedRecognizer):
    """Australia's Medicare cards in context."""

    label = "AU_MEDICARE"
    cues = (
        Cue(
            "medicare, Australia",
            "medicare",
            r"[2-6]\d{3} ?\d{5} ?\d(?:[ /-]?\d)?",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """Ten digits in these groups are Australia's rather than America's."""
        del value
        return score + 0.03


class MbiRecognizer(BareRecognizer):
    """America's Medicare beneficiary identifiers by form."""

    label = "US_MBI"
    rules = (
        Rule(
            "mbi",
            NOT_WORD_BEFORE + r"[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y]"
            r"[0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}" + NOT_WORD_AFTER,
            0.6,
            r"[1-9][A-Z][0-9A-Z]\d-?[A-Z][0-9A-Z]\d-?[A-Z]{2}\d{2}",
        ),
    )


class MedicalLicenceRecognizer(CuedRecognizer):
    """Prescribers' numbers (DEA, NPI) and licences to practise."""

    label = "MEDICAL_LICENSE"
    cues = (
        Cue(
            "medical licence",
            r"dea(?: number| no| #| registration)?|npi|medical licen[sc]e|provider (?:id|number"
            r"|no)|执业医师|医师资格证?|医师执业证",
            r"[A-Za-z]{2}\d{7}|\d{10}|(?=[0-9A-Za-z-]{0,4}\d{3})[0-9A-Za-z-]{5,24}",
        ),
    )
