"""The tables of other countries' numbers; `structured_tables.py` says what a table is for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """What a recogniser must find, as (text, value), and what it must leave."""

    found: tuple[tuple[str, str], ...]
    left: tuple[str, ...]


NATIONAL: dict[str, Table] = {
    "national_americas.SsnRecognizer": Table(
        (("我的SSN是472-81-0094", "472-81-0094"), ("472-81-0094", "472-81-0094")),
        ("order no. 472-81-0094", "472-810-094", "1472-81-0094"),
    ),
    "national_americas.SsnCueRecognizer": Table(
        (("SSN 472810094", "472810094"),), ("social media",)
    ),
    "national_americas.ItinRecognizer": Table(
        (("ITIN 912-71-1234", "912-71-1234"),), ("ITIN 123",)
    ),
    "national_americas.EinRecognizer": Table((("EIN 12-3456789", "12-3456789"),), ("12-3456789",)),
    "national_americas.SinRecognizer": Table((("130 692 544", "130 692 544"),), ("130 692 545",)),
    "national_americas.SinCueRecognizer": Table(
        (("SIN: 130 692 545", "130 692 545"),), ("a sin of 12",)
    ),
    "national_americas.CpfRecognizer": Table(
        (("529.982.247-25", "529.982.247-25"), ("52998224725", "52998224725")), ("52998224726",)
    ),
    "national_americas.CpfCueRecognizer": Table(
        (("CPF 52998224726", "52998224726"),), ("CPF missing",)
    ),
    "national_americas.CurpRecognizer": Table(
        (("BEML920313HCMLNS09", "BEML920313HCMLNS09"),), ("BEML920313QCMLNS09",)
    ),
    "national_americas.RutRecognizer": Table((("12.345.678-5", "12.345.678-5"),), ("12.345.678",)),
    "national_americas.NationalIdRecognizer": Table(
        (("national ID 123456789", "123456789"), ("tax ID: AB1234567", "AB1234567")),
        ("My number is 1596",),
    ),
    "national_europe.NinoRecognizer": Table((("我的AB123456C号", "AB123456C"),), ("AB123456E",)),
    "national_europe.NinoCueRecognizer": Table(
        (("NI number ZZ 78 41 85 T", "ZZ 78 41 85 T"),), ("NINO?",)
    ),
    "national_europe.SpanishIdRecognizer": Table((("12345678Z", "12345678Z"),), ("12345678A",)),
    "national_europe.SpanishForeignerRecognizer": Table(
        (("X1234567L", "X1234567L"),), ("W1234567L",)
    ),
    "national_europe.SpanishIdCueRecognizer": Table(
        (("DNI 12345678A", "12345678A"),), ("DNI caducado",)
    ),
    "national_europe.FiscalCodeRecognizer": Table(
        (
            ("RSSMRA85T10A562S", "RSSMRA85T10A562S"),
            ("RSSMRA85T10A562A", "RSSMRA85T10A562A"),
            ("CF RSS MRA 85T10 A562S", "RSS MRA 85T10 A562S"),
            ("税务代码RSSMRA85T10A562S", "RSSMRA85T10A562S"),
            ("ref. RSSMRA85T10A562S", "RSSMRA85T10A562S"),
        ),
        ("RSSMRA85Z10A562S", "RSS MRA 85T10 A562A", "SKU RSSMRA85T10A562A"),
    ),
    "national_europe.FrenchIdRecognizer": Table(
        (("255081416802538", "255081416802538"),), ("255081416802539",)
    ),
    "national_europe.GermanTaxIdFormRecognizer": Table(
        (("Finanzamt: 86 095 742 719", "86 095 742 719"),),
        ("86 095 742 718", "86095742719"),
    ),
    "national_europe.GermanTaxIdRecognizer": Table(
        (
            ("Steuer-ID 86095742719", "86095742719"),
            ("Steuerliche Identifikationsnummer 86 095 742 719", "86 095 742 719"),
            ("IdNr. 86.095.742.719", "86.095.742.719"),
            ("Persönliche Identifikationsnummer: 86/095/742/719", "86/095/742/719"),
        ),
        ("Steuer-ID fehlt",),
    ),
    "national_europe.GermanSocialSecurityRecognizer": Table(
        (("12 010185 W 123", "12 010185 W 123"),), ("12 410185 W 123",)
    ),
    "national_europe.PeselRecognizer": Table((("44051401359", "44051401359"),), ("44051401358",)),
    "national_europe.BelgianIdRecognizer": Table(
        (("85.07.30-033.28", "85.07.30-033.28"),), ("85.07.30",)
    ),
    "national_europe.NordicIdRecognizer": Table(
        (("811228-9874", "811228-9874"),), ("814228-9874",)
    ),
    "national_europe.FinnishIdRecognizer": Table(
        (("131052-308T", "131052-308T"),), ("134052-308T",)
    ),
    "national_europe.SwissIdRecognizer": Table(
        (("756.9217.0769.85", "756.9217.0769.85"),), ("757.9217.0769.85",)
    ),
    "national_europe.IrishIdRecognizer": Table(
        (("PPS number 1234567T", "1234567T"),), ("1234567T",)
    ),
    "national_asia.AadhaarRecognizer": Table(
        (("2341 2341 2346", "2341 2341 2346"), ("2341 2341 2345", "2341 2341 2345")),
        ("1341 2341 2346", "2341 2341 2346 1234"),
    ),
    "national_asia.AadhaarCueRecognizer": Table(
        (("Aadhaar 234123412345", "234123412345"),), ("Aadhaar lost",)
    ),
    "national_asia.PanRecognizer": Table(
        (("我的ABCPE1234F号", "ABCPE1234F"),), ("ABCP1234F", "SKU ABCPE1234F")
    ),
    "national_asia.PanCueRecognizer": Table(
        (("PAN abcxe1234f", "abcxe1234f"),), ("a pan of 28 cm",)
    ),
    "national_asia.IndiaOtherRecognizer": Table(
        (("voter ID ABC1234567", "ABC1234567"),), ("ABC1234567",)
    ),
    "national_asia.NricRecognizer": Table((("我的S1234567D号", "S1234567D"),), ("A1234567D",)),
    "national_asia.NricCueRecognizer": Table((("NRIC s1234567d", "s1234567d"),), ("NRIC lost",)),
    "national_asia.KoreanIdRecognizer": Table(
        (("750629-2714976", "750629-2714976"),), ("750629-271497",)
    ),
    "national_asia.MalaysianIdRecognizer": Table(
        (("850101-14-5678", "850101-14-5678"),), ("851301-14-5678",)
    ),
    "national_asia.ThaiIdRecognizer": Table(
        (("5-9212-67440-95-6", "5-9212-67440-95-6"),), ("5-9212-67440-95",)
    ),
    "national_asia.PakistaniIdRecognizer": Table(
        (("12345-1234567-1", "12345-1234567-1"),), ("1234-123456-1",)
    ),
    "national_asia.SouthAfricanIdRecognizer": Table(
        (("8001015009087", "8001015009087"),), ("8001015009088",)
    ),
    "national_asia.TaxFileNumberRecognizer": Table(
        (
            ("TFN 123 456 789", "123 456 789"),
            ("ATO number: 123.456.789", "123.456.789"),
            ("我的税档号是123456789", "123456789"),
            ("澳大利亚的税务档案号123-456-789", "123-456-789"),
        ),
        ("TFN missing", "tax year 2023 to 2024"),
    ),
    "national_asia.TaxFileNumberFormRecognizer": Table(
        (("123 456 782", "123 456 782"), ("123-456-782", "123-456-782")),
        ("123 456 789", "123.456.782"),
    ),
    "national_asia.JapaneseIdRecognizer": Table(
        (("マイナンバー 1234 5678 9012", "1234 5678 9012"),), ("1234 5678 9012",)
    ),
}
