"""Names in Latin letters where English words around them say that a name follows. Knows no model."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import regex

from policies.recognizers.base import Finder, Found, TextRecognizer
from policies.recognizers.brands_en import begins_with_brand, brand_within, brands, is_brand_word
from policies.recognizers.company_words import FIRM_DOES, FIRM_THINGS
from policies.recognizers.known_names import is_common, is_given, is_surname, is_thing
from policies.recognizers.lexicon_en import NOT_FIRST, NOT_NAMES, STOP_WORDS
from policies.recognizers.located import Located, located
from policies.recognizers.name_forms_en import FORMS, PARTICLES, lower_name, others
from policies.recognizers.names_mail import beside_mail
from policies.recognizers.starts import word_starts

_WORD = r"\p{Lu}[\p{Latin}\p{M}'’-]{0,24}"
_NAME = regex.compile(
    rf"(?:{_WORD})(?:(?:[ \t]+|\.[ \t]+(?<=(?<!\p{{L}})\p{{Lu}}\.[ \t]+))(?:(?:de|del"
    rf"|della|da|dos|di|van|von|der|den|la|le|al|bin|ibn|el|ter|y"
    rf"|O')[ \t]+){{0,2}}{_WORD}){{0,4}}"
)
_HAN_NAME = regex.compile(r"[\u4e00-\u9fff]{2,4}")
_LEAD = r"[ \t]*[\"'“‘(]?"

_STRONG = located(
    r"(?i)(?<![a-z])(?:my (?:full |first |last |middle |legal |real |maiden |given "
    r"|family )?name(?:'s|’s| is| was|:| is:)"
    r"|(?:full |first |last |middle |sur|fore|given |family |user'?s |customer "
    r"|card ?holder |account )?name(?:[ \t]*[:：=]| is)"
    r"|(?:the |his |her |their |our |your )name(?:'s|’s| is| was)|(?:it'?s|that'?s|is"
    r"|booked|registered|listed|placed|ordered|filed|reservation|account|order) under"
    r"(?: the name(?: of)?)?|under the name(?: of)?|in the name of|by the name of"
    r"|on behalf of"
    r"|people call me|(?:i am|i'm|i’m|he is|he's|she is|she's) (?:called|named)"
    r"|mein name ist|ich hei(?:ß|ss)e|je m['’]appelle|mon nom est|me llamo|mi nombre es|mi chiamo"
    r"|il mio nome [èe]'?|me chamo|(?:o )?meu nome [ée]|mijn naam is|ik heet|nazywam się|mam na imię|jag heter"
    r"|mitt namn är|jeg he(?:dd|t)er|mi?tt? navn er|nimeni on|mă numesc|numele meu este|jmenuji se|benim adım"
    r"|tên tôi là|nama saya"
    r"|(?:recipient|consignee|addressee|card ?holder|account ?holder|passenger|guest"
    r"|patient|contact(?: person| name)?|customer(?: name)?|client|attention|attn|signed"
    r"|signature|signed by|ship(?:ped|ping)? to|deliver(?:ed|y)? to|bill(?:ed|ing)? to"
    r"|sender|employee|from|to|beneficiary|payee|insured|tenant|driver"
    r"|emergency contact)[ \t]*[:：]"
    r"|(?:recipient|consignee|addressee|card ?holder|account ?holder|passenger|patient"
    r"|contact person|beneficiary|payee)(?:'s name)? is)(?:(?<=[:：=])|(?![\p{L}\d'’]))" + _LEAD
)
_WEAK = located(
    r"(?<![A-Za-z])(?i:(?:call me|i am|i'm|i’m|im|this is|it is|it's|it’s|here is|here's|speaking "
    r"(?:to|with)|talk(?:ed|ing)? (?:to|with)|spoke (?:to|with)|meet|contact(?:ed)?|ask"
    r"(?: for)?|b?cc[:：]?|booked by|addressed to|sent to|signed by|regards to"
    r"|my (?:husband|wife|son|daughter|mother|father|mom|dad|mum|brother|sister|partner"
    r"|boss|friend|colleague|neighbou?r|roommate|doctor|manager|assistant|cousin|aunt"
    r"|uncle|boyfriend|girlfriend|fianc[eé]e?),?(?: is)?"
    r"|(?:dear|hi|hello|hey|thanks|thank you|bye|goodbye|sorry|welcome(?: back)?|good "
    r"(?:morning|afternoon|evening)),?)"
    r"[ \t]+[\"'“‘(]?)(?=\p{Lu})"
)
# Companies and programs are thanked, asked and found too.
_THANKED = regex.compile(r"(?i)(?:thank|sorry|welcome|ask|contact|it|here|bye|good)")
_TITLED = located(
    rf"(?<![\p{{Latin}}])(?P<v>(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Madam|Madame|Lady"
    rf"|Lord|Captain|Capt|Sgt|Officer|Rev|Father|Sister|Judge|Herr|Frau|Monsieur|Mademoiselle"
    rf"|Señora?|Señorita|Signora?|Senhora?|MR|MRS|MS|DR)\.?[ \t]+{PARTICLES}{_NAME.pattern})"
    r"|(?<![\p{Latin}])(?P<v>(?:mr|mrs|ms|prof|herr|frau|monsieur|madame|señora?|signora?)"
    rf"\.?[ \t]+{PARTICLES}[a-z][\p{{Latin}}'’-]{{1,24}})"
)
_SIGNED = located(
    rf"(?i:(?:regards|sincerely|best|cheers|thanks|thank you|truly|faithfully|respectfully"
    rf"|love|wishes))[,!.]?[ \t]*(?:\r?\n[ \t]*){{1,2}}[-–— ]{{0,3}}"
    rf"(?P<v>{_NAME.pattern})[ \t]*(?=\r?\n|$|[,.|])"
    rf"|(?:^|\n|[.!?][ \t]+)[-–—]{{1,2}}[ \t]*(?P<v>{_NAME.pattern})[ \t]*(?=\r?\n|$)"
)
# At the end of a sentence, before a verb, a comma: not before another capitalised word.
_PAIR = located(
    r"(?<![\p{Latin}\p{N}@_/#-])(?<!\d )(?:(?P<first>\p{Lu}[\p{Ll}\p{M}'’-]+)(?: \p{Lu}\.)? "
    r"(?P<last>(?:(?:de|da|del|van|von|der|al|bin) ){0,2}"
    r"(?:O['’]|Mac|Mc|Al-|El-)?\p{Lu}[\p{Ll}\p{M}'’]+(?:-\p{Lu}[\p{Ll}\p{M}]+)?)"
    r"|(?P<first>\p{Lu}[\p{Lu}\p{M}'’-]+)(?: \p{Lu}\.)? (?P<last>(?:O['’])?\p{Lu}[\p{Lu}\p{M}'’-]+))"
    r"(?![\p{Latin}\p{N}@_/&-])(?! (?:\p{Lu}|\d|&))"
)
_SPEAKER = located(rf"(?P<v>{_NAME.pattern})(?= (?:speaking|here)(?![a-z]))")
_SHAPES = ((_TITLED, 0.8, "title"), (_SIGNED, 0.7, "signature"), (_SPEAKER, 0.7, "speaker"))
_END = regex.compile(
    r"[ \t]*(?:[,.!?;:)\"'”’\n\u3000-\uffef\u4e00-\u9fff]|$|[-–—] |(?:and|from|with"
    r"|calling|speaking|here|writing|at|again|by|who|the|my|i|your|for|on|in|about"
    r"|regarding|,)(?![a-z]))",
    regex.IGNORECASE,
)


_TITLE_AND_WORD = regex.compile(rf"\p{{L}}+\.?[ \t]+{PARTICLES}[\p{{Latin}}\p{{M}}'’-]+")
_WORD_BEFORE = regex.compile(r"(\p{L}+) $")
_WORD_AFTER = regex.compile(r"(?:['’]s)? (\p{Ll}+)")
_DETERMINERS = frozenset(
    ("the", "a", "an", "this", "each", "every", "all", "any", "another", "my", "our", "your")
)
_NO_BEGIN = STOP_WORDS - {"will", "may", "mark", "can"}


class EnglishNameRecognizer(TextRecognizer):
    """Names after `my name is`, `I am`, `recipient:`; after Mr or Dr; as a signature."""

    label = "PERSON"
    needs = r"[A-Za-z]"

    def finders(self) -> tuple[Finder, ...]:
        """Each kind of cue by itself."""
        return (
            (_STRONG, _after_strong),
            (_WEAK, _after_weak),
            (_PAIR, _full_names),
            *FORMS,
            (r"@", _beside_mails),
            *((kind[0], partial(_shaped, *kind)) for kind in _SHAPES),
        )


def _after_strong(text: str) -> Iterator[Found]:
    last = -1
    for start in word_starts(_STRONG, text):
        cue = _STRONG.match(text, start)
        at = cue.end() if cue is not None else last
        if at == last:
            continue  # "my name is" ends as "name is"
        last = at
        length = _strong_name(text, at)
        if length:
            yield at, at + length, 0.9, "name after a strong cue"
            yield from others(text, at + length)


def _after_weak(text: str) -> Iterator[Found]:
    for start in word_starts(_WEAK, text):
        cue = _WEAK.match(text, start)
        if cue is None:
            continue
        at = cue.end()
        length = _weak_name(text, at, greeted=_THANKED.match(cue[0]) is not None)
        if length:
            yield at, at + length, 0.7, "name after a weak cue"
            yield from others(text, at + length)


def _beside_mails(text: str) -> Iterator[Found]:
    for start, end in beside_mail(text):
        yield start, end, 0.7, "name beside a mail address"


def _shaped(pattern: Located, score: float, rule: str, text: str) -> Iterator[Found]:
    for match in pattern.finditer(text):
        start, end = match.span("v")
        if rule == "title" and begins_with_brand(text[start : end + 16]):
            continue
        if rule == "title" and all(map(_is_no_name, text[start:end].split()[1:])):
            continue
        if rule == "speaker" and all(map(_is_no_name, text[start:end].split())):
            continue  # "Reception here"
        length = _trimmed(text[start:end])
        if rule == "title":
            length = max(length, len(_TITLE_AND_WORD.match(text, start)[0]))
            length -= 2 * text[start : start + length].endswith(("'s", "’s"))
        if length and text[start : start + length].casefold() not in NOT_NAMES:
            yield start, start + length, score, f"name by {rule}"


def _full_names(text: str) -> Iterator[Found]:
    """A listed given name and a listed surname, capitalised, that are no brand, street or company."""
    for match in _PAIR.finditer(text):
        first, last = match["first"], match["last"]
        if not is_given(first) or not is_surname(last) or first.casefold() in NOT_FIRST:
            continue
        if is_common(first) and is_common(last):
            continue
        start, end = match.span()
        if _is_firm(text, start, end):
            continue
        if not brand_within(text, start, end):
            yield start, end, 0.6, "listed given name and surname"


def _is_firm(text: str, start: int, end: int) -> bool:
    """Whether the words beside a name speak of a company or a product: "the Nora Lindt store"."""
    before = _WORD_BEFORE.search(text, max(0, start - 16), start)
    after = _WORD_AFTER.match(text, end)
    if after is not None and (after[1].lower() in FIRM_THINGS or after[1].lower() in FIRM_DOES):
        return True
    determined = before is not None and before[1].lower() in _DETERMINERS
    return determined and after is not None and is_thing(after[1])


def _strong_name(text: str, at: int) -> int:
    match = _NAME.match(text, at)
    if match is not None:
        return _trimmed(match[0]) or _everyday_name(text, match)
    han = _HAN_NAME.match(text, at)
    if han is not None:
        return len(han[0])
    return lower_name(text, at)


def _everyday_name(text: str, match: regex.Match[str]) -> int:
    """The length of a capitalised word that is a name as well as an everyday word, where it ends what is said.

    "My name is Will.", not "Name: Will be given later".
    """
    word = match[0]
    return len(word) if is_given(word) and _END.match(text, match.end()) else 0


def _weak_name(text: str, at: int, *, greeted: bool) -> int:
    """Capitalised words that are no common word, and either two of them or a plain end after one."""
    match = _NAME.match(text, at)
    if match is None:
        return 0
    length = _trimmed(match[0])
    words = match[0][:length].split()
    if (
        not words
        or words[0].casefold() in NOT_FIRST
        or (len(words) == 1 and _is_abbreviation(words[0]))
        or any(map(_is_no_name, words))
        or (
            greeted
            and not any(_is_listed(w) and (len(words) == 1 or not is_common(w)) for w in words)
        )
        or _is_brand(text[at : at + length + 16], words)
    ):
        return 0
    if len(words) > 1 or _END.match(text, at + length):
        return length
    return length if is_given(words[0]) and any(True for _ in others(text, at + length)) else 0


def _is_brand(text: str, words: list[str]) -> bool:
    """Whether the text begins with a brand that is no given name before a surname: "Octavia Underhill" is none."""
    if not begins_with_brand(text):
        return False
    of_one_word = next(brands(text))[1] <= len(words[0])
    if not of_one_word or len(words) == 1 or not is_given(words[0]):
        return True
    return is_common(words[1]) or is_brand_word(words[1])


def _is_no_name(word: str) -> bool:
    """Whether a capitalised word is an everyday word that nobody bears: "Squad Falcon", "Platform Team"."""
    everyday = is_common(word) or (word.isupper() and word.isalpha())
    return len(word) > 1 and everyday and not (is_given(word) or is_surname(word))


def _is_abbreviation(word: str) -> bool:
    return 1 < len(word) < 6 and word.isupper() and not _is_listed(word)


def _is_listed(word: str) -> bool:
    return all(is_given(part) or is_surname(part) for part in word.strip(".").split("-"))


def _trimmed(name: str) -> int:
    """The length of the name without common words at its end; 0 when it begins with one."""
    words = name.split()
    if not words or (words[0].casefold().strip(".") in STOP_WORDS and len(words) == 1):
        return 0
    if words[0].casefold() in _NO_BEGIN:
        return 0
    kept = next((n for n, w in enumerate(words) if n and w.casefold() in STOP_WORDS), len(words))
    return _length_of_words(name, kept)


def _length_of_words(text: str, count: int) -> int:
    """The length of the first so many words of a text that begins with one."""
    at = 0
    for word in text.split(None, count)[:count]:
        at = text.index(word, at) + len(word)
    return len(text[:at].rstrip(" .'’-"))
