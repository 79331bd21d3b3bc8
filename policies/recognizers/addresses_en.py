"""Western postal addresses by their grammar. Knows no model and no list of places."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from policies.recognizers.base import TIMEOUT_SECONDS, TextRecognizer

_SUFFIX = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Way|Place"
    r"|Pl|Terrace|Ter|Square|Sq|Parkway|Pkwy|Circle|Cir|Highway|Hwy|Close|Crescent|Cres"
    r"|Gardens|Gdns|Grove|Mews|Row|Walk|Hill|Quay|Trail|Trl|Loop|Alley|Plaza|Route|Pike"
    r"|Bend|Run|Point|Ridge|View|Green|Park|Rise|Heights|Broadway|Turnpike|Expressway"
    r"|Esplanade|Parade)"
)
_STATE = (
    r"(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA"
    r"|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|ON|QC|BC|AB|NSW|VIC|QLD)"
)
_ZIP = r"(?:\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[0-9A-Z]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)"
_CITY = r"(?:\p{Lu}[\p{Latin}'’.-]+(?: (?:of|the|de|la|upon|on|\p{Lu}[\p{Latin}'’.-]+)){0,3})"
_SECOND = (
    r"(?:(?i:apartment|apt|suite|ste|unit|flat|floor|fl|room|rm|building|bldg|block"
    r"|lot)\.? ?#?[0-9A-Za-z-]{1,6}|#[ ]?[0-9A-Za-z-]{1,6}|\d{1,2}(?:st|nd|rd|th) "
    r"(?i:floor))"
)
_TAIL = (
    rf"(?:[,，]? {{0,2}}(?:{_SECOND}))?(?:[,，\n] ?{_CITY}(?=[,，]? ?(?:{_STATE}|{_ZIP})"
    rf"(?![A-Za-z0-9])|[,.;!?\n，。]|$))?(?:[,，]? ?(?:{_STATE}|{_CITY}) ?(?={_ZIP}"
    rf"(?![0-9A-Za-z])))?(?:[,，]? ?{_STATE}(?![A-Za-z]))?(?:[,，]? ?{_ZIP}"
    rf"(?![0-9A-Za-z]))?"
)
_WESTERN = regex.compile(
    rf"(?<![0-9A-Za-z.$€£¥-])(?:{_SECOND},? )?\d{{1,6}}[A-Za-z]?(?:[-/]\d{{1,5}})?,? (?:"
    rf"(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West|Old|New|Upper|Lower)\.? )?(?:"
    rf"(?:\d{{1,3}}(?:st|nd|rd|th)|\p{{Lu}}[\p{{Latin}}'’.-]*) ){{1,4}}?{_SUFFIX}"
    rf"(?![\p{{L}}])\.?(?: (?:N|S|E|W|NE|NW|SE|SW)(?![\p{{L}}])\.?)?{_TAIL}"
)
_WESTERN_LOWER = regex.compile(
    rf"(?i)(?<![0-9a-z.$€£¥-])\d{{1,6}}[a-z]? (?:(?!(?:day|days|item|items|order|orders"
    rf"|times?|hours?|minutes?|weeks?|months?|years?|percent|of|in|on|the|and|or|for|to|at"
    rf"|is|was|off|more|a|an|people|stars?)(?![a-z]))(?:\d{{1,3}}(?:st|nd|rd|th)"
    rf"|[a-z'’]+) ){{1,3}}?(?:street|avenue|road|boulevard|blvd|lane|drive|court|terrace"
    rf"|parkway|highway|crescent|st|ave|rd|ln)(?![a-z])\.?(?:,? (?:{_SECOND}))?"
    rf"(?:,? [a-z]+(?: [a-z]+)?,? {_STATE}(?![a-z]))?(?:,? ?\d{{5}}(?:-\d{{4}})?(?![0-9]))?"
)
_BOX = regex.compile(rf"(?i:(?<![a-z])P\.? ?O\.? ?Box) \d{{1,6}}{_TAIL}")
_CITY_ZIP = regex.compile(
    rf"(?<![\p{{L}}]){_CITY},? (?:{_STATE},? \d{{5}}(?:-\d{{4}})?"
    rf"|[A-Z]{{1,2}}\d[0-9A-Z]? \d[A-Z]{{2}})(?![0-9A-Za-z])"
)
_CUED_WESTERN = regex.compile(
    r"(?i)(?<![a-z])(?:(?:my|our|the|his|her|new|old|home|shipping|delivery|billing"
    r"|mailing|current|correct)[ ](?:(?:home|shipping|delivery|billing|mailing|new"
    r"|current|correct|street) )?address(?: is| was| to|:)|address[:：]|i live (?:at|on)"
    r"|we live (?:at|on)|residing at|reside at|living at|located at|(?:ship|send|deliver"
    r"|mail|forward)(?: it| this| them| that| the \w+| my \w+)? to|moved to)[ \t]*[\"'“]?"
    r"(?P<v>(?=[^\n.;!?]{0,40}\d)[0-9A-Z#\p{Lu}][^\n;!?。！？]{5,90}?)(?=[\n;!?。！？]|\."
    r"(?:\s|$)|$| (?:and|but|please|instead|because|as|so|by|before|my|i|not|thanks|thank"
    r"|is|with)(?![a-z])|, (?:and|but|please|my|i|phone|tel|email|e-mail|thanks)(?![a-z]))"
)


_RULES = (
    (_WESTERN, 0.85, "street address"),
    (_WESTERN_LOWER, 0.65, "street address, lower case"),
    (_BOX, 0.85, "post office box"),
    (_CITY_ZIP, 0.7, "city, state, postcode"),
    (_CUED_WESTERN, 0.75, "address after a cue"),
)


class WesternAddressRecognizer(TextRecognizer):
    """Street addresses, boxes, city with state and postcode, and what follows `my address is`."""

    label = "LOCATION"
    needs = r"[0-9]"

    def find(self, text: str) -> Iterator[tuple[int, int, float, str]]:
        """Every address; texts without a digit have none."""
        for pattern, score, name in _RULES:
            for match in pattern.finditer(text, timeout=TIMEOUT_SECONDS):
                start, end = match.span("v") if "v" in pattern.groupindex else match.span()
                yield start, start + len(text[start:end].rstrip(" ,\n\"'”")), score, name
