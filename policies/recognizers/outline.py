"""What an automaton can say of a pattern: a wider one without look-around, that finds where matches may begin.

Each match of the pattern is also a match of its outline that begins at the same character, or one before where the
pattern says what must not stand before it (`BEFORE`). So an outline that is nowhere in a text proves that the pattern
is not either, in time linear in the text. Outlines are in RE2's syntax, which Hyperscan takes too. Knows no rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_SPACES = (
    r"\t-\r\x1c-\x20\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}"
)
_WIDE_WORD = r"0-9A-Za-z_\x{80}-\x{10ffff}"
_ANY = r"\x{0}-\x{10ffff}"
_COUNT = re.compile(r"\{(\d*)(,?)(\d*)\}")
_FLAGS = re.compile(r"\(\?(?=[ims-])([ims]*)(-[ims]+)?([:)])")
_NAMED = re.compile(r"\(\?P?<([A-Za-z_]\w*)>")
_CODE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|U([0-9A-Fa-f]{8}))")
# What stands before a match, in an outline; and how a pattern says what must not: of one sign only.
BEFORE = re.compile(r"\(\?:\^\|\[(?:\\x\{[0-9a-f]+\}|\\.|[^\]\\])+\]\)")
_NOT_BEHIND = re.compile(
    r"\(\?<!(?:\[(?P<not>\^?)(?P<signs>(?:\\.|[^\]\\])+)\]|(?P<sign>\\[dDwWsS]|\\[pP]\{\w+\}|[\w ]))\)"
)
_PROPERTY = re.compile(r"\\([pP])\{(\^?)([A-Za-z_]+)\}")
# Wider by the characters that share their first bytes with these.
_WIDE_SPACES = r"\t-\r\x1c-\x20\x{80}-\x{bf}\x{1000}-\x{3fff}"
# Unicode's classes as an ASCII part and a few wide ranges that begin and end with a first byte in UTF-8: exact ones
# would make automata of megabytes, and take seconds to compile.
_ALPHABETIC = r"\x{80}-\x{2fff}\x{a000}-\x{afff}\x{f000}-\x{1ffff}"
_CLASSES = {
    "Lu": ("A-Z", _ALPHABETIC),
    "Ll": ("a-z", _ALPHABETIC),
    "Latin": ("A-Za-z", _ALPHABETIC),
    "Greek": ("", _ALPHABETIC),
    "Cyrillic": ("", _ALPHABETIC),
    "L": ("A-Za-z", r"\x{80}-\x{10ffff}"),
    "M": ("", r"\x{300}-\x{3fff}\x{a000}-\x{afff}\x{f000}-\x{10ffff}"),
    "N": ("0-9", r"\x{80}-\x{10ffff}"),
    "Nd": ("0-9", ""),
    "Han": ("", r"\x{2000}-\x{9fff}\x{f000}-\x{3ffff}"),
}
# Without and with dots: cases of one letter for `regex`, not for the automaton.
_OTHER_DOTS = "\u0130\u0131"
_DOTS = "iI" + _OTHER_DOTS
# Longer repetitions are taken as endless: the automaton stays small, and only the begin matters.
_ENDLESS = 12


class NoOutlineError(ValueError):
    """The pattern uses something that has no counterpart in RE2."""


def outline(pattern: str) -> str:
    """The outline of a pattern in `regex`'s syntax; NoOutlineError when it has none."""
    reader = _Reader(pattern)
    text = reader.alternatives()
    if reader.at < len(pattern):
        raise NoOutlineError("unbalanced")
    return text


@dataclass(slots=True)
class _Reader:
    """Reads a pattern once, left to right."""

    pattern: str
    at: int = 0
    groups: list[str] = field(default_factory=list)
    depth: int = 0
    first: bool = True  # nothing of the match is read yet

    def alternatives(self) -> str:
        """Everything up to the group's end."""
        out: list[str] = []
        first = self.first
        while self.at < len(self.pattern) and self.pattern[self.at] != ")":
            if self.pattern[self.at] == "|":
                out.append("|")
                self.at += 1
                self.first = first
            elif atom := self._quantified(self._atom()):
                out.append(atom)
                self.first = False
        self.first = first
        return "".join(out)

    def _atom(self) -> str:
        char = self.pattern[self.at]
        if char == "(":
            return self._group()
        if char == "[":
            return self._class()
        if char == "\\":
            return self._escape(in_class=False, negated=False)
        if char == "{":  # no count: rather how many errors may be in a match
            raise NoOutlineError("brace")
        self.at += 1
        if char in "^$":
            return f"(?m:{char})"
        return f"[{_DOTS}]" if char in _OTHER_DOTS else char

    def _quantified(self, atom: str) -> str:
        rest = self.pattern[self.at : self.at + 1]
        if rest and rest in "*+?":
            self.at += 1
            count = rest
        elif rest == "{" and (found := _COUNT.match(self.pattern, self.at)):
            self.at = found.end()
            count = _counted(*found.groups())
        else:
            return atom
        mark = self.pattern[self.at : self.at + 1]
        if mark and mark in "+?":  # possessive and lazy: the same starts
            self.at += 1
        atom = BEFORE.sub("", atom)  # it would have to be there each time
        return f"(?:{atom}){count}" if atom else ""

    def _group(self) -> str:
        rest = self.pattern[self.at :]
        if self.first and (behind := _NOT_BEHIND.match(rest)):
            self.at += behind.end()
            return _before(behind)
        if rest.startswith(("(?=", "(?!", "(?<=", "(?<!")):
            self.at += 4 if rest.startswith("(?<") else 3
            first, self.first = self.first, False
            body = self._inner()
            self.first = first
            # What must follow the match may be read as a part of it: the beginning is the same.
            last = self.depth == 0 and self.pattern[self.at : self.at + 1] in ("", "|")
            return f"(?:{body})" if last and rest.startswith("(?=") else ""
        if flags := _FLAGS.match(rest):
            self.at += flags.end()
            head = f"(?{flags[1]}{flags[2] or ''}:"
            # A flag without a colon holds to the end of the group around it.
            body = self._inner() if flags[3] == ":" else self.alternatives()
            return f"{head}{body})"
        if rest.startswith(("(?:", "(?>")):
            self.at += 3
            return f"(?:{self._inner()})"
        if rest.startswith("(?") and not _NAMED.match(rest):
            raise NoOutlineError("group")
        return self._captured(rest)

    def _captured(self, rest: str) -> str:
        named = _NAMED.match(rest)
        self.at += named.end() if named else 1
        self.groups.append("")
        number = len(self.groups)
        body = f"(?:{self._inner()})"
        self.groups[number - 1] = BEFORE.sub("", body)
        return body

    def _inner(self) -> str:
        self.depth += 1
        body = self.alternatives()
        self.depth -= 1
        if self.pattern[self.at : self.at + 1] != ")":
            raise NoOutlineError("unbalanced")
        self.at += 1
        return body

    def _class(self) -> str:
        self.at += 1
        negated = self.pattern.startswith("^", self.at)
        self.at += negated
        out: list[str] = []
        while not out or self.pattern[self.at] != "]":
            char = self.pattern[self.at]
            if self.pattern.startswith("[:", self.at):
                raise NoOutlineError("class of POSIX")
            if char == "\\":
                out.append(self._escape(in_class=True, negated=negated))
            else:
                self.at += 1
                if char in _OTHER_DOTS:
                    char = "" if negated else _DOTS
                out.append("\\" + char if char in {*"[]^"} else char)
            if self.at >= len(self.pattern):
                raise NoOutlineError("class")
        self.at += 1
        body = "".join(out)
        if not body:
            return rf"[{_ANY}]"
        return f"[{'^' if negated else ''}{body}]"

    def _escape(self, *, in_class: bool, negated: bool) -> str:
        """An escape; what RE2 sees differently is widened, or narrowed where it is negated."""
        if code := _CODE.match(self.pattern, self.at):
            self.at = code.end()
            return rf"\x{{{int(next(filter(None, code.groups())), 16):x}}}"
        if known := _PROPERTY.match(self.pattern, self.at):
            self.at = known.end()
            return _property(*known.groups(), in_class=in_class, negated=negated)
        kind = self.pattern[self.at + 1 : self.at + 2]
        self.at += 2
        if kind in "dDwWsS" and kind:
            return _shorthand(kind, in_class=in_class, negated=negated)
        if kind.isdigit() and not in_class:
            return self._back_reference(kind)
        if kind in "bBAZz" and not in_class:
            return {"A": "(?m:^)", "Z": "(?m:$)", "z": "(?m:$)"}.get(kind, "")
        if kind in "nrtfv":
            return "\\" + kind
        if not kind or kind.isalnum():
            raise NoOutlineError("escape")
        return "\\" + kind if kind.isascii() else kind

    def _back_reference(self, number: str) -> str:
        if self.pattern[self.at : self.at + 1].isdigit():
            raise NoOutlineError("back reference")
        if not 1 <= int(number) <= len(self.groups):
            raise NoOutlineError("back reference")
        return self.groups[int(number) - 1]


def _before(behind: re.Match[str]) -> str:
    """What may stand before a match: the text's begin, or a sign that the look-behind does not name."""
    signs = behind["signs"] or behind["sign"]
    may_be = _Reader(f"[{signs}]" if behind["not"] else f"[^{signs}]").alternatives()
    return f"(?:^|{may_be})" if may_be != f"[{_ANY}]" else ""


def _counted(low: str, comma: str, high: str) -> str:
    least = min(int(low or 0), _ENDLESS)
    if not comma and int(low) <= _ENDLESS:
        return f"{{{least}}}"
    if comma and high and int(high) <= _ENDLESS:
        return f"{{{least},{high}}}"
    return f"{{{least},}}"


def _property(sign: str, hat: str, name: str, *, in_class: bool, negated: bool) -> str:
    if sign == "P" or hat or name not in _CLASSES:
        if negated:
            return ""
        return _ANY if in_class else f"[{_ANY}]"
    sure, more = _CLASSES[name]
    if negated:
        return sure
    return sure + more if in_class else f"[{sure}{more}]"


def _shorthand(kind: str, *, in_class: bool, negated: bool) -> str:
    positive = {"d": "0-9", "s": _WIDE_SPACES, "w": _WIDE_WORD}
    certain = {"d": "0-9", "s": _SPACES, "w": "0-9A-Za-z_"}
    lower = kind.lower()
    if not in_class:
        return f"[{positive[kind]}]" if kind == lower else f"[^{certain[lower]}]"
    if kind == lower:
        return certain[kind] if negated else positive[kind]
    return "" if negated else _ANY
