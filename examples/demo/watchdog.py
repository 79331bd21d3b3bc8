"""Ends a run's processes when their starter dies without doing so (kill -9, a crash).

It waits on standard input: "done" means that the run was ended in order; an end of file without it
means that the starter is gone. It runs outside the run's mark, in a session of its own.
`python -m examples.demo.watchdog SCRATCH`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from examples.demo.leftovers import end_marked

DONE = b"done\n"


def main(scratch: str) -> int:
    """Wait for the starter's word; returns 0 when it came, 1 when the run had to be ended here."""
    if DONE in sys.stdin.buffer.read():
        return 0
    end_marked(Path(scratch))
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
