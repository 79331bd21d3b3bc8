"""Bank cards, what is printed on them, and international account numbers. Knows no bank."""

from __future__ import annotations

from collections.abc import Iterator

from policies.recognizers import checks
from policies.recognizers.bare import BareRecognizer
from policies.recognizers.base import NOT_DIGIT_AFTER, NOT_WORD_AFTER, NOT_WORD_BEFORE, Rule
from policies.recognizers.cued import Cue, CuedRecognizer

_CARRIERS = frozenset({"SF", "YT", "JD", "YD", "ZT", "JT", "DP", "EM"})
# ISO 13616's register: length by country.
IBAN_LENGTHS = {
    code: length
    for length, codes in {
        15: "NO", 16: "BE", 18: "DK FI FO GL NL SD", 19: "MK SI", 20: "AT BA EE KZ LT LU MN XK",
        21: "CH CR HR LI LV", 22: "BG BH DE GB GE IE ME RS VA", 23: "AE GI IL IQ OM SO TL",
        24: "AD CZ ES MD PK RO SA SE SK TN VG", 25: "LY PT ST", 26: "IS TR",
        27: "BI DJ FR GR IT MC MR SM", 28: "AL AZ BY CY DO GT HU LB NI PL SV", 29: "BR EG PS QA UA",
        30: "JO KW MU", 31: "MT SC", 32: "LC", 33: "RU",
    }.items()
    for code in codes.split()
}  # fmt: skip
_BEFORE = r"(?<![0-9A-Za-z_])(?<![0-9A-Za-z][.,-])"


class CardRecognizer(BareRecognizer):
    """Bank cards of 13 to 19 digits, plain or in groups."""

    label = "CREDIT_CARD"
    rules = (
        Rule(
            "card, groups of four",
            _BEFORE
            + r"[2-69]\d{3}([ .-]{1,2}|[ ]?[–—/_·][ ]?)\d{4}(?:\1\d{4}){2}(?:\1\d{1,4})?"
            + NOT_DIGIT_AFTER,
            0.72,
            r"\d{4}[ ./_·–—-]{1,3}\d{4}[ ./_·–—-]{1,3}\d{4}",
        ),
        Rule(
            "card, other groups",
            _BEFORE
            + r"(?:3[0-9]\d{2}([ .-])\d{6}\1\d{4,5}|[456]\d{5}([ .-])(?:\d{13}|\d{10}|\d{4}\2\d{4}\2\d{2,5})"
            r"|6\d{3}([ .-])\d{4}\3\d{4}\3\d{7})" + NOT_DIGIT_AFTER,
            0.7,
            r"\d{4}[ .-]\d{4,6}",
        ),
        Rule(
            "card, plain",
            _BEFORE + r"(?:[2-9]\d{11,18}|1800\d{11})" + NOT_DIGIT_AFTER,
            0.45,
            r"[2-9]\d{11}|1800\d{11}",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """Luhn lifts the score; without it the first digits must be an issuer's."""
        plain = checks.digits(value)
        if checks.luhn(plain) and plain[0] != "7" and _issued(plain):
            return min(0.97, score + 0.25)
        return score if _issued(plain) and len(plain) in (15, 16, 17, 18, 19) else 0.1


def _issued(plain: str) -> bool:
    """Whether a scheme issues cards with these first digits in this length (ISO/IEC 7812)."""
    size, two, four = len(plain), int(plain[:2]), int(plain[:4])
    if size == 12:
        return two in (50, 56, 57, 58, 63, 67) and checks.luhn(plain)
    if plain[0] == "4":
        return size in (13, 16, 19)
    if two in (34, 37):
        return size == 15
    if two in (30, 36, 38, 39):
        return 14 <= size <= 19
    if two in (60, 62, 64, 65, 81, 63, 67, 69):
        return 16 <= size <= 19
    if 50 <= two <= 59 or 2200 <= four <= 2720 or two in (35, 94, 97, 95, 90, 98):
        return 16 <= size <= 19 if two != 50 else 13 <= size <= 19
    return (four in (2131, 1800) and size == 15) or (two in (56, 57, 58, 61, 66, 68) and size >= 12)


class CardCueRecognizer(CuedRecognizer):
    """Any 13 to 19 digits that are called a card."""

    label = "CREDIT_CARD"
    cues = (
        Cue(
            "card in context",
            r"(?:credit|debit|bank|payment|atm|gift|visa|amex|master|prepaid)[ _-]?card"
            r"|card[ _-]?(?:number|num|no|#)"
            r"|card|visa|master ?card|amex|american express|discover|diners(?: club)?|jcb"
            r"|maestro|unionpay"
            r"|\bpan|银行卡|银联卡?|信用卡|储蓄卡|借记卡|贷记卡|工资卡|卡号|信用卡|銀行卡|卡號|提款卡|金融卡"
            r"|(?:工商|建设|农业|中国|交通|招商|邮储|民生|光大|中信|浦发|兴业|平安|广发|华夏)银行|[工建农招交]行卡?",
            r"\d(?:[ .-]{0,2}\d){12,18}",
        ),
    )
    mark = "[0-9](?:[ .-]{0,2}[0-9]){12,}"

    def weigh(self, value: str, score: float) -> float:
        """Luhn settles it against "account number"."""
        return min(0.97, score + 0.02) if checks.luhn(value) else score


class CardExpiryRecognizer(CuedRecognizer):
    """The month and year until which a card is valid, and nothing else that expires."""

    label = "CARD_EXPIRY"
    dates = True
    cues = (
        Cue(
            "card expiry",
            r"exp(?:iry|iration|ires|iring)?(?:[ _-]?date)?|valid (?:thru|through|until|till"
            r"|to)|good thru|mm ?/ ?yy(?:yy)?"
            r"|有效期限?至?|到期日",
            r"(?:0?[1-9]|1[0-2]) ?[/-] ?(?:20)?[2-4]\d",
            loose=False,
        ),
    )
    mark = "[0-9] ?[/-] ?(?:20)?[2-4][0-9]"


class IbanRecognizer(BareRecognizer):
    """International bank account numbers, plain or in groups of four."""

    label = "IBAN_CODE"
    rules = (
        Rule(
            "iban",
            NOT_WORD_BEFORE
            + r"[A-Z]{2}\d{2}(?:[ -]?[0-9A-Z]{4}){2,7}(?:[ -]?[0-9A-Z]{1,3})?"
            + NOT_WORD_AFTER,
            0.6,
            r"[A-Z]{2}\d{2}[ -]?[0-9A-Z]{4}[ -]?[0-9A-Z]{4}",
        ),
        Rule(
            "iban, small letters",
            NOT_WORD_BEFORE
            + r"(?<![0-9A-Za-z]-)[a-z]{2}\d{2}(?:[ -]?[0-9a-z]{4}){2,7}(?:[ -]?[0-9a-z]{1,3})?"
            + NOT_WORD_AFTER
            + r"(?!-[0-9A-Za-z])",
            0.5,
            r"[a-z]{2}\d{2}[ -]?[0-9a-z]{4}[ -]?[0-9a-z]{4}",
        ),
    )

    def find_by(self, number: int, text: str) -> Iterator[tuple[int, int, float, str]]:
        """A word after the value is cut off where the country's length is reached."""
        for start, end, score, rule in super().find_by(number, text):
            cut = _cut(text, start, end)
            yield start, cut, score if cut == end else self.weigh(text[start:cut], 0.5), rule

    def weigh(self, value: str, score: float) -> float:
        """Check digits and the country's length lift the score; a carrier's letters end it."""
        plain = "".join(c for c in value if c.isalnum()).upper()
        length = IBAN_LENGTHS.get(plain[:2])
        if checks.iban(plain):
            return 0.97 if length == len(plain) else 0.85
        if length == len(plain) and plain[:2] not in _CARRIERS:
            return score
        return 0.1


def _cut(text: str, start: int, end: int) -> int:
    """Where the country's number of characters ends, if a word border is there."""
    left = IBAN_LENGTHS.get(text[start : start + 2].upper(), 0)
    for at in range(start, end):
        left -= text[at].isalnum()
        if left == 0:
            whole = at + 1 == len(text) or not text[at + 1].isalnum()
            return at + 1 if whole else end
    return end


class IbanCueRecognizer(CuedRecognizer):
    """Whatever is called an IBAN and is like one."""

    label = "IBAN_CODE"

    def find(self, text: str) -> Iterator[tuple[int, int, float, str]]:
        """As every cue's, without the word behind the country's length."""
        for start, end, score, rule in super().find(text):
            yield start, _cut(text, start, end), score, rule

    cues = (
        Cue(
            "iban in context",
            "iban|international bank account|国际银行账[号户]",
            r"[A-Za-z]{2}\d{2}(?:[ -]?[0-9A-Za-z]{2,4}){2,9}",
        ),
    )


class CryptoRecognizer(BareRecognizer):
    """Wallet addresses of Bitcoin (Base58, Bech32), Ethereum, Tron, Litecoin and Monero."""

    label = "CRYPTO"
    rules = (
        Rule(
            "wallet, Base58",
            NOT_WORD_BEFORE
            + r"(?=[0-9A-Za-z]{0,20}\d)(?=[0-9a-z]{0,33}[A-Z])(?:[13][1-9A-HJ-NP-Za-km-z]{25,34}"
            r"|[LM][1-9A-HJ-NP-Za-km-z]{32,33}|T[1-9A-HJ-NP-Za-km-z]{33}"
            r"|[48][1-9A-HJ-NP-Za-km-z]{94})" + NOT_WORD_AFTER,
            0.75,
            r"[13LMT48][1-9A-HJ-NP-Za-km-z]{25}",
        ),
        Rule(
            "wallet, Bech32",
            NOT_WORD_BEFORE + r"(?:bc1|ltc1|tb1|BC1|addr1)[0-9A-Za-z]{11,103}" + NOT_WORD_AFTER,
            0.9,
            "bc1|tb1|ltc1|BC1|addr1",
        ),
        Rule(
            "wallet, Ethereum",
            NOT_WORD_BEFORE + r"0x[0-9A-Fa-f]{40}" + NOT_WORD_AFTER,
            0.9,
            "0x[0-9A-Fa-f]{40}",
        ),
    )
