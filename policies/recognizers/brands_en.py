"""Companies, brands, products and programs, and cities, that are nobody's name.

Well-known ones are listed; a company that is not is told by the words beside it. Knows no rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import regex

from policies.recognizers.brand_list_en import CAPITALS, NAMES, WORDS
from policies.recognizers.known_names import folded, is_common, is_given, is_surname
from policies.recognizers.words import words

_TOKEN = regex.compile(r"[\p{Latin}\p{M}\p{N}]+(?:['’.][\p{Latin}\p{N}]+)*|&")
_ASCII_TOKEN = re.compile(r"[0-9A-Za-z]+(?:['.][0-9A-Za-z]+)*|&")
# So many signs at most stand between two words of a name.
_GAP = 3
_BLANK = regex.compile(r"\s")
# The longest brand's name has half so many characters: another may stand before it and overlap.
_REACH = 60
_SIGNS = str.maketrans("", "", "'’.")
_BETWEEN = frozenset((" ", "-", "  ", " - "))
# Hardly anybody's name, in any case of letters.
BRAND_WORDS = frozenset(words(WORDS))
CITIES = frozenset(
    words(
        """
    aachen aalborg aarhus aberdeen abidjan accra adelaide agadir ahmedabad akron albuquerque aleppo
    algiers alicante almaty amman amritsar amsterdam anchorage angers ankara antalya antwerp arnhem
    arusha ashgabat astana asuncion athens atlanta auckland baghdad baku baltimore bamako bandung
    bangalore bangkok barcelona basel batumi beaverton beersheba beijing beirut belfast belgrade
    bellevue bendigo bengaluru bergen berlin bern bilbao billings birmingham bishkek bochum bogota
    bogotá boise bologna bonn bordeaux boston braga brasilia brasov brasília bratislava breda bremen
    brighton brisbane bristol brno brooklyn bruges brussels bucharest budapest buffalo burgas bursa
    busan bydgoszcz cadiz caen cagliari cairo calgary cambridge canberra cancun cannes canterbury
    caracas cardiff cartagena casablanca catania cebu chandigarh charleroi chattanooga chelmsford
    chengdu chennai chester chiang chicago chisinau chittagong christchurch cincinnati cleveland cluj
    coimbatore coimbra cologne colombo conakry constanta copenhagen cork coventry croydon curitiba cádiz
    daegu daejeon dakar dalian dallas damascus darwin davao davos debrecen delhi denver detroit dhaka
    doha doncaster dortmund dresden dubai dublin dubrovnik dubuque dundee dunedin durban durham
    düsseldorf edinburgh edmonton eilat eindhoven erfurt essen eugene evansville exeter faisalabad faro
    florianopolis fortaleza frankfurt freiburg fremantle fukuoka gaborone galway gatwick gdansk gdynia
    geelong geneva genoa ghaziabad ghent giza glasgow glendale gloucester goa gothenburg granada graz
    grenoble groningen guadalajara guangdong guangzhou guayaquil gurgaon gyeonggi göteborg haarlem haifa
    halle hamburg hangzhou hanoi harare hartford havana heathrow heidelberg helsinki hilversum hiroshima
    hobart honolulu houston hull hyderabad incheon indianapolis indore innsbruck inverness ipswich
    islamabad istanbul izmir jacksonville jaipur jakarta jeddah jerusalem johannesburg juneau kabul
    kaiserslautern kampala kanpur kaohsiung karachi karlsruhe karlstad kathmandu katowice kaunas
    kawasaki kelowna khartoum kiev kigali kingston kinshasa klagenfurt knoxville kobe kochi kolkata
    kosice krakow krasnodar kuching kumasi kuwait kyiv kyoto lacrosse lafayette lagos lahore lancaster
    laredo larissa lausanne leeds leicester leiden leipzig leuven lexington libreville lille lima
    limassol limerick limoges linz lisbon liverpool ljubljana llanelli lodz london louisville luanda
    lubbock lucerne lucknow ludhiana lugano lusaka luton luxembourg lviv lyon maastricht macau madrid
    madurai magdeburg mainz malaga malmo malmö manama manchester mandalay mangalore manila mannheim
    maputo maribor marrakech marseille mecca medellin medina melbourne memphis merida mesa miami
    middlesbrough milan milwaukee minneapolis minsk mobile modena mogadishu mombasa monaco monterrey
    montevideo montpellier montreal moscow mumbai munich mysore nagoya nagpur nairobi nanjing nanning
    nantes naples nashville nassau newark newcastle niagara nice nicosia ningbo noida norfolk norwich
    nottingham novosibirsk nuremberg oakland odense odessa okinawa omaha oran orlando orleans osaka
    osijek oslo ostrava ottawa oulu oviedo padua palermo pamplona paris patna pattaya penang peoria
    perth perugia peshawar philadelphia phoenix phuket piraeus pisa pittsburgh plano plovdiv plymouth
    poitiers pondicherry portland porto potsdam poznan poznań prague preston pretoria pristina provo
    pune punta quebec quito rabat raleigh rancho ravenna recife regensburg reggio regina rennes reno
    reykjavik reykjavík richmond riga rijeka rio riyadh rochester rome rosario rostock rotterdam rouen
    sacramento saigon salamanca salerno salvador salzburg samarkand santiago sapporo sarajevo saskatoon
    seattle sendai seoul seville shanghai sheffield shenyang shenzhen siena singapore skopje slough
    sofia southampton split spokane springfield stavanger stockholm stockton stoke strasbourg stuttgart
    surabaya surat suzhou swansea swindon sydney szczecin szeged tacoma taichung tainan taipei tallinn
    tampa tampere tangier tashkent tbilisi tehran thessaloniki tianjin tilburg timisoara tirana tokyo
    toledo toronto toulouse trieste tripoli tromso tromsø trondheim tucson tulsa tunis turin turku
    ulaanbaatar ulsan uppsala utrecht vaduz valencia valladolid valletta valparaiso vancouver varanasi
    varna venice verona vicenza vienna vientiane vigo vilnius visakhapatnam warsaw warwick wellington
    wichita wiesbaden wigan windhoek winnipeg wolverhampton worcester wroclaw wrocław wuhan wuppertal
    xiamen xian yangon yekaterinburg yerevan yokohama york zadar zagreb zaragoza zurich zwolle zürich
    łódź żory
    """
    )
)


def brands(text: str) -> Iterator[tuple[int, int]]:
    """Where a listed name of a company or a product stands, from left to right.

    One of a single word that is also a person's name is none beside another ("Harrison Ford", "Mercedes Zabala").
    """
    tokens = _tokens(text)
    past = 0
    for at, (start, end, _) in enumerate(tokens):
        if at < past:
            continue
        size = _longest(text, tokens, at)
        if size:
            past = at + size
            yield start, tokens[past - 1][1]
        elif _alone(text, tokens, at):
            yield start, end


def begins_with_brand(text: str) -> bool:
    """Whether the first of `brands` stands at the text's beginning."""
    tokens = _tokens(text)
    if not tokens or tokens[0][0]:
        return False
    return _longest(text, tokens, 0) > 0 or _alone(text, tokens, 0)


def brand_within(text: str, start: int, end: int) -> bool:
    """Whether one of `brands` reaches into `text[start:end]`; looks only at the words around."""
    if not _may_reach(text, start, end):
        return False
    low = max(0, start - _REACH)
    if low:
        blank = _BLANK.search(text, low, start)
        low = blank.end() if blank is not None else start
    plain = [_plain(m[0]) for m in _TOKEN.finditer(text, low, end)]
    if not any(map(_may_begin, plain, (*plain[1:], ""))):
        return False
    blank = _BLANK.search(text, end + _REACH)
    around = text[low : blank.start() if blank is not None else len(text)]
    return any(low + a < end and start < low + z for a, z in brands(around))


def _may_reach(text: str, start: int, end: int) -> bool:
    """Whether these words and their neighbours hold a brand's name or two words of one; a cheap look."""
    low = text.rfind(" ", max(0, start - _REACH), max(0, start - _GAP)) + 1
    high = text.find(" ", end + _GAP, end + _REACH)
    if (not low and start > _REACH) or (high < 0 and len(text) > end + _REACH):
        return True
    window = text[low : high if high >= 0 else len(text)]
    if not window.isascii():
        plain = [_plain(m[0]) for m in _TOKEN.finditer(window)]
    else:
        plain = [_plain(word) for word in _ASCII_TOKEN.findall(window)]
    if not (_BOTH.isdisjoint(plain) and _PAIRS.isdisjoint(pairwise(plain))):
        return True
    return ("'" in window or "’" in window) and not _BOTH.isdisjoint(w[:-1] for w in plain)


def is_brand_word(word: str) -> bool:
    """Whether a single word, as it is written, is a brand's name."""
    plain = _plain(word)
    return plain in _ONE or (word[:1].isupper() and plain in _CAPITALS)


def _tokens(text: str) -> list[tuple[int, int, str]]:
    return [(m.start(), m.end(), _plain(m[0])) for m in _TOKEN.finditer(text)]


def _may_begin(plain: str, following: str) -> bool:
    """Whether a brand may begin with this token and go on with that, which is not known when it is empty."""
    if plain in _BOTH or plain[:-1] in _BOTH:  # the possessive has an `s` more
        return True
    seconds = _SECONDS.get(plain)
    return seconds is not None and (not following or following in seconds)


def _plain(word: str) -> str:
    if word == "&":
        return "and"
    plain = folded(word)
    return plain if plain.isalnum() else plain.translate(_SIGNS)


def _longest(text: str, tokens: list[tuple[int, int, str]], at: int) -> int:
    """How many tokens from `at` on are one listed name of several words; 0 when none is."""
    first = tokens[at][2]
    if first not in _SECONDS or at + 1 == len(tokens) or tokens[at + 1][2] not in _SECONDS[first]:
        return 0
    for name in _NAMES[first]:
        size = len(name)
        if at + size > len(tokens):
            continue
        parts = tokens[at : at + size]
        last = parts[-1][2]
        same = all(part[2] == word for part, word in zip(parts[:-1], name[:-1], strict=True))
        if same and last in (name[-1], f"{name[-1]}s") and _close(text, parts):
            return size
    return 0


def _close(text: str, parts: list[tuple[int, int, str]]) -> bool:
    return all(
        text[left[1] : right[0]] in _BETWEEN or text[left[1] : right[0]] in (". ", ".", "")
        for left, right in pairwise(parts)
    )


def _alone(text: str, tokens: list[tuple[int, int, str]], at: int) -> bool:
    start, end, plain = tokens[at]
    if plain[-1:] == "s" and text[end - 2 : end - 1] in ("'", "’") and plain[:-1] not in _BOTH:
        base = plain
    elif text[end - 2 : end - 1] in ("'", "’"):
        base = plain if plain in _BOTH else plain[:-1]
    else:
        base = plain
    if base not in _ONE and not (text[start].isupper() and base in _CAPITALS):
        return False
    return not _in_person(text, tokens, at, base)


def _in_person(text: str, tokens: list[tuple[int, int, str]], at: int, base: str) -> bool:
    """Whether a given name stands before the word, or a surname behind it: "Harrison Ford", "Mercedes Zabala"."""
    start, end, _ = tokens[at]
    if at and is_surname(base):
        low, high, before = tokens[at - 1]
        if text[low].isupper() and text[high:start] == " " and is_given(before):
            return before not in _BOTH
    if at + 1 < len(tokens) and is_given(base):
        low, _, after = tokens[at + 1]
        if text[low].isupper() and text[end:low] == " " and is_surname(after):
            return after not in _BOTH and not is_common(after)
    return False


def _listed() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The names of several words by their first, longer ones before shorter."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for name in NAMES.replace("\n", "").split("|"):
        parts = tuple(_plain(m[0]) for m in _TOKEN.finditer(name))
        found.setdefault(parts[0], set()).add(parts)
    return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in found.items()}


_NAMES = _listed()
_ONE = frozenset(map(_plain, BRAND_WORDS))
_CAPITALS = frozenset(map(_plain, words(CAPITALS)))
_BOTH = _ONE | _CAPITALS
# Neighbours in a listed name of several words; the last may be in the plural.
_PAIRS = frozenset(
    pair
    for names in _NAMES.values()
    for name in names
    for pair in (*pairwise(name), (name[-2], f"{name[-1]}s"))
)
# What stands behind the first word of a name of several; the last of two may be in the plural.
_SECONDS = {
    first: frozenset(word for name in names for word in (name[1], f"{name[1]}s"))
    for first, names in _NAMES.items()
}
