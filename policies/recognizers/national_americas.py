"""National and tax numbers of the Americas: by form with their check digits, or by cue."""

from __future__ import annotations

import re

from policies.recognizers import checks
from policies.recognizers.bare import BareRecognizer
from policies.recognizers.base import NOT_WORD_AFTER, NOT_WORD_BEFORE, Rule
from policies.recognizers.checks_national import cpf
from policies.recognizers.cued import Cue, CuedRecognizer

_BEFORE = r"(?<![0-9A-Za-z_])(?<![0-9A-Za-z][.,/-])"
_AFTER = r"(?![0-9A-Za-z_]|[.,/-]\d)"


class SsnRecognizer(BareRecognizer):
    """Social security numbers of the United States by form."""

    label = "US_SSN"
    rules = (
        Rule(
            "ssn",
            rf"{_BEFORE}\d{{3}}([ ]?[-–—.][ ]?| )\d{{2}}\1\d{{4}}{_AFTER}",
            0.75,
            r"\d{3}[ .–—-]{1,3}\d{2}[ .–—-]{1,3}\d{4}",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """Numbers that were never issued count for less, and are still found."""
        plain = checks.digits(value)
        never = plain[:3] in ("000", "666") or plain[3:5] == "00" or plain[5:] == "0000"
        return score - (0.2 if never else 0) - (0.1 if "." in value else 0)


class SsnCueRecognizer(CuedRecognizer):
    """Social security numbers in context."""

    label = "US_SSN"
    cues = (
        Cue(
            "ssn in context",
            r"ssn|social[ _-]?sec(?:urity)?|social|ss ?(?:#|numbers?|no)|soc(?:ial)?[ .-]{0,2}sec"
            r"|社安号?码?|社会安全号?码?|美国社保号?码?"
            r"|美国社会保障号?码?|社會安全號碼?",
            r"\d{3}[ .–—-]{0,3}\d{2}[ .–—-]{0,3}\d{4}|[\dXx*]{3}-[\dXx*]{2}-\d{4}"
            r"|\d{3} ?\d{3} ?\d{3}|\d{9,12}|\d{6}-\d{4}",
        ),
    )


class ItinRecognizer(CuedRecognizer):
    """Individual taxpayer numbers, and any number called a tax id."""

    label = "US_ITIN"
    cues = (
        Cue(
            "itin",
            r"itin|individual taxpayer(?: identification)?|taxpayer",
            r"9\d{2}[ -]?\d{2}[ -]?\d{4}",
        ),
    )


class EinRecognizer(CuedRecognizer):
    """Employers' numbers in context."""

    label = "US_EIN"
    cues = (
        Cue(
            "ein",
            r"ein|fein|employer id(?:entification)?|federal tax id|tax id|雇主(?:识别|税务"
            r"|身份)?(?:编?号码?)|联邦税号",
            r"\d{2}-?\d{7}",
        ),
    )


class SinRecognizer(BareRecognizer):
    """Canada's social insurance numbers: nine digits in threes with Luhn."""

    label = "CA_SIN"
    rules = (
        Rule(
            "sin",
            rf"{_BEFORE}[1-79]\d{{2}}([ -])\d{{3}}\1\d{{3}}{_AFTER}",
            0.3,
            r"\d{3}[ -]\d{3}[ -]\d{3}",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """Luhn makes it one."""
        return 0.65 if checks.luhn(value) else score


class SinCueRecognizer(CuedRecognizer):
    """Canada's social insurance numbers in context."""

    label = "CA_SIN"
    cues = (
        Cue(
            "sin in context",
            r"sin(?: number| no| #| card)?|social insurance|numéro d'assurance sociale|nas"
            r"|(?:加拿大)?社会保险(?:卡)?号?码?|加拿大社保号?码?|加拿大工卡号?",
            r"\d{3}[ -]?\d{3}[ -]?\d{3}",
        ),
    )


class CpfRecognizer(BareRecognizer):
    """Brazil's numbers of persons (CPF) and companies (CNPJ) by form."""

    label = "BR_CPF"
    rules = (
        Rule(
            "cpf",
            rf"{_BEFORE}\d{{3}}\.\d{{3}}\.\d{{3}}-\d{{2}}{_AFTER}",
            0.85,
            r"\d{3}\.\d{3}\.\d{3}-\d{2}",
        ),
        Rule(
            "cnpj",
            rf"{_BEFORE}\d{{2}}\.\d{{3}}\.\d{{3}}/\d{{4}}-\d{{2}}{_AFTER}",
            0.85,
            r"\d{3}/\d{4}-\d{2}",
        ),
        Rule("cpf, plain", rf"{_BEFORE}\d{{11}}{_AFTER}", 0.1, r"\d{11}"),
    )

    def weigh(self, value: str, score: float) -> float:
        """Both check digits make eleven plain digits one."""
        return score if not value.isdigit() else (0.5 if cpf(value) else score)


class CpfCueRecognizer(CuedRecognizer):
    """Brazil's numbers in context."""

    label = "BR_CPF"
    cues = (
        Cue(
            "cpf in context",
            r"cpf|cnpj|cadastro de pessoas|rg",
            r"\d{3}\.?\d{3}\.?\d{3}-?\d{2}|\d{2}\.?\d{3}\.?\d{3}(?:/?\d{4})?-?[0-9Xx]{1,2}",
        ),
    )


class CurpRecognizer(BareRecognizer):
    """Mexico's CURP and RFC by form."""

    label = "MX_CURP"
    rules = (
        Rule(
            "curp",
            NOT_WORD_BEFORE + r"[A-Z]{4}\d{6}[HMX][A-Z]{5}[0-9A-Z]\d" + NOT_WORD_AFTER,
            0.9,
            r"[A-Z]{4}\d{6}[HMX]",
        ),
        Rule(
            "rfc",
            NOT_WORD_BEFORE
            + r"[A-ZÑ&]{3,4}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?=[0-9A-Z]*[A-Z]|[0-9A-Z]*\d)[0-9A-Z]{3}"
            + NOT_WORD_AFTER,
            0.5,
            r"[A-ZÑ&]{3}\d{6}",
        ),
    )


class RutRecognizer(BareRecognizer):
    """Chile's RUT and Argentina's CUIT by form."""

    label = "CL_RUT"
    rules = (
        Rule(
            "rut",
            rf"{_BEFORE}\d{{1,2}}\.\d{{3}}\.\d{{3}}-[0-9Kk](?![0-9A-Za-z_]|-\d)",
            0.85,
            r"\.\d{3}\.\d{3}-",
        ),
        Rule(
            "cuit",
            rf"{_BEFORE}(?:20|23|24|25|26|27|30|33|34)-\d{{8}}-\d{_AFTER}",
            0.8,
            r"\d{2}-\d{8}-\d",
        ),
    )


class NationalIdRecognizer(CuedRecognizer):
    """Whatever is called a national, personal, government or tax number of no named country."""

    label = "NATIONAL_ID"
    cues = (
        Cue(
            "national id in context",
            r"national[ _-]?(?:id(?:entity|entification)?|insurance"
            r"|registration)(?:[ _-]?(?:card|number|no))?|personal (?:id(?:entity"
            r"|entification)?|identity|number|code)(?: (?:number|no|code))?"
            r"|government(?:[ -]issued)?[ _-]?id|gov id|identity (?:number|no|document|card)"
            r"|identification (?:number|no|card)|id[ _-]?(?:card|number|no|num|#|document)"
            r"|tax[ _-]?(?:payer)?[ _-]?(?:id(?:entification)?(?: number)?|number|no"
            r"|file number)|tin|vat(?: number| no| id)?|citizen(?:ship)? (?:id|number|card)"
            r"|resident (?:card|number|permit)|residence permit"
            r"|green card|alien (?:registration )?(?:number|no)|a-number|uscis|visa (?:number"
            r"|no)|immigration (?:number|no)|voter id|cédula|cedula|dni|nie|nif|rut|nik|ktp"
            r"|mykad|cnic|cccd|cmnd|oib|emšo|jmbg|cnp|egn|amka|afm|birth (?:number"
            r"|certificate(?: number)?)|rodné číslo|ssn equivalent"
            r"|bsn|burgerservicenummer|pesel|steuer-?id(?:entifikationsnummer)?|steuernummer"
            r"|codice fiscale|personnummer|fødselsnummer|fodselsnummer|cpr(?:-nummer| number)?"
            r"|henkilötunnus|hetu|nir|insee|numéro de sécurité sociale"
            r"|sozialversicherungsnummer|rrn|resident registration(?: number)?|マイナンバー|주민등록번호"
            r"|personalausweis|ahv(?:-nummer)?|身份证件?(?:号码?)?|证件号码?|身分證(?:字號|號碼)?|身份号码?|公民号码?"
            r"|国民号码?|税号"
            r"|纳税(?:人|识别)?号码?|居留(?:卡|许可|证)(?:号码?)?|在留(?:卡|カード)(?:番号|号码?)?|个人识别号?码?|外国人(?:登录"
            r"|居留)证?号?码?",
            r"(?:[A-Z]{1,4}[ -]?)?(?=[0-9A-Z./+-]{0,8}\d)[0-9A-Z]{1,14}"
            r"(?:[ ./+-][0-9A-Z]{0,8}\d[0-9A-Z]{0,8}){1,7}(?:-?[A-Z]{1,2})?"
            r"|(?=[0-9A-Za-z]{0,16}?\d[0-9A-Za-z]{0,16}?\d)[0-9A-Za-z]{6,18}",
            loose=False,
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """A country's own recogniser wins; eighteen characters of China's are China's."""
        return score - (0.1 if re.fullmatch(r"\d{17}[0-9Xx]", value) else 0.05)
