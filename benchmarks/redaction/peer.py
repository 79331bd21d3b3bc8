"""Stock Presidio with the small spaCy model as a timing server; run by the interpreter of its own environment.

One JSON object a line: {"texts": [...]} in, {"seconds": [...], "spans": [...]} out. English only, as it comes: Chinese
texts go through the same English engine, since no Chinese model of spaCy's can be installed offline. Imports
nothing of this project.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time

os.environ.setdefault("TLDEXTRACT_CACHE", os.path.expanduser("~/.cache/sottovoce-benchmarks/tld"))  # noqa: PTH111 - no import before the clock


def main() -> None:
    """Build the engine, then answer until the input ends."""
    logging.disable(logging.CRITICAL)
    import tldextract
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    # The list that comes with the package; the default object would ask the network first.
    offline = tldextract.TLDExtract(suffix_list_urls=(), fallback_to_snapshot=True)
    for module in (tldextract, tldextract.tldextract):
        vars(module).update(TLD_EXTRACTOR=offline, extract=offline)
    models = [{"lang_code": "en", "model_name": sys.argv[1]}]
    provider = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models})
    analyzer = AnalyzerEngine(nlp_engine=provider.create_engine())
    for line in sys.stdin:
        seconds, spans = [], []
        for text in json.loads(line)["texts"]:
            start = time.perf_counter()
            found = analyzer.analyze(text, language="en")
            seconds.append(time.perf_counter() - start)
            spans.append(len(found))
        sys.stdout.write(json.dumps({"seconds": seconds, "spans": spans}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
