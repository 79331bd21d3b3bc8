"""What a tagger worker may use: memory, time, queue. Knows no process."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """Bounds of one worker process; bytes of memory, and seconds of wall clock but for a request's.

    A request's time runs from the moment when the worker can turn to it, not while others are served, and
    not while the worker waits for a processor (`taggers.patience`).
    """

    memory_bytes: int = 400 * MEBIBYTE
    request_seconds: float = 2.0
    request_seconds_per_character: float = 0.002
    start_seconds: float = 30.0
    # How long a request waits for a worker that is being started again.
    restart_wait_seconds: float = 1.0
    # The pause before a worker that died without an answer is started again: doubles up to the second.
    backoff_seconds: float = 0.1
    max_backoff_seconds: float = 10.0
    # Requests that wait at the same time; more are refused.
    max_waiting: int = 256
    # What one frame carries, so that a long text does not hold up the others.
    chunk_sentences: int = 64

    def seconds_for(self, characters: int) -> float:
        """The time limit of a request of so many characters."""
        return self.request_seconds + characters * self.request_seconds_per_character
