"""Cron as cron means it, catch-up, counts, and no second round beside a running one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sottovoce.errors import RoundRefused
from training.schedule import Scheduler, check_cron, check_timezone, missed, parse_cron

START = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)  # a Monday
DAY = 86_400.0


def weekdays_of(expression: str) -> list[str]:
    """The weekdays on which an expression fires within two weeks."""
    cron, moment, found = parse_cron(expression), START.timestamp() - 1, set()
    while (moment := cron.next(moment) or 0) and moment < START.timestamp() + 14 * DAY:
        found.add(datetime.fromtimestamp(moment, UTC).strftime("%a"))
    return sorted(found, key=["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"].index)


@pytest.mark.parametrize(
    ("field", "days"),
    [
        ("0", "Sun"),
        ("7", "Sun"),
        ("1", "Mon"),
        ("6", "Sat"),
        ("5-7", "Sun Fri Sat"),
        ("0-2", "Sun Mon Tue"),
        ("1,3,7", "Sun Mon Wed"),
        ("*/2", "Sun Tue Thu Sat"),
        ("1-5/2", "Mon Wed Fri"),
        ("sun", "Sun"),
        ("MON-FRI", "Mon Tue Wed Thu Fri"),
        ("fri-sun", "Sun Fri Sat"),
        ("0,7", "Sun"),
    ],
)
def test_a_weekday_number_counts_from_sunday(field: str, days: str) -> None:
    """Cron's weekday numbers, names, lists, ranges and steps mean what cron means."""
    assert weekdays_of(f"0 3 * * {field}") == days.split()


def test_day_and_weekday_together_mean_either() -> None:
    """A day of the month and a weekday, both given, fire on either, as in cron."""
    assert weekdays_of("0 3 13 * 5") == ["Fri"]  # 13 March 2026 is a Friday
    assert weekdays_of("0 3 11 * 5") == ["Wed", "Fri"]


def _matches(parts: list[set[int]], wild: tuple[bool, bool], moment: datetime) -> bool:
    minute, hour, day, month, weekday = parts
    if moment.minute not in minute or moment.hour not in hour or moment.month not in month:
        return False
    by_day = moment.day in day
    by_weekday = moment.isoweekday() % 7 in weekday
    return (by_day and by_weekday) if any(wild) else (by_day or by_weekday)


def _field(low: int, high: int) -> st.SearchStrategy[tuple[str, set[int]]]:
    """A cron field's text and, computed apart from the parser, the numbers it means."""

    def span(a: int, b: int, step: int) -> tuple[str, set[int]]:
        first, last = min(a, b), max(a, b)
        return f"{first}-{last}/{step}", {
            n for n in range(first, last + 1) if (n - first) % step == 0
        }

    number = st.integers(low, high)
    return st.one_of(
        st.just(("*", set(range(low, high + 1)))),
        st.sets(number, min_size=1, max_size=4).map(
            lambda found: (",".join(str(n) for n in sorted(found)), found)
        ),
        st.builds(span, number, number, st.integers(1, 5)),
    )


@settings(max_examples=60, deadline=None)
@given(_field(0, 59), _field(0, 23), _field(1, 28), _field(1, 12), _field(0, 7))
def test_next_time_agrees_with_a_minute_by_minute_matcher(
    minute: Any, hour: Any, day: Any, month: Any, weekday: Any
) -> None:
    """The next time is the first minute that an independent cron matcher accepts."""
    texts, sets = zip(minute, hour, day, month, weekday, strict=True)
    sets = [*sets[:4], {n % 7 for n in sets[4]}]
    wild = (texts[2] == "*", texts[4] == "*")
    cron = parse_cron(" ".join(texts))
    found = cron.next(START.timestamp())
    moment = START + timedelta(minutes=1)
    limit = START + timedelta(days=10)
    while moment < limit and not _matches(sets, wild, moment):
        moment += timedelta(minutes=1)
    if moment < limit:
        assert found == moment.timestamp()
    else:
        assert found is None or found >= limit.timestamp()


def test_local_time_across_daylight_saving() -> None:
    """A daily time fires once a day in its zone, also where the clock jumps or repeats an hour."""
    zone = ZoneInfo("Europe/Berlin")
    cron = parse_cron("30 2 * * *", "Europe/Berlin")
    for year, month, day in ((2026, 3, 27), (2026, 10, 23)):
        moment, days = datetime(year, month, day, 12, tzinfo=zone).timestamp(), []
        for _ in range(5):
            following = cron.next(moment)
            assert following is not None
            moment = following
            days.append(datetime.fromtimestamp(moment, zone).date())
        assert len(set(days)) == 5
        assert days[-1] - days[0] == timedelta(days=4)


def test_an_hourly_schedule_keeps_firing_in_the_repeated_hour() -> None:
    """Where the clock goes back, a job of every hour fires in both."""
    cron = parse_cron("0 * * * *", "Europe/Berlin")
    first = datetime(2026, 10, 24, 23, 30, tzinfo=UTC).timestamp()
    assert missed(cron, first, first + 3 * 3600)[0] == 3


@pytest.mark.parametrize(
    "bad",
    ["", "* * * *", "60 * * * *", "* 24 * * *", "0 0 0 * *", "0 0 * 13 *", "0 0 * * 8", "0 0 * * 6-2",
     "*/0 * * * *", "5/10 * * * *", "a * * * *", "0 0 31 2 *", "@daily", "0 0 * * 1;2"],
)  # fmt: skip
def test_a_bad_expression_is_refused(bad: str) -> None:
    """What is no cron expression, or never fires, is refused."""
    with pytest.raises(ValueError, match=r"."):
        check_cron(bad)


def test_time_zones() -> None:
    """A zone must be in the database, and moves the time."""
    with pytest.raises(ValueError, match="unknown time zone"):
        check_timezone("Mars/Olympus")
    shanghai = parse_cron("0 3 * * *", check_timezone("Asia/Shanghai")).next(START.timestamp())
    assert shanghai == START.timestamp() + 19 * 3600


class FakeMemory:
    """The scheduler's notes, skips and counts."""

    def __init__(self) -> None:
        self.notes: dict[str, Any] = {}
        self.skips: list[str] = []
        self.total = 0

    def get_note(self, key: str) -> Any:
        return self.notes.get(key)

    def set_note(self, key: str, value: Any) -> None:
        self.notes[key] = value

    def log_skip(self, now: float, note: str) -> None:
        self.skips.append(note)

    def bucket_sum(self) -> int:
        return self.total


class World:
    """A scheduler with a clock to turn and a list of what it asked for."""

    def __init__(self, memory: FakeMemory, *, new_dialogues: int | None = None) -> None:
        self.now = START.timestamp() + 60
        self.asked: list[str] = []
        self.running = False
        self.memory = memory
        self.scheduler = Scheduler(
            cron=parse_cron("0 3 * * *"),
            new_dialogues=new_dialogues,
            memory=memory,
            request=self._request,
            clock=lambda: self.now,
        )

    def _request(self, trigger: str) -> None:
        if self.running:
            raise RoundRefused("running")
        self.asked.append(trigger)

    def pass_time(self, seconds: float, step: float = 60.0) -> None:
        """Tick every `step` seconds."""
        until = self.now + seconds
        while self.now < until:
            self.scheduler.tick()
            self.now += step
        self.scheduler.tick()


def test_it_fires_once_a_day() -> None:
    """Three days give three rounds, each once."""
    world = World(FakeMemory())
    world.pass_time(3 * DAY)
    assert world.asked == ["schedule"] * 3


def test_downtime_is_caught_up_once() -> None:
    """After a week away there is one catch-up, not seven, and the rest is recorded."""
    memory = FakeMemory()
    World(memory).pass_time(DAY)
    later = World(memory)
    later.now += 8 * DAY
    later.pass_time(3600)
    assert later.asked == ["catch-up"]
    assert memory.skips == ["6 earlier due time(s) passed while down or busy"]


def test_a_first_start_and_a_changed_schedule_catch_nothing_up() -> None:
    """Only time since the schedule was first seen counts."""
    memory = FakeMemory()
    memory.notes["schedule"] = {"cron": ["0 1 * * *", "UTC"], "last": START.timestamp() - 30 * DAY}
    world = World(memory)
    world.pass_time(3600)
    assert world.asked == []


def test_a_running_round_is_not_doubled() -> None:
    """A due time during a round is recorded as skipped and not made up later."""
    world = World(FakeMemory())
    world.scheduler.tick()
    world.running = True
    world.pass_time(4 * 3600)
    world.running = False
    world.pass_time(3600)
    assert world.asked == []
    assert world.memory.skips == ["a round was still running when this one was due"]


def test_enough_new_dialogues_start_a_round() -> None:
    """A round starts when the reported counts grew by N since the last one; erasure lowers the mark."""
    memory = FakeMemory()
    world = World(memory, new_dialogues=50)
    memory.notes["bucket_at_round"] = 100
    memory.total = 140
    world.scheduler.tick()
    assert world.asked == []
    memory.total = 150
    world.scheduler.tick()
    assert world.asked == ["dialogues"]
    memory.notes["bucket_at_round"] = 150  # the round runner notes the sum when it begins
    memory.total = 90
    world.scheduler.tick()
    memory.total = 140
    world.scheduler.tick()
    assert world.asked == ["dialogues", "dialogues"]


def test_a_clock_that_goes_back_a_little_fires_nothing_twice() -> None:
    """The due time that was served stays served."""
    world = World(FakeMemory())
    world.pass_time(DAY)
    world.now -= 3600
    world.pass_time(2 * 3600)
    assert world.asked == ["schedule"]


def test_a_clock_that_was_years_ahead_does_not_stop_the_schedule() -> None:
    """Once it is right again, the next due time counts, and what happened is recorded."""
    world = World(FakeMemory())
    world.scheduler.tick()
    world.now += 3650 * DAY
    world.scheduler.tick()
    world.now -= 3650 * DAY
    world.asked.clear()
    world.pass_time(DAY)
    assert world.asked == ["schedule"]
    assert world.memory.skips[-1] == "the clock went back by more than a day"
