"""Patients', insurance and prescribers' numbers. Knows no diagnosis."""

from __future__ import annotations

from policies.recognizers.bare import BareRecognizer
from policies.recognizers.base import NOT_WORD_AFTER, NOT_WORD_BEFORE, Rule
from policies.recognizers.checks_national import nhs
from policies.recognizers.cued import Cue, CuedRecognizer

_CODE = (
    r"(?:MRN|MR|PT|ID|HN|NO)[ -]\d{4,12}|[A-Z]{1,4}[ -]?\d{2,6}(?:[ -]\d{2,6}){1,4}"
    r"|\d{2,5}(?:[ -]\d{2,5}){1,4}"
    r"|(?=[0-9A-Za-z_/-]{0,16}?\d[A-Za-z_/-]{0,9}\d)[0-9A-Za-z](?:[_/-]?[0-9A-Za-z]){3,20}"
    r"|[A-Z]{1,4} \d{4,12}"
)


class MedicalNumberRecognizer(CuedRecognizer):
    """Patient, insurance and record numbers in context."""

    label = "MEDICAL_NUMBER"
    cues = (
        Cue(
            "medical number in context",
            r"medical[ _-]?(?:record|id|file|number|card)s?(?:[ _-]?(?:number|no))?|mrn|mr ?#"
            r"|emr|ehr(?: id)?|patient[ _-]?(?:id|number|no|mrn|code|account|record|file)"
            r"|(?:chart|record|file|case|bed|ward|clinic|appointment card) (?:number|no|#)"
            r"|(?:patient|hospital|clinic|medical)(?:'s|s)? (?:record|chart|file|card)"
            r"|health (?:insurance|card|plan|record|id)"
            r"|hospital (?:number|no|id)|member id|policy[ _-]?(?:number|no|num|id|#)"
            r"|insurance[ _-]?(?:member(?:ship)?[ _-]?)?(?:id|number|no|card|policy|#)"
            r"|group (?:number|no|id|#)"
            r"|(?:health|dental|medical|benefits?) (?:plan|scheme|policy|member(?:ship)?)(?: id"
            r"| number| no)?"
            r"|(?:blue cross|cigna|aetna|humana|kaiser|bupa|anthem)(?: member)? (?:id|number|no)"
            r"|claim (?:number|no|id|#)|(?:rx|prescription)[ _-]?(?:number|no|#|id)"
            r"|beneficiary (?:id|number|no)|subscriber (?:id|number|no)|admission (?:number|no"
            r"|id)|specimen (?:id|number)|lab (?:id|number)|medicaid|health ?care (?:number|id)"
            r"|phn|ohip|krankenversicherung(?:snummer)?|carte vitale|insurance",
            _CODE,
            loose=False,
            less=0.02,
        ),
        Cue(
            "医保",
            "病[历歷]编?[号號]?码?|病案编?号?|(?:患者|病人)(?:编?[号號]码?|ID|档案号?)|保险(?:会员|客户|卡|编)?号码?|医疗(?:档案|记录"
            "|保险卡|卡)号?|健康档案号?|就诊卡号?|就诊号|门诊号|住院号|登记号|检查号|医保卡?(?:账户|账号|编号|号)?|医疗保险号?|医疗证号?|健康卡号?"
            "|健保卡號?"
            "|健保卡|保险?单号?码?|保險單號|保单|诊疗卡号?|挂号单号|处方号|体检号|条码号|医保|床号",
            _CODE,
            loose=False,
        ),
    )


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
