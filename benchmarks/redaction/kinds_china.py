# ruff: noqa: E501, SIM905 - word lists and templates, one to a cell
"""Identifiers of mainland China, Hong Kong, Macau and Taiwan; every check digit is right unless its name says not."""

from __future__ import annotations

from random import Random

from benchmarks.redaction import digits as check
from benchmarks.redaction.cases import Value
from benchmarks.redaction.kinds import DIGITS, Kind, digits, form, one_of, shaped, some

_REGIONS = (
    "110101 110105 110108 120103 130102 130604 140106 150102 210102 210211 220104 230103 230204 310104 310115 320102 320583 330106 330782 "
    "340104 350203 360102 370202 371302 410105 411503 420106 421002 430104 430626 440103 440305 440606 441881 450103 460105 500112 510104 "
    "510722 511303 520103 520221 530102 532301 540102 610113 610523 620102 622201 630102 640104 650102 654101"
).split()
_MOBILE = (
    "130 131 132 133 134 135 136 137 138 139 145 147 149 150 151 152 153 155 156 157 158 159 162 165 166 167 171 172 173 175 176 177 178 180 181 "
    "182 183 184 185 186 187 188 189 190 191 193 195 196 197 198 199"
).split()
_AREA3 = "010 020 021 022 023 024 025 027 028 029".split()
_AREA4 = "0311 0351 0411 0431 0451 0512 0532 0551 0571 0591 0731 0755 0757 0769 0771 0791 0871 0898 0931 0991 0579 0838".split()
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_UNIONPAY = "621226 622202 622848 621700 622588 621661 622262 625809 623052 621483 622909 621098 622155 620058".split()


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
    area, body = (
        (rng.choice(_AREA3), digits(rng, 8))
        if rng.random() < 0.5
        else (rng.choice(_AREA4), rng.choice("23456789") + some(rng, DIGITS, rng.choice((6, 7))))
    )
    body = rng.choice("2345678") + body[1:]
    text = rng.choice(
        (
            f"{area}-{body}",
            f"({area}){body}",
            f"（{area}）{body}",
            f"{area} {body}",
            f"{area}{body}",
            f"+86-{area[1:]}-{body}",
            f"({area}) {body[:4]} {body[4:]}",
        )
    )
    return text + rng.choice(
        ("", "", "", f"-{rng.randint(1, 8999)}", f"转{rng.randint(100, 8999)}")
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


def plate(rng: Random) -> str:
    head = rng.choice(_PROVINCES) + rng.choice(_PLATE) + rng.choice(("", "", "", "·", " ", "-"))
    tail = rng.choice(
        (
            some(rng, DIGITS, 5), some(rng, DIGITS + _PLATE, 4) + rng.choice(DIGITS),
            rng.choice("DF") + rng.choice(DIGITS + _PLATE) + some(rng, DIGITS, 4), some(rng, DIGITS, 5) + rng.choice("DF"),
            some(rng, DIGITS, 4) + rng.choice("学警港澳挂"),
        )
    )  # fmt: skip
    return head + tail


def vin(rng: Random) -> str:
    pool = DIGITS + "ABCDEFGHJKLMNPRSTUVWXYZ"
    head = rng.choice(("LSV", "LFV", "LGB", "LHG", "1HG", "WBA", "JTD", "5YJ", "LRW", "LS5"))
    draft = head + some(rng, pool, 5) + "0" + some(rng, pool, 4) + some(rng, DIGITS, 4)
    return draft[:8] + check.vin(draft) + draft[9:]


def hong_kong_id(rng: Random) -> str:
    body = rng.choice("ABCDEFGHKMPRSVYZ") + some(rng, DIGITS, 6)
    last = check.hong_kong_id(body)
    return body + rng.choice((f"({last})", f"（{last}）", f"({last})"))


def taiwan_id(rng: Random) -> str:
    body = rng.choice("ABCDEFGHJKLMNPQRSTUVXY") + rng.choice("12") + some(rng, DIGITS, 7)
    return body + check.taiwan_id(body)


def wechat(rng: Random) -> str:
    words = (
        "sunny",
        "xiaobai",
        "lulu",
        "panda",
        "momo",
        "tiger",
        "ocean",
        "wxid",
        "leo",
        "cherry",
        "hanhan",
        "kk",
    )
    return (
        rng.choice(words)
        + rng.choice(("", "_", "-"))
        + rng.choice(
            (digits(rng, rng.randint(2, 6)), f"love{digits(rng, 3)}", f"zz_{digits(rng, 2)}")
        )
    )


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
    Kind("resident ID, 18", "CN_ID_CARD", resident_id, ("身份证号", "身份证", "身份证号码", "证件号码", "公民身份号码"), ("Chinese ID", "resident ID", "ID card number")),
    Kind("resident ID, 15", "CN_ID_CARD", resident_id_15, ("身份证号", "老身份证", "一代身份证号码"), ("old Chinese ID card",)),
    Kind("mobile", "PHONE_NUMBER", mobile, ("手机号", "电话", "手机", "联系方式", "联系电话", "收货人电话"), ("mobile", "phone", "cell", "China number")),
    Kind("landline", "PHONE_NUMBER", landline, ("座机", "固定电话", "电话", "单位电话", "家里电话"), ("landline", "office phone", "phone")),
    Kind("UnionPay card", "CREDIT_CARD", unionpay, ("银行卡号", "卡号", "储蓄卡", "退款账户卡号", "尾号那张卡完整卡号"), ("UnionPay card", "bank card", "debit card")),
    Kind("credit code", "CN_USCC", uscc, ("统一社会信用代码", "信用代码", "税号", "纳税人识别号"), ("credit code", "Chinese tax number", "USCC")),
    Kind("plate", "CN_LICENSE_PLATE", plate, ("车牌号", "车牌", "车号", "车辆牌照"), ("plate", "licence plate")),
    Kind("VIN", "CN_VIN", vin, ("车架号", "VIN码", "车辆识别代号"), ("VIN", "vehicle identification number", "chassis number")),
    Kind("Hong Kong ID", "HK_ID", hong_kong_id, ("香港身份证", "香港身份證號碼", "身份證", "HKID"), ("HKID", "Hong Kong ID")),
    Kind("Taiwan ID", "TW_ID", taiwan_id, ("台湾身份证", "身分證字號", "身分證號"), ("Taiwan ID", "Taiwanese national ID")),
    Kind("Chinese passport", "CN_PASSPORT", form("E########", "G########", "EA#######", "EJ#######", "EK#######", "P#######", "SE#######"), ("护照号", "护照", "护照号码", "因私护照"), ("Chinese passport", "passport number"), bare=False),
    Kind("HK/Macau permit", "CN_PERMIT", form("C########", "CA#######", "W########", "H########", "M########", "H##########"), ("港澳通行证", "往来港澳通行证号", "回乡证", "回乡证号码", "来往内地通行证"), ("home return permit", "HK-Macau permit"), bare=False),
    Kind("HK mobile", "PHONE_NUMBER", form("+852 9### ####", "+852-6###-####", "+8525#######", "(852) 9### ####", "00852 6#######"), ("香港电话", "香港手機", "電話", "聯絡電話"), ("Hong Kong number", "phone", "HK mobile")),
    Kind("Macau mobile", "PHONE_NUMBER", form("+853 6### ####", "+853-66######", "+8536#######"), ("澳门电话", "澳門手機", "電話"), ("Macau number", "phone")),
    Kind("Taiwan mobile", "PHONE_NUMBER", form("09##-###-###", "09########", "+886 9## ### ###", "+886-9##-###-###", "09## ### ###", "09##-######"), ("台湾手机", "手機", "行動電話", "聯絡電話"), ("Taiwan mobile", "phone", "mobile")),
    Kind("Taiwan landline", "PHONE_NUMBER", form("02-2###-####", "(02)2###-####", "04-2###-####", "+886-2-2###-####", "(07)3##-####", "03-5##-####"), ("市話", "家裡電話", "公司電話"), ("Taiwan landline", "office phone")),
)  # fmt: skip

CONTEXT = (
    Kind("resident ID, bad check", "CN_ID_CARD", resident_id_wrong, ("身份证号", "身份证", "证件号"), ("Chinese ID", "resident ID number"), bare=False),
    Kind("WeChat", "CN_SOCIAL_ID", wechat, ("微信", "微信号", "wx", "薇信", "加我v信", "VX", "vx号", "wechat"), ("WeChat", "wechat id", "WeChat ID"), bare=False),
    Kind("QQ", "CN_SOCIAL_ID", lambda r: digits(r, r.randint(6, 10)), ("QQ", "QQ号", "qq", "扣扣", "企鹅号"), ("QQ", "QQ number"), bare=False),
    Kind("Alipay", "CN_SOCIAL_ID", alipay, ("支付宝", "支付宝账号", "支付宝账户"), ("Alipay", "Alipay account"), bare=False),
    Kind("Taiwan permit", "CN_PERMIT", lambda r: digits(r, 8), ("台胞证", "台胞证号", "台湾居民来往大陆通行证"), ("Taiwan compatriot permit",), bare=False),
    Kind("Macau ID", "MO_ID", lambda r: f"{r.choice('157')}{some(r, DIGITS, 6)}({r.randint(0, 9)})", ("澳门身份证", "澳門居民身份證"), ("Macau ID", "Macau resident ID"), bare=False),
    Kind("social card", "MEDICAL_NUMBER", one_of(lambda r: digits(r, 9), lambda r: shaped(r, "A########"), lambda r: digits(r, 10)), ("社保卡号", "社会保障卡号", "医保卡号", "医保号"), ("social insurance number", "medical insurance number"), bare=False),
    Kind("patient number", "MEDICAL_NUMBER", form("########", "ZY#######", "M2024######", "00######"), ("病历号", "住院号", "就诊卡号", "门诊号", "病案号"), ("patient ID", "medical record number"), bare=False),
    Kind("bank account", "US_BANK_NUMBER", lambda r: digits(r, r.choice((12, 14, 16, 17, 19))), ("银行账号", "对公账户", "账号", "开户账号"), ("bank account", "account number"), bare=False),
    Kind("birth date", "DATE_OF_BIRTH", born_zh, ("出生日期", "生日", "出生年月日"), ("date of birth", "birthday", "DOB"), bare=False),
    Kind("one-time code", "CREDENTIAL", one_of(lambda r: some(r, DIGITS, 6), lambda r: some(r, DIGITS, 4)), ("验证码", "短信验证码", "动态码", "校验码"), ("verification code", "one-time code", "OTP"), bare=False),
    Kind("password", "CREDENTIAL", lambda r: r.choice(("Qwe", "abc", "woaini", "Hello", "tiger", "P@ss", "Zhang")) + digits(r, r.randint(3, 6)) + r.choice(("", "!", "#", "@", "_x")), ("密码", "登录密码", "支付密码", "初始密码", "wifi密码"), ("password", "login password", "passcode"), bare=False),
    Kind("driving licence", "US_DRIVER_LICENSE", one_of(resident_id_15, lambda r: digits(r, 12)), ("驾驶证号", "驾照号", "驾驶证档案编号"), ("Chinese driving licence",), bare=False),
    Kind("officer card", "CN_ID_CARD", lambda r: Value(f"{r.choice('南北沈兰成济广海空参政后装')}字第{digits(r, 8)}", after="号"), ("军官证", "军官证号", "士兵证号"), ("military ID",), bare=False),
)  # fmt: skip
