# ruff: noqa: E501, SIM905 - word lists and templates, one to a cell
"""Identifiers of mainland China, Hong Kong, Macau and Taiwan; every check digit is right unless its name says not."""

from __future__ import annotations

from random import Random

from benchmarks.redaction import digits as check
from benchmarks.redaction.cases import Value
from benchmarks.redaction.cues_china import CUES
from benchmarks.redaction.kinds import DIGITS, Kind, digits, form, one_of, shaped, some

_REGIONS = (
    "110102 110106 110112 120104 120116 130202 130402 140202 150202 210103 210302 220102 220202 230102 230604 310101 310110 320106 320505 330102 330302 "
    "340102 340824 350102 350582 360103 370102 370682 410102 410323 420102 420581 430102 430381 440106 440304 440605 441900 450102 460106 500103 510107 "
    "510182 513401 520102 522401 530103 530302 540103 610102 610402 620103 620502 630103 640102 650103 652901"
).split()
_MOBILE = (
    "130 131 132 133 134 135 136 137 138 139 145 147 149 150 151 152 153 155 156 157 158 159 162 165 166 167 171 172 173 175 176 177 178 180 181 "
    "182 183 184 185 186 187 188 189 190 191 193 195 196 197 198 199"
).split()
_AREA3 = "010 020 021 022 023 024 025 027 028 029".split()
_AREA4 = "0312 0371 0379 0411 0432 0453 0513 0535 0536 0552 0574 0577 0592 0595 0635 0717 0733 0754 0756 0760 0772 0797 0816 0851 0872 0917 0951".split()
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_UNIONPAY = "621225 622208 622845 622700 622580 621660 622260 622630 623058 621485 622908 622188 622156 621669 622568 621799".split()


def _born(rng: Random) -> str:
    return f"{rng.randint(1938, 2014)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"


def resident_id(rng: Random) -> str:
    body = rng.choice(_REGIONS) + _born(rng) + some(rng, DIGITS, 3)
    last = check.resident_id(body)
    return body + (last.lower() if rng.random() < 0.3 else last)


def resident_id_wrong(rng: Random) -> str:
    body = rng.choice(_REGIONS) + _born(rng) + some(rng, DIGITS, 3)
    return body + rng.choice([c for c in "0123456789X" if c != check.resident_id(body)])


def resident_id_15(rng: Random) -> str:
    return rng.choice(_REGIONS) + _born(rng)[2:] + some(rng, DIGITS, 3)


def mobile_plain(rng: Random) -> str:
    return rng.choice(_MOBILE) + some(rng, DIGITS, 8)


def mobile(rng: Random) -> str:
    n = mobile_plain(rng)
    gap = rng.choice("- ")
    parted = gap.join((n[:3], n[3:7], n[7:]))
    head = rng.choice(("+86", "+86 ", "+86-", "86-", "0086", "0086 ", "(+86)", "(+86) ", "+86 (0)"))
    return rng.choice((n, n, n, parted, parted, head + n, head + parted))


def landline(rng: Random) -> str:
    return _line(rng) + rng.choice(
        ("", "", "", f"-{rng.randint(1, 8999)}", f"转{rng.randint(100, 8999)}")
    )


def landline_en(rng: Random) -> str:
    return _line(rng).replace("（", "(").replace("）", ")") + rng.choice(
        ("", "", "", f"-{rng.randint(1, 8999)}", f" ext. {rng.randint(100, 8999)}")
    )


def _line(rng: Random) -> str:
    area, size = rng.choice(((rng.choice(_AREA3), 7), (rng.choice(_AREA4), rng.choice((6, 7)))))
    body = rng.choice("2345678") + some(rng, DIGITS, size)
    return rng.choice(
        (
            f"{area}-{body}",
            f"({area}){body}",
            f"（{area}）{body}",
            f"{area} {body}",
            f"{area}{body}"
            if len(area) == 3
            else f"{area}-{body}",  # else not known for what it is
            f"+86-{area[1:]}-{body}",
            f"({area}) {body[:4]} {body[4:]}",
        )
    )


def _grouped(rng: Random, number: str) -> str:
    gap = rng.choice(("", "", " ", "-"))
    return gap.join(number[at : at + 4] for at in range(0, len(number), 4))


def unionpay(rng: Random) -> str:
    body = rng.choice(_UNIONPAY) + some(rng, DIGITS, rng.choice((9, 12)))
    return _grouped(rng, body + check.luhn(body))


def uscc(rng: Random) -> str:
    body = rng.choice(("91", "92", "93", "12", "52")) + rng.choice(_REGIONS) + some(rng, _USCC, 9)
    return body + check.uscc(body)


def _two_letters(rng: Random) -> str:
    """Five signs of which at most two are letters, as the standard has it."""
    signs = list(some(rng, DIGITS, 5))
    for at in rng.sample(range(4), rng.choice((1, 2))):
        signs[at] = rng.choice(_PLATE)
    return "".join(signs)


def plate(rng: Random) -> str:
    head = rng.choice(_PROVINCES) + rng.choice(_PLATE) + rng.choice(("", "", "", "·", " ", "-"))
    tail = rng.choice(
        (
            some(rng, DIGITS, 5), _two_letters(rng),
            rng.choice("DF") + rng.choice(DIGITS + _PLATE) + some(rng, DIGITS, 4), some(rng, DIGITS, 5) + rng.choice("DF"),
            some(rng, DIGITS, 4) + rng.choice("学警港澳挂"),
        )
    )  # fmt: skip
    return head + tail


def vin(rng: Random) -> str:
    pool = DIGITS + "ABCDEFGHJKLMNPRSTUVWXYZ"
    head = rng.choice(("LGX", "LDC", "LVS", "LSG", "LJ1", "1FT", "WVW", "WDD", "JHM", "KMH", "LNB"))
    draft = head + some(rng, pool, 5) + "0" + some(rng, pool, 4) + some(rng, DIGITS, 4)
    return draft[:8] + check.vin(draft) + draft[9:]


def hong_kong_id(rng: Random) -> str:
    body = rng.choice("ABCDEFGHKMPRSVYZ") + some(rng, DIGITS, 6)
    last = check.hong_kong_id(body)
    return body + rng.choice((f"({last})", f"（{last}）", f"({last})"))


def taiwan_id(rng: Random) -> str:
    body = rng.choice("ABCDEFGHJKLMNPQRSTUVXY") + rng.choice("12") + some(rng, DIGITS, 7)
    return body + check.taiwan_id(body)


def chinese_passport(rng: Random) -> str:
    """An ordinary one (E with a digit or a letter, G), a service or a diplomatic one; no I and no O."""
    head, size = rng.choice((("E", 8), ("E", 8), ("G", 8), ("E" + rng.choice(_PLATE), 7), ("P", 7), ("SE", 7)))  # fmt: skip
    return head + some(rng, DIGITS, size)


def permit(rng: Random) -> str:
    """To Hong Kong and Macau (C, W), or home from there (H, M, with or without the issue's two digits)."""
    head, size = rng.choice((("C", 8), ("C" + rng.choice("ABCDEFGH"), 7), ("W", 8), ("H", 8), ("M", 8), ("H", 10)))  # fmt: skip
    return head + some(rng, DIGITS, size)


def wechat(rng: Random) -> str:
    words = (
        "amber duoduo niuniu coffee rainy bobo wxid jojo lemon kiki maple tt doudou yoyo".split()
    )
    gap = rng.choice(("", "_", "-"))
    tail = rng.choice((digits(rng, rng.randint(3, 6)), f"_{digits(rng, 4)}", f"hi{digits(rng, 3)}"))
    made = rng.choice(words) + gap + tail
    return made if len(made) >= 6 else made + digits(rng, 3)  # six signs at least


def alipay(rng: Random) -> str:
    return rng.choice(
        (mobile_plain(rng), f"{wechat(rng)}@{rng.choice(('163.com', 'qq.com', 'aliyun.com'))}")
    )


def born_zh(rng: Random) -> str:
    y, m, d = rng.randint(1940, 2012), rng.randint(1, 12), rng.randint(1, 28)
    return rng.choice(
        (
            f"{y}年{m}月{d}日",
            f"{y}-{m:02d}-{d:02d}",
            f"{y}.{m}.{d}",
            f"{y}/{m:02d}/{d:02d}",
            f"{y}{m:02d}{d:02d}",
            f"{str(y)[2:]}年{m}月{d}号",
        )
    )


GRAMMAR = (
    Kind("resident ID, 18", "CN_ID_CARD", resident_id, *CUES["resident ID, 18"]),
    Kind("resident ID, 15", "CN_ID_CARD", resident_id_15, *CUES["resident ID, 15"]),
    Kind("mobile", "PHONE_NUMBER", mobile, *CUES["mobile"]),
    Kind("landline", "PHONE_NUMBER", landline, *CUES["landline"], english=landline_en),
    Kind("UnionPay card", "CREDIT_CARD", unionpay, *CUES["UnionPay card"]),
    Kind("credit code", "CN_USCC", uscc, *CUES["credit code"]),
    Kind("plate", "CN_LICENSE_PLATE", plate, *CUES["plate"]),
    Kind("VIN", "CN_VIN", vin, *CUES["VIN"]),
    Kind("Hong Kong ID", "HK_ID", hong_kong_id, *CUES["Hong Kong ID"]),
    Kind("Taiwan ID", "TW_ID", taiwan_id, *CUES["Taiwan ID"]),
    Kind("Chinese passport", "CN_PASSPORT", chinese_passport, *CUES["Chinese passport"], bare=False),
    Kind("HK/Macau permit", "CN_PERMIT", permit, *CUES["HK/Macau permit"], bare=False),
    Kind("HK mobile", "PHONE_NUMBER", form("+852 6### ####", "+852-9#######", "+8529#######", "(+852) 5### ####", "852-6###-####", "00852 9### ####"), *CUES["HK mobile"]),
    Kind("Macau mobile", "PHONE_NUMBER", form("+853 66## ####", "+853-6###-####", "+8536#######", "(+853) 6### ####", "00853 6### ####"), *CUES["Macau mobile"]),
    Kind("Taiwan mobile", "PHONE_NUMBER", form("09##-###-###", "09########", "+8869########", "+886 9##-###-###", "09## ### ###", "09##-### ###", "(+886) 9## ### ###"), *CUES["Taiwan mobile"]),
    Kind("Taiwan landline", "PHONE_NUMBER", form("02-8###-####", "(02) 2### ####", "(04)2###-####", "+886 2 2### ####", "07-7##-####", "06-2##-####", "+886-3-4##-####"), *CUES["Taiwan landline"]),
)  # fmt: skip

CONTEXT = (
    Kind("resident ID, bad check", "CN_ID_CARD", resident_id_wrong, *CUES["resident ID, bad check"], bare=False),
    Kind("WeChat", "CN_SOCIAL_ID", wechat, *CUES["WeChat"], bare=False),
    Kind("QQ", "CN_SOCIAL_ID", lambda r: digits(r, r.randint(6, 10)), *CUES["QQ"], bare=False),
    Kind("Alipay", "CN_SOCIAL_ID", alipay, *CUES["Alipay"], bare=False),
    Kind("Taiwan permit", "CN_PERMIT", lambda r: digits(r, 8), *CUES["Taiwan permit"], bare=False),
    Kind("Macau ID", "MO_ID", lambda r: f"{r.choice('157')}{some(r, DIGITS, 6)}({r.randint(0, 9)})", *CUES["Macau ID"], bare=False),
    Kind("social card", "MEDICAL_NUMBER", one_of(lambda r: digits(r, 9), lambda r: shaped(r, "A########"), lambda r: digits(r, 10)), *CUES["social card"], bare=False),
    Kind("patient number", "MEDICAL_NUMBER", form("########", "ZY########", "P2025######", "000#######", "MZ######"), *CUES["patient number"], bare=False),
    Kind("bank account", "US_BANK_NUMBER", lambda r: digits(r, r.choice((12, 14, 16, 17, 19))), *CUES["bank account"], bare=False),
    Kind("birth date", "DATE_OF_BIRTH", born_zh, *CUES["birth date"], bare=False),
    Kind("one-time code", "CREDENTIAL", one_of(lambda r: some(r, DIGITS, 6), lambda r: some(r, DIGITS, 4)), *CUES["one-time code"], bare=False),
    Kind("password", "CREDENTIAL", lambda r: r.choice(("Asd", "iloveu", "Wang", "admin", "Kd#", "xixi", "Test", "nihao")) + digits(r, r.randint(3, 6)) + r.choice(("", "!", "#", "*", "_ok")), *CUES["password"], bare=False),
    Kind("driving licence", "US_DRIVER_LICENSE", one_of(resident_id_15, lambda r: digits(r, 12)), *CUES["driving licence"], bare=False),
    Kind("officer card", "CN_ID_CARD", lambda r: Value(f"{r.choice('南北沈兰成济广海空参政后装')}字第{digits(r, 8)}", after="号"), *CUES["officer card"], bare=False),
)  # fmt: skip
