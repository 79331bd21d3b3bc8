"""The detector on Presidio: engines agree, failures are raised, packs set thresholds and lists."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from policies import Detector, Pack, build_detector, load_pack
from policies.analyzer import PresidioDetector
from policies.recognizers.base import LANGUAGE, Rule, RuleRecognizer
from policies.spans import Span, unite
from policies.taggers import shared
from policies.taggers.worker import TaggerWorker
from policies.view import open_view
from sottovoce.errors import PrivacyUnavailable

SAMPLES = [
    "我叫王小明，手机13812345678，住在北京市海淀区中关村大街27号。",
    "My name is Jane Doe, I live at 742 Evergreen Terrace, Springfield, IL 62704.",
    "卡号4111111111111111, mail a@example.com, 王先生",
    "nothing here, 什么都没有",
]


def test_balanced_covers_what_fast_covers(fast: Detector, balanced: Detector) -> None:
    """The taggers only ever add characters."""
    for text in SAMPLES:
        few = {i for s in fast.scan(text) for i in range(s.start, s.end)}
        many = {i for s in balanced.scan(text) for i in range(s.start, s.end)}
        assert few <= many


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("订单由何浩然签收了", "何浩然"),
        ("麻烦转告周婉清一声", "周婉清"),
        ("the parcel went to Margaret Holloway instead", "Margaret Holloway"),
        ("please tell angela whitmore about it", "angela whitmore"),
    ],
)
def test_taggers_find_names_without_a_cue(text: str, value: str, balanced: Detector) -> None:
    """A name in the middle of a sentence is found by a model."""
    assert (value, "PERSON") in [(text[s.start : s.end], s.label) for s in balanced.scan(text)]


@pytest.mark.parametrize("text", SAMPLES)
def test_presidio_gives_the_same(text: str, default_pack: Pack) -> None:
    """The same recognisers asked through `AnalyzerEngine.analyze` find the same spans."""
    detector = PresidioDetector(default_pack, "fast")
    results = detector.analyzer.analyze(open_view(text).text, language=LANGUAGE)
    theirs = [Span(r.start, r.end, r.entity_type, round(r.score, 3)) for r in results]
    _, raw = detector._seen([text])[0]
    ours = [span for span, rule in raw if not rule.endswith(")")]
    # Presidio itself drops what lies within a finding of the same class.
    assert set(theirs) <= set(ours)
    assert unite(text, ours) == unite(text, theirs)
    assert ours or "nothing" in text


def test_a_scan_of_many_is_the_scans_of_each(balanced: Detector) -> None:
    """The taggers see all texts at once, and each text gets its own spans."""
    assert isinstance(balanced, PresidioDetector)
    texts = [*SAMPLES, "", "   ", "麻烦转告周婉清一声"]
    assert balanced.scan_many(texts) == [balanced.scan(text) for text in texts]


def test_findings_are_explained(fast: Detector) -> None:
    """The spans of a scan, each with its rules and the words that stand for its context."""
    assert isinstance(fast, PresidioDetector)
    text = "Hi, my phone number is 415-555-0132. 密码是hunter22"
    findings = fast.explain(text)
    assert [f.span for f in findings] == fast.scan(text)
    assert all(f.rules for f in findings)
    assert "phone" in findings[0].context
    assert "密码" in findings[-1].context


def test_placeholders_are_opaque(balanced: Detector) -> None:
    """Neither a placeholder nor a type token is ever part of a finding."""
    text = "我叫<PERSON_1>，电话<PHONE_NUMBER_12>，[EMAIL_ADDRESS] I am <PERSON_2>."
    assert balanced.scan(text) == []


def test_offsets_are_of_the_original(fast: Detector) -> None:
    """Zero-width characters and placeholders before a value do not move it."""
    text = "<PERSON_1>\u200b 电话138\u200b1234\u200b5678。"
    (span,) = fast.scan(text)
    assert text[span.start : span.end] == "138\u200b1234\u200b5678"


def test_allow_deny_and_thresholds(tmp_path: Path) -> None:
    """A pack's lists and thresholds decide what counts."""
    path = tmp_path / "p.yaml"
    path.write_text(
        "extends: default\nname: p\nallow: [王小明]\ndeny: {PERSON: [Project Falcon]}\n"
        "thresholds: {EMAIL_ADDRESS: 0.99}\n",
        encoding="utf-8",
    )
    text = "我叫王小明 Project Falcon a@example.com 13812345678"
    spans = build_detector(load_pack(path), engine="fast").scan(text)
    assert [text[s.start : s.end] for s in spans] == ["Project Falcon", "13812345678"]


class Slow(RuleRecognizer):
    """A rule that backtracks without end."""

    label = "URL"
    rules = (Rule("slow", r"(?:a|a?)+$(?<=b)", 0.5),)


def test_a_slow_rule_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern over its time is an error, never a silent skip."""
    monkeypatch.setattr("policies.recognizers.base.TIMEOUT_SECONDS", 0.05)
    with pytest.raises(TimeoutError):
        Slow().analyze("a" * 5000 + "c", ["URL"])


def test_a_missing_tagger_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its models the balanced engine does not start as something less."""
    broken = TaggerWorker(command=[sys.executable, "-c", "no wheel"])
    monkeypatch.setattr(shared, "_worker", broken)
    with pytest.raises(PrivacyUnavailable, match="tagger"):
        PresidioDetector(load_pack("default"), "balanced")
    broken.close()


def test_torch_is_not_needed() -> None:
    """In a process where torch cannot be imported both engines work."""
    code = (
        "import sys; sys.modules['torch'] = None\n"
        "from policies import build_detector, load_pack\n"
        "spans = build_detector(load_pack('default')).scan('I am Ann Lee. 我叫王小明')\n"
        "assert [s.label for s in spans] == ['PERSON', 'PERSON'], spans\n"
        "assert sys.modules['torch'] is None\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, timeout=120
    )
    assert done.returncode == 0, done.stderr.decode()


def test_importing_policies_loads_no_detector() -> None:
    """The package is light until a detector is built."""
    code = (
        "import sys, policies\n"
        "heavy = {'presidio_analyzer', 'spacy', 'onnxruntime', 'torch'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode()
