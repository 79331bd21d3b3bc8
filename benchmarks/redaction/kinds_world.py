# ruff: noqa: E501, SIM905 - word lists and templates, one to a cell
"""Identifiers of the rest of the world; check digits are right unless the name says not."""

from __future__ import annotations

from random import Random

from benchmarks.redaction import digits as check
from benchmarks.redaction.cases import Value
from benchmarks.redaction.cues_world import CUES
from benchmarks.redaction.kinds import (
    DIGITS,
    LOWER,
    UPPER,
    Kind,
    digits,
    form,
    one_of,
    shaped,
    some,
    with_tail,
)

_USERS = "k.oduya marta-lind jbravo77 accounts the_baker s.p.q.r peter.parr+bills hello ahmed_nour d'arcy zhaolei1990 team-7 qa.bot 8675309 anna.b.svensson noor cat_lover_21 reservations m-a.roux wutong.li billing2 x0x0 yuki.s ivo.petrov.88 mrs.green xiaohei_520 no.name front-desk".split()
_HOSTS = "example.org icloud.com mail.ru live.nl ucl.ac.uk startup.ai shop.example.net yahoo.com.br gmx.de foxmail.com sohu.com yeah.net naver.com fastmail.fm library.school.nz t-online.de aliyun.com posteo.net orange.fr acme-logistics.eu hku.hk pchome.com.tw vip.sina.com agency.photography wp.pl uol.com.br".split()


def email(rng: Random) -> str:
    text = (
        f"{rng.choice(_USERS)}{rng.choice(('', '', str(rng.randint(1, 99))))}@{rng.choice(_HOSTS)}"
    )
    return text.upper() if rng.random() < 0.05 else text.title() if rng.random() < 0.05 else text


def _spaced(rng: Random, number: str, size: int = 4) -> str:
    gap = rng.choice(("", "", " ", "-"))
    return gap.join(number[at : at + size] for at in range(0, len(number), size))


def card(rng: Random) -> str:
    head, size = rng.choice(
        (
            ("4", 16),
            ("4", 16),
            ("52", 16),
            ("54", 16),
            ("2720", 16),
            ("65", 16),
            ("3566", 16),
            ("4", 13),
        )
    )
    body = head + some(rng, DIGITS, size - 1 - len(head))
    number = body + check.luhn(body)
    return _spaced(rng, number) if size == 16 else number


def amex(rng: Random) -> str:
    body = rng.choice(("34", "37")) + some(rng, DIGITS, 12)
    n = body + check.luhn(body)
    return rng.choice((n, f"{n[:4]} {n[4:10]} {n[10:]}", f"{n[:4]}-{n[4:10]}-{n[10:]}"))


def iban(rng: Random) -> str:
    country, shape = rng.choice(
        (
            ("DE", "#" * 18), ("GB", "AAAA" + "#" * 14), ("FR", "#" * 23), ("ES", "#" * 20), ("LU", "#" * 16), ("NL", "AAAA" + "#" * 10), ("DK", "#" * 14), ("FI", "#" * 14), ("CZ", "#" * 20),
            ("CH", "#" * 17), ("HU", "#" * 24), ("BE", "#" * 12), ("PL", "#" * 24), ("RO", "AAAA" + "#" * 16), ("IE", "AAAA" + "#" * 14), ("LT", "#" * 16),
            ("HR", "#" * 17), ("LV", "AAAA" + "#" * 13), ("AE", "#" * 19), ("QA", "AAAA" + "#" * 21), ("EE", "#" * 16), ("CY", "#" * 24), ("IL", "#" * 19),
        )
    )  # fmt: skip
    account = shaped(rng, shape)
    text = country + check.iban(country, account) + account
    roll = rng.random()
    if roll < 0.4:
        text = " ".join(text[at : at + 4] for at in range(0, len(text), 4))
    return text.lower() if roll > 0.95 else text


def ssn(rng: Random) -> str:
    area = rng.choice((rng.randint(1, 665), rng.randint(667, 899)))
    return f"{area:03d}-{rng.randint(1, 99):02d}-{rng.randint(1, 9999):04d}"


def nino(rng: Random) -> str:
    n = rng.choice("ABCEGHJKLMNPRSTWXYZ") + rng.choice("ABCEGHJKLMNPRSTWXYZ")
    while n in {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"}:
        n = rng.choice("ABCEGHJKLMNPRSTWXYZ") + rng.choice("ABCEGHJKLMNPRSTWXYZ")
    d = some(rng, DIGITS, 6)
    end = rng.choice("ABCD")
    return rng.choice(
        (
            f"{n}{d}{end}",
            f"{n} {d[:2]} {d[2:4]} {d[4:]} {end}",
            f"{n}-{d[:2]}-{d[2:4]}-{d[4:]}-{end}",
        )
    )


def nhs(rng: Random) -> str:
    while (last := check.nhs(body := digits(rng, 9))) is None:
        continue
    n = body + last
    return rng.choice((n, f"{n[:3]} {n[3:6]} {n[6:]}", f"{n[:3]}-{n[3:6]}-{n[6:]}"))


def _service(text: str) -> bool:
    """911 and its like are no area and no exchange."""
    number = "".join(c for c in text if c.isdigit())[-10:]
    return "11" in (number[1:3], number[4:6])


def us_phone(rng: Random) -> str:
    shapes = (
        "(N##) N##-####",
        "N##-N##-####",
        "N##.N##.####",
        "N## N## ####",
        "+1 N## N## ####",
        "+1 (N##) N##-####",
        "1-N##-N##-####",
        "+1N##N######",
        "(N##)N##-####",
        "+1-N##-N##-####",
        "N##/N##-####",
    )
    text = shaped(rng, rng.choice(shapes))
    while _service(text):
        text = shaped(rng, rng.choice(shapes))
    return text + rng.choice(("", "", "", "", f" ext. {digits(rng, 3)}", f" x{digits(rng, 2)}", f" ext {digits(rng, 1)}"))  # fmt: skip


_PHONES = (
    "+44 1N## ######", "+44 161 N## ####", "077## ######", "(020) 8### ####", "0131 N## ####", "+44 (0)20 7### ####", "075## ### ###", "+49 40 N######", "+49 176 ########", "0049 171 #######", "+49 (0)30 N#######",
    "+33 7 ## ## ## ##", "+33 (0)4 ## ## ## ##", "07 ## ## ## ##", "+39 02 N### ####", "+39 34# #######", "+34 93 N## ## ##", "+34 6########", "+31 20 N## ####", "+41 44 N## ## ##", "+43 664 #######",
    "+91 80 N### ####", "+91 7#### #####", "+61 2 9### ####", "0412 ### ###", "+61 3 9### ####", "+81 80-####-####", "080-####-####", "+81-6-####-####", "+82 2-N##-####", "+82-10-####-####",
    "+55 21 2### ####", "+55 (11) 9####-####", "+52 33 N### ####", "+27 11 N## ####", "+234 81# ### ####", "+254 20 N## ####", "+971 4 N## ####", "+65 8### ####", "+65-6###-####", "+60 3-N### ####", "+66 2 N## ####",
    "+63 2 8### ####", "+62 21 N### ####", "+84 28 N### ####", "+90 212 N## ## ##", "+7 495 ###-##-##", "+7 (903) ###-##-##", "+380 44 ### ## ##", "+48 22 N## ## ##", "+420 2## ### ###", "+36 1 N## ####",
    "+30 21# ### ####", "+351 21# ### ###", "+353 1 N## ####", "+46 8 N## ### ##", "+47 2# ## ## ##", "+45 N# ## ## ##", "+358 50 ### ####", "+972 3-N##-####", "+20 2 N### ####", "+54 11 N###-####", "+56 9 #### ####", "+64 9 N## ####", "0033 6 ## ## ## ##", "00971 50 ### ####",
)  # fmt: skip


def ipv4(rng: Random) -> Value:
    port = rng.choice(("", "", "", f":{rng.randint(80, 65000)}"))
    return with_tail(
        ".".join(
            str(n)
            for n in (
                rng.choice((10, 100, 172, 192, 198, 45, 93, 121, 185, 217)),
                rng.randint(0, 255),
                rng.randint(0, 255),
                rng.randint(1, 254),
            )
        ),
        port,
    )


def ipv6(rng: Random) -> str:
    g = [shaped(rng, "hhhh") for _ in range(8)]
    return rng.choice(
        (
            ":".join(g),
            f"2001:db8:{g[0]}::{g[1]}",
            f"fe80::{g[0]}:{g[1]}:{g[2]}:{g[3]}",
            f"2a00:{g[0]}:{g[1]}:{g[2]}::{g[3]}",
            f"2408:8{g[0][:3]}:{g[1]}:0000:0000:{g[2]}:{g[3]}:{g[4]}",
        )
    )


def mac(rng: Random) -> str:
    g = [shaped(rng, "hh") for _ in range(6)]
    text = rng.choice((":".join(g), "-".join(g), f"{g[0]}{g[1]}.{g[2]}{g[3]}.{g[4]}{g[5]}"))
    return text.upper() if rng.random() < 0.5 else text


def user_url(rng: Random) -> str:
    host = rng.choice(
        ("id.example.org", "app.parcel-hub.io", "clinic.example.net", "tickets.example.com.au")
    )
    user = rng.choice(("marta.lind", "k_oduya", "zhaolei90", "ivo.petrov"))
    return rng.choice((
        f"https://{host}/confirm?e-mail={user}@example.org&code={some(rng, LOWER + DIGITS, 12)}", f"https://{user}:{some(rng, LOWER, 7)}{digits(rng, 3)}@{host}/export.csv",
        f"http://{host}/profile?username={user}&mobile=206555{some(rng, DIGITS, 4)}", f"https://{host}/magic?access_token={some(rng, LOWER + DIGITS, 24)}", f"https://{host}/track?user_id={digits(rng, 8)}&name={user}",
        f"ftp://{user}:{some(rng, LOWER, 8)}@{host}/upload", f"https://{host}/checkout?sessionid={some(rng, UPPER + DIGITS, 20)}",
    ))  # fmt: skip


def aadhaar(rng: Random) -> str:
    body = rng.choice("23456789") + some(rng, DIGITS, 10)
    n = body + check.verhoeff(body)
    return f"{n[:4]} {n[4:8]} {n[8:]}"


def nric(rng: Random) -> str:
    head, body = rng.choice("STFG"), some(rng, DIGITS, 7)
    return head + body + check.singapore_nric(head, body)


def dni(rng: Random) -> str:
    n = rng.randint(10_000_000, 79_999_999)
    if rng.random() < 0.3:
        body = rng.randint(0, 9_999_999)
        return f"X{body:07d}{check.spain_dni(body)}"
    return f"{n}{rng.choice(('', '-'))}{check.spain_dni(n)}"


def cpf(rng: Random) -> str:
    body = some(rng, DIGITS, 9)
    return f"{body[:3]}.{body[3:6]}.{body[6:]}-{check.brazil_cpf(body)}"


def nir(rng: Random) -> str:
    body = f"{rng.choice('12')}{rng.randint(40, 99)}{rng.randint(1, 12):02d}{rng.randint(1, 95):02d}{rng.randint(1, 990):03d}{rng.randint(1, 999):03d}"
    n = body + check.france_nir(body)
    return rng.choice((n, f"{n[0]} {n[1:3]} {n[3:5]} {n[5:7]} {n[7:10]} {n[10:13]} {n[13:]}"))


def krrn(rng: Random) -> str:
    born = f"{rng.randint(40, 99)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    body = born + rng.choice("12") + some(rng, DIGITS, 5)
    return f"{born}-{body[6:]}{check.korea_rrn(body)}"


def curp(rng: Random) -> str:
    cons = "BCDFGHJKLMNPQRSTVWXYZ"
    body = f"{rng.choice(cons)}{rng.choice('AEIOU')}{some(rng, cons, 2)}{rng.randint(40, 99)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}{rng.choice('HM')}{rng.choice(('DF', 'JC', 'NL', 'MC', 'PL'))}{some(rng, cons, 3)}0"
    return body + check.curp(body)


def codice(rng: Random) -> str:
    cons = "BCDFGLMNPRSTVZ"
    body = f"{some(rng, cons, 6)}{rng.randint(40, 99)}{rng.choice('ABCDEHLMPRST')}{rng.randint(1, 28):02d}{rng.choice('ABCDEFGHL')}{rng.randint(100, 999)}"
    return body + check.codice(body)


def tfn(rng: Random) -> str:
    while check.mod11_weighted(n := digits(rng, 9), (1, 4, 3, 7, 5, 8, 6, 9, 10)):
        continue
    return rng.choice((n, f"{n[:3]} {n[3:6]} {n[6:]}"))


def sin(rng: Random) -> str:
    body = rng.choice("1234567") + some(rng, DIGITS, 7)
    n = body + check.luhn(body)
    gap = rng.choice(" -")
    return gap.join((n[:3], n[3:6], n[6:]))


def south_africa(rng: Random) -> str:
    body = f"{rng.randint(40, 99)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}{some(rng, DIGITS, 4)}08"
    return body + check.luhn(body)


def steuer_id(rng: Random) -> str:
    pool = rng.sample(DIGITS, 9)  # of the ten digits before the check one occurs twice
    pool.append(rng.choice(pool))
    rng.shuffle(pool)
    while pool[0] == "0":
        rng.shuffle(pool)
    body = "".join(pool)
    n = body + check.iso7064_11_10(body)
    return rng.choice((n, f"{n[:2]} {n[2:5]} {n[5:8]} {n[8:]}"))


def personnummer(rng: Random) -> str:
    body = f"{rng.randint(40, 99)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}{some(rng, DIGITS, 3)}"
    n = body + check.luhn(body)
    return f"{rng.choice(('19', ''))}{n[:6]}-{n[6:]}"


def _ordinal(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def born_en(rng: Random) -> str:
    y, m, d = rng.randint(1938, 2012), rng.randint(1, 12), rng.randint(1, 28)
    name = "January February March April May June July August September October November December".split()[
        m - 1
    ]
    return rng.choice(
        (
            f"{m:02d}/{d:02d}/{y}",
            f"{d}/{m}/{y}",
            f"{y}-{m:02d}-{d:02d}",
            f"{name} {d}, {y}",
            f"{d} {name} {y}",
            f"{name[:3]} {d} {y}",
            f"{d:02d}.{m:02d}.{y}",
            f"{d}-{name[:3]}-{y}",
            f"{d}{_ordinal(d)} of {name} {y}",
        )
    )


def passport(rng: Random) -> str:
    shapes = "#########|A########|P########|AA#######|L#######|##AA#####|K########|RA######|AA######|C###AA##A|N########"
    return shaped(rng, rng.choice(shapes.split("|")))


def driver(rng: Random) -> str:
    """The forms of several American states, of Italy and of Britain."""
    if rng.random() < 0.12:
        born = f"{rng.randint(0, 9)}{rng.randint(1, 12) + rng.choice((0, 50)):02d}{rng.randint(1, 28):02d}{rng.randint(0, 9)}"
        return f"{shaped(rng, 'AAAAA')}{born}{shaped(rng, 'AA#AA')}"
    shapes = "A#######|A########|########|A###-####-####|#########|A####-#####-#####|AA######A|A############|##-###-###|AA########|###AA####|A####-######-##"
    return shaped(rng, rng.choice(shapes.split("|")))


def routing(rng: Random) -> str:
    """A bank's number by the American Bankers Association: a district, and the weighted check digit."""
    district = rng.choice((rng.randint(1, 12), rng.randint(21, 32)))
    while check.mod10_weighted(n := f"{district:02d}{some(rng, DIGITS, 7)}", (3, 7, 1) * 3):
        continue
    return n


def medical(rng: Random) -> str:
    """Numbers as hospitals give them, and the American Medicare number with its own letters."""
    if rng.random() < 0.13:
        pool = {"c": "123456789", "a": "ACDEFGHJKMNPQRTUVWXY", "n": DIGITS}
        return "".join(rng.choice(pool[c]) if c in pool else c for c in "caan-aan-aann")
    if rng.random() < 0.13:
        return f"MRN-{some(rng, DIGITS, 7)}"
    shapes = "########|######|P-#######|###-##-####|CH########|##-#####-#|A#######"
    return shaped(rng, rng.choice(shapes.split("|")))


GRAMMAR = (
    Kind("e-mail", "EMAIL_ADDRESS", email, *CUES["e-mail"]),
    Kind("card", "CREDIT_CARD", card, *CUES["card"]),
    Kind("AmEx card", "CREDIT_CARD", amex, *CUES["AmEx card"]),
    Kind("IBAN", "IBAN_CODE", iban, *CUES["IBAN"]),
    Kind("SSN", "US_SSN", ssn, *CUES["SSN"]),
    Kind("NI number", "UK_NINO", nino, *CUES["NI number"]),
    Kind("US phone", "PHONE_NUMBER", us_phone, *CUES["US phone"]),
    Kind("world phone", "PHONE_NUMBER", form(*_PHONES), *CUES["world phone"]),
    Kind("IPv4", "IP_ADDRESS", ipv4, *CUES["IPv4"]),
    Kind("IPv6", "IP_ADDRESS", ipv6, *CUES["IPv6"]),
    Kind("MAC", "MAC_ADDRESS", mac, *CUES["MAC"]),
    Kind("URL with user data", "URL", user_url, *CUES["URL with user data"]),
)  # fmt: skip

OTHER_IDS = (
    Kind("IN Aadhaar", "IN_AADHAAR", aadhaar, *CUES["IN Aadhaar"]),
    Kind("IN PAN", "IN_PAN", form("AAAPA####A"), *CUES["IN PAN"]),
    Kind("SG NRIC", "SG_NRIC_FIN", nric, *CUES["SG NRIC"]),
    Kind("ES DNI", "ES_NIF", dni, *CUES["ES DNI"]),
    Kind("BR CPF", "BR_CPF", cpf, *CUES["BR CPF"]),
    Kind("FR NIR", "FR_NIR", nir, *CUES["FR NIR"]),
    Kind("KR RRN", "KR_RRN", krrn, *CUES["KR RRN"]),
    Kind("MX CURP", "MX_CURP", curp, *CUES["MX CURP"]),
    Kind("IT codice fiscale", "IT_FISCAL_CODE", codice, *CUES["IT codice fiscale"]),
    Kind("UK NHS", "UK_NHS", nhs, *CUES["UK NHS"], bare=False),
    Kind("AU TFN", "AU_TFN", tfn, *CUES["AU TFN"], bare=False),
    Kind("CA SIN", "CA_SIN", sin, *CUES["CA SIN"], bare=False),
    Kind("ZA ID", "ZA_ID", south_africa, *CUES["ZA ID"], bare=False),
    Kind("DE tax ID", "DE_TAX_ID", steuer_id, *CUES["DE tax ID"], bare=False),
    Kind("SE personnummer", "SE_PERSONNUMMER", personnummer, *CUES["SE personnummer"], bare=False),
    Kind("ITIN", "US_ITIN", lambda r: f"9{some(r, DIGITS, 2)}-{r.choice(('70', '72', '81', '88', '90', '94'))}-{some(r, DIGITS, 4)}", *CUES["ITIN"], bare=False),
)  # fmt: skip

CONTEXT = (
    Kind("passport", "US_PASSPORT", passport, *CUES["passport"], bare=False),
    Kind("driving licence", "US_DRIVER_LICENSE", driver, *CUES["driving licence"], bare=False),
    Kind("bank account", "US_BANK_NUMBER", lambda r: digits(r, r.randint(8, 14)), *CUES["bank account"], bare=False),
    Kind("routing number", "US_BANK_NUMBER", routing, *CUES["routing number"], bare=False),
    Kind("sort code", "US_BANK_NUMBER", form("##-##-##"), *CUES["sort code"], bare=False),
    Kind("medical record", "MEDICAL_NUMBER", medical, *CUES["medical record"], bare=False),
    Kind("insurance member", "MEDICAL_NUMBER", form("AA#######", "U##########", "##########-#", "AAAA######", "##########"), *CUES["insurance member"], bare=False),
    Kind("birth date", "DATE_OF_BIRTH", born_en, *CUES["birth date"], bare=False),
    Kind("undashed SSN", "US_SSN", lambda r: ssn(r).replace("-", r.choice(("", " "))), *CUES["undashed SSN"], bare=False),
    Kind("one-time code", "CREDENTIAL", one_of(lambda r: some(r, DIGITS, 6), lambda r: some(r, DIGITS, 4), form("###-###")), *CUES["one-time code"], bare=False),
    Kind("CVV", "CREDENTIAL", form("###", "####"), *CUES["CVV"], bare=False),
    Kind("world phone, cue", "PHONE_NUMBER", form("N## ####", "N##-####", "8#########", "N## N######", "0## ### ####", "01N## ######", "0N.##.##.##.##", "(0##) ### ## ##"), *CUES["world phone, cue"], bare=False),
)  # fmt: skip
