"""The guard as a timing server: `python -m benchmarks.redaction.ours ENGINE`, the same lines as the peer.

With {"batch": true} the texts go through one `scan_many`, whose time is given whole. Says too how many of the
sentences reached a tagger.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence

if "--without-torch" in sys.argv:
    # spaCy's thinc loads torch wherever it is installed; the gateway's image has none. Hence before the imports.
    sys.modules["torch"] = None  # type: ignore[assignment]

from policies import build_detector, load_pack
from policies.analyzer import PresidioDetector
from policies.spans import Span
from policies.taggers.sentences import sentences
from policies.taggers.shared import SharedWorker


class Counter:
    """The distinct sentences that a tagger was asked about."""

    def __init__(self) -> None:
        self.asked = asked = set[str]()
        inner = SharedWorker.tag

        def tag(self: SharedWorker, name: str, sentences: Sequence[str]) -> list[list[Span]]:
            asked.update(sentences)
            return inner(self, name, sentences)

        SharedWorker.tag = tag  # type: ignore[method-assign]


def main() -> None:
    """Build the detector, then answer until the input ends."""
    engine = sys.argv[1]
    counter = Counter()
    detector = build_detector(load_pack("default"), engine=engine)  # type: ignore[arg-type]
    if not isinstance(detector, PresidioDetector):
        raise TypeError("the benchmark times the real detector")
    for line in sys.stdin:
        request = json.loads(line)
        texts: list[str] = request["texts"]
        counter.asked.clear()
        if request.get("batch"):
            start = time.perf_counter()
            found = detector.scan_many(texts)
            seconds = [time.perf_counter() - start]
        else:
            seconds, found = [], []
            for text in texts:
                start = time.perf_counter()
                found.append(detector.scan(text))
                seconds.append(time.perf_counter() - start)
        whole = sum(1 for text in texts for _ in sentences(text))
        answer = {
            "seconds": seconds,
            "spans": [len(s) for s in found],
            "sentences": whole,
            "tagged": len(counter.asked),
        }
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    detector.close()


if __name__ == "__main__":
    main()
