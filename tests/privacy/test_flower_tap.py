"""Flower's stored messages are kept and decoded, also after Flower has deleted them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.privacy import flower_tap
from tests.privacy.markers import Marker, MarkerMaker
from tests.privacy.scan import scan

pytestmark = [
    pytest.mark.privacy,
    # Flower's own Alembic configuration, on a newer Alembic
    pytest.mark.filterwarnings("ignore:No path_separator found:DeprecationWarning"),
]

WAYS = (
    "config text",
    "config key",
    "config bytes",
    "metric key",
    "array name",
    "array values",
    "error",
)


def flower_message(way: str = "", text: str = "") -> object:
    """A reply as the site's app sends it; with ``text`` put in on the given way."""
    from flwr.app import Array, ArrayRecord, ConfigRecord, Message, MetricRecord, RecordDict
    from flwr.app.error import Error
    from flwr.app.metadata import Metadata

    config: dict[str, object] = {"code": "ok", "site": "site-a"}
    metrics: dict[str, float] = {"examples": 60, "loss_before": 4.5}
    arrays = {"base_model.lora_A.weight": np.linspace(-1, 1, 600, dtype=np.float32)}
    if way == "config text":
        config["detail"] = f"failed on: {text}"
    elif way == "config key":
        config[text] = 1
    elif way == "config bytes":
        config["blob"] = b"\x00\x01" + text.encode()
    elif way == "metric key":
        metrics[text] = 1.0
    elif way == "array name":
        arrays[text] = np.zeros(3, dtype=np.float32)
    elif way == "array values":
        arrays["x"] = np.array([float(ord(c)) for c in text], dtype=np.float32)
    content = RecordDict(
        {
            "update": ArrayRecord({key: Array(value) for key, value in arrays.items()}),
            "metrics": MetricRecord(metrics),
            "status": ConfigRecord(config),
        }
    )
    metadata = Metadata(
        run_id=7,
        message_id="",
        src_node_id=3,
        dst_node_id=1,
        reply_to_message_id="m",
        group_id="1",
        created_at=0.0,
        ttl=60.0,
        message_type="train",
    )
    if way == "error":
        return Message(error=Error(code=1, reason=f"ValueError: {text}"), metadata=metadata)
    return Message(content=content, metadata=metadata)


def store_and_delete(database: Path, message: object) -> None:
    """Put a message into a real object store as a SuperNode's push does, then delete it again."""
    from flwr.supercore.inflatable.inflatable_object import get_all_nested_objects, get_object_tree
    from flwr.supercore.object_store.sql_object_store import SqlObjectStore

    store = SqlObjectStore(str(database))
    store.initialize()
    before = len(store)  # a copy of a running link's database holds what that link holds
    flower_tap.install(database)
    store.preregister(7, get_object_tree(message))
    for object_id, each in get_all_nested_objects(message).items():
        store.put(object_id, each.deflate())
    store.delete_objects_in_run(7)
    assert len(store) == before
    store._engine.dispose()


@pytest.fixture(scope="module")
def name() -> Marker:
    """A Chinese name."""
    return MarkerMaker(seed=21).marker("name", "zh")


def test_a_clean_message_is_decoded_whole(tmp_path: Path, name: Marker) -> None:
    """Every object of a message is read: names, codes, numbers, arrays."""
    store_and_delete(tmp_path / "state.db", flower_message())
    parts = flower_tap.decoded(flower_tap.kept(tmp_path / "state.db")["objects.content"])
    kinds = [part.split()[0] for part in parts]
    assert sorted(kinds) == sorted(
        [
            "Message",
            "RecordDict",
            "ArrayRecord",
            "Array",
            "ArrayChunk",
            "ConfigRecord",
            "MetricRecord",
        ]
    )
    text = b"\n".join(parts.values())
    for piece in (
        b"code = ok",
        b"examples = 60",
        b"base_model.lora_A.weight",
        b'"train"',
        b"NUMPY",
    ):
        assert piece in text
    assert scan((name,), parts) == []


@pytest.mark.parametrize("way", WAYS)
def test_a_marker_in_a_message_is_found_after_its_deletion(
    tmp_path: Path, name: Marker, way: str
) -> None:
    """Wherever in a message a bug would put a name, the scan of the decoded messages finds it."""
    store_and_delete(tmp_path / "state.db", flower_message(way, name.text))
    parts = flower_tap.decoded(flower_tap.kept(tmp_path / "state.db")["objects.content"])
    assert scan((name,), parts)
