"""What a gateway asks of the log beside a chat: ratings and erasures, on the real log."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from edge_node.records import Records, UnknownDialogue
from edge_node.second_look import SecondLook
from policies import build_detector, load_pack
from sottovoce.context import SiteContext, encode_context
from sottovoce.crypto import new_key
from sottovoce.dialogue_log import Dialogue, DialogueLog
from sottovoce.errors import InvalidRequest, PrivacyRefused, Unauthorized

TOKEN = "t" * 43
SUBJECT = "sub_" + "a" * 26


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    pack = load_pack("default")
    log = DialogueLog(tmp_path / "log.db", tmp_path / "keys.db", new_key())
    log.append(
        Dialogue(
            id="chatcmpl-1",
            subject=SUBJECT,
            conversation="c",
            language="en",
            origin="chat",
            consent=True,
            trainable=False,
            policy="p",
            adapter=None,
            created=1.0,
            messages=(
                {"role": "user", "content": "Hi <PERSON_1>"},
                {"role": "assistant", "content": "A model's word."},
            ),
        )
    )
    look = SecondLook(build_detector(pack, engine="fast"), pack, TOKEN)
    yield Records(log, look, TOKEN, time.time)
    log.close()


def header(subject: str = SUBJECT, *, consent: bool = True, **told: Any) -> str:
    context = SiteContext("r", "c", subject, consent, "p", "en", (), time.time(), **told)
    return encode_context(context, TOKEN)


def only(records: Records) -> Dialogue:
    (row,) = records.log.read()
    return row


def test_a_rating_says_whether_it_may_train(records: Records) -> None:
    """Up may, down may not, and the answer stays the model's."""
    records.rate({"completion_id": "chatcmpl-1", "rating": "up"}, header())
    assert only(records).trainable
    records.rate({"completion_id": "chatcmpl-1", "rating": "down"}, header())
    row = only(records)
    assert not row.trainable
    assert row.messages[-1]["content"] == "A model's word."
    assert (row.id, row.subject, row.created, row.consent) == ("chatcmpl-1", SUBJECT, 1.0, True)


def test_a_correction_takes_the_answers_place(records: Records) -> None:
    """It may train whatever the rating; the question stays."""
    told = {"completion_id": "chatcmpl-1", "rating": "down", "corrected_answer": "A person's."}
    records.rate(told, header())
    row = only(records)
    assert [m["content"] for m in row.messages] == ["Hi <PERSON_1>", "A person's."]
    assert row.trainable


def test_a_correction_with_personal_data_is_refused(records: Records) -> None:
    """The second look sees it, and nothing is written."""
    told = {
        "completion_id": "chatcmpl-1",
        "rating": "up",
        "corrected_answer": "Call 415-555-0132.",
    }
    with pytest.raises(PrivacyRefused):
        records.rate(told, header())
    assert not only(records).trainable


@pytest.mark.parametrize("name", ["chatcmpl-1", "chatcmpl-2"])
def test_another_customers_answer_is_unknown(records: Records, name: str) -> None:
    """The context's customer has to be the row's."""
    subject = "sub_" + "b" * 26 if name == "chatcmpl-1" else SUBJECT
    with pytest.raises(UnknownDialogue):
        records.rate({"completion_id": name, "rating": "up"}, header(subject))


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        "x",
        {"completion_id": "a", "rating": "so so"},
        {"completion_id": "a", "rating": "up", "x": 1},
    ],
)
def test_bad_bodies(records: Records, body: Any) -> None:
    """A 400 by the field's name."""
    with pytest.raises(InvalidRequest):
        records.rate(body, header())


def test_no_context_no_feedback(records: Records) -> None:
    """The service token alone does not say whose answer it is."""
    with pytest.raises(Unauthorized):
        records.rate({"completion_id": "chatcmpl-1", "rating": "up"}, None)


def test_erasing(records: Records) -> None:
    """Rows and key are gone; a second time there is nothing left."""
    assert records.erase({"subject": SUBJECT})["dialogues"] == 1
    assert records.erase({"subject": SUBJECT})["dialogues"] == 0
    assert list(records.log.read()) == []
    with pytest.raises(InvalidRequest):
        records.erase({"subject": "maria@example.com"})


def test_a_correction_is_logged_as_the_policy_says(records: Records) -> None:
    """Masked classes as their type; what was found in it is named beside, once."""
    told = {
        "completion_id": "chatcmpl-1",
        "rating": "up",
        "corrected_answer": "Hello <PERSON_1>, call <PHONE_NUMBER_1>.",
    }
    records.rate(told, header(masked=("PERSON",), labels=("PERSON", "PHONE_NUMBER")))
    row = only(records)
    assert row.messages[-1]["content"] == "Hello [PERSON], call <PHONE_NUMBER_1>."
    assert row.labels == ("PERSON", "PHONE_NUMBER")
    assert row.trainable


def test_a_policy_may_take_training_back(records: Records) -> None:
    """The customer has consented; the correction holds what must not train."""
    told = {"completion_id": "chatcmpl-1", "rating": "up", "corrected_answer": "No."}
    records.rate(told, header(consent=False))
    assert not only(records).trainable
