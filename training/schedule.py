"""When a round is due: cron as cron means it, one catch-up after downtime, and a count of news.

A weekday number counts from Sunday (0 and 7), as in cron and not as in APScheduler; a day of the
month and a weekday that are both given mean either, as in cron. Knows times and counts, not rounds.
"""

from __future__ import annotations

import contextlib
import itertools
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger

from sottovoce.errors import RoundRefused

WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FIELDS = ("minute", "hour", "day", "month", "weekday")
BOUNDS = {"minute": (0, 59), "hour": (0, 23), "day": (1, 31), "month": (1, 12), "weekday": (0, 7)}
ITEM = re.compile(r"(?:(?P<all>\*)|(?P<low>[0-9a-z]+)(?:-(?P<high>[0-9a-z]+))?)(?:/(?P<step>\d+))?")
MAX_MISSED = 10_000
FAR = 86_400.0  # seconds by which a clock may go back without a due time coming twice
NEAR = 3 * 3600.0  # seconds around a change of the clock


def field_values(name: str, text: str) -> list[int]:
    """The numbers a cron field names (weekday 7 as 0). Raises ValueError saying what is wrong."""
    values: set[int] = set()
    for item in text.lower().split(","):
        values |= set(_item_values(name, item))
    if name == "weekday":
        values = {value % 7 for value in values}
    return sorted(values)


def _item_values(name: str, item: str) -> range:
    match = ITEM.fullmatch(item)
    if match is None:
        raise ValueError(f"{name}: {item!r} is not a cron item")
    low, high = BOUNDS[name]
    if match["all"]:
        high = 6 if name == "weekday" else high
    else:
        start = _number(name, match["low"])
        end = start if match["high"] is None else _number(name, match["high"])
        if match["high"] is None and match["step"] is not None:
            raise ValueError(f"{name}: {item!r} has a step without a range")
        if name == "weekday" and end == 0 and match["high"] is not None and start > 0:
            end = 7  # fri-sun
        if not low <= start <= end <= high:
            raise ValueError(f"{name}: {item!r} is out of {low}-{high}")
        low, high = start, end
    step = int(match["step"] or 1)
    if step < 1:
        raise ValueError(f"{name}: {item!r} has a step of 0")
    return range(low, high + 1, step)


def _number(name: str, word: str) -> int:
    if word.isdigit():
        return int(word)
    if name == "weekday" and word in WEEKDAYS:
        return WEEKDAYS.index(word)
    if name == "month" and word in MONTHS:
        return MONTHS.index(word) + 1
    raise ValueError(f"{name}: {word!r} is not a number or a name")


@dataclass(frozen=True)
class Cron:
    """A schedule in one time zone. Where the clock goes back, a job with fixed hours fires once.

    `trigger` counts in wall-clock time labelled UTC, so that no arithmetic of its own crosses a
    change of the clock; the zone turns its times into instants here.
    """

    expression: str
    zone: ZoneInfo
    trigger: BaseTrigger
    fixed_hours: bool

    def next(self, after: float) -> float | None:
        """The first time after `after` that it is due (both seconds since the epoch), or None."""
        local = datetime.fromtimestamp(after, self.zone)
        near = {datetime.fromtimestamp(after + s, self.zone).utcoffset() for s in (-NEAR, 0, NEAR)}
        wall = local.replace(tzinfo=UTC, fold=0)
        if len(near) == 1:
            return next((t for t in self._instants(wall) if t > after), None)
        # The clock changes close by: an instant may come before that of an earlier wall time.
        seen = self._instants(wall - timedelta(seconds=NEAR))
        window = list(itertools.takewhile(lambda t: t < after + 2 * NEAR, seen))
        soon = [t for t in window if t > after]
        return min(soon) if soon else self.next(after + NEAR)

    def _instants(self, wall: datetime) -> Iterator[float]:
        """Instants of the wall times after `wall`; a repeated wall time has two."""
        fire = self.trigger.get_next_fire_time(wall, wall)
        while fire is not None:
            moments = [fire.replace(tzinfo=self.zone, fold=fold).timestamp() for fold in (0, 1)]
            yield moments[0]
            if moments[1] > moments[0] and not self.fixed_hours:
                yield moments[1]
            fire = self.trigger.get_next_fire_time(fire, fire)


def parse_cron(expression: str, timezone: str = "UTC") -> Cron:
    """A five-field cron expression. Raises ValueError saying what is wrong."""
    parts = expression.split()
    if len(parts) != len(FIELDS):
        raise ValueError(f"a cron expression has five fields, not {len(parts)}")
    text = dict(zip(FIELDS, parts, strict=True))
    values = {name: field_values(name, value) for name, value in text.items()}
    zone = ZoneInfo(timezone)
    common = {name: _join(values[name]) for name in ("minute", "hour", "month")}
    days = {"day": _join(values["day"])}
    weekdays = {"day_of_week": ",".join(WEEKDAYS[value] for value in values["weekday"])}
    either = not (text["day"].startswith("*") or text["weekday"].startswith("*"))
    choices = [days, weekdays] if either else [days | weekdays]
    triggers = [CronTrigger(timezone=UTC, **common, **choice) for choice in choices]
    trigger = OrTrigger(triggers) if either else triggers[0]
    return Cron(expression, zone, trigger, fixed_hours=not text["hour"].startswith("*"))


def _join(values: list[int]) -> str:
    return ",".join(str(value) for value in values)


def check_cron(expression: str) -> str:
    """The expression if it is a cron expression that ever fires. Raises ValueError."""
    if parse_cron(expression).next(datetime(2024, 1, 1, tzinfo=UTC).timestamp()) is None:
        raise ValueError("this cron expression names no date that exists")
    return expression


def check_timezone(name: str) -> str:
    """The name if it is a time zone of this machine's database. Raises ValueError."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"unknown time zone {name!r}") from None
    return name


def missed(cron: Cron, after: float, until: float) -> tuple[int, float]:
    """How often it was due in (after, until], and the last of these times (or `after`).

    Times are seconds since the epoch; the count stops at MAX_MISSED.
    """
    count, last = 0, after
    while (fire := cron.next(last)) is not None and fire <= until:
        count, last = count + 1, fire
        if count >= MAX_MISSED:
            return count, until
    return count, last


class Memory(Protocol):
    """What the scheduler remembers between ticks and restarts."""

    def get_note(self, key: str) -> Any:
        """A remembered value, or None."""
        ...

    def set_note(self, key: str, value: Any) -> None:
        """Remember a value."""
        ...

    def log_skip(self, now: float, note: str) -> None:
        """Record a due time that started nothing."""
        ...

    def bucket_sum(self) -> int:
        """Trainable dialogues that the sites report together."""
        ...


class Scheduler:
    """Asks for a round when cron says so, or when `new_dialogues` more dialogues are reported.

    `request` starts a round for a named trigger and raises RoundRefused while one runs. The last
    fire is remembered: after downtime a missed time is caught up once, however many were missed.
    """

    NOTE = "schedule"
    COUNTED = "bucket_at_round"

    def __init__(
        self,
        *,
        cron: Cron | None,
        new_dialogues: int | None,
        memory: Memory,
        request: Callable[[str], object],
        clock: Callable[[], float] = time.time,
        late_seconds: float = 90.0,
    ) -> None:
        self._cron = cron
        self._new_dialogues = new_dialogues
        self._memory = memory
        self._request = request
        self._clock = clock
        self._late = late_seconds

    def tick(self) -> None:
        """Look once at clock and counts; ask for at most one round for each of the two."""
        if self._cron is not None:
            self._tick_cron(self._cron, self._clock())
        if self._new_dialogues is not None:
            self._tick_count(self._new_dialogues)

    def _tick_cron(self, cron: Cron, now: float) -> None:
        identity = [cron.expression, cron.zone.key]
        noted = self._memory.get_note(self.NOTE)
        if noted is None or noted["cron"] != identity:
            self._memory.set_note(self.NOTE, {"cron": identity, "last": now})
            return
        if noted["last"] > now + FAR:  # the clock was ahead, and went back
            self._memory.set_note(self.NOTE, {"cron": identity, "last": now})
            self._memory.log_skip(now, "the clock went back by more than a day")
            return
        count, last = missed(cron, noted["last"], now)
        if count == 0:
            return
        late = now - last > self._late
        if count > 1:
            self._memory.log_skip(now, f"{count - 1} earlier due time(s) passed while down or busy")
        try:
            self._request("catch-up" if late else "schedule")
        except RoundRefused:
            self._memory.log_skip(now, "a round was still running when this one was due")
        self._memory.set_note(self.NOTE, {"cron": identity, "last": last})

    def _tick_count(self, wanted: int) -> None:
        total = self._memory.bucket_sum()
        before = self._memory.get_note(self.COUNTED) or 0
        if total < before:  # dialogues were erased or expired
            self._memory.set_note(self.COUNTED, total)
        elif total - before >= wanted:
            with contextlib.suppress(RoundRefused):
                self._request("dialogues")
