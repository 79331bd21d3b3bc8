"""ONNX files read and written as far as the taggers need, without the `onnx` package (30 MB, protobuf).

Field numbers are those of onnx.proto3 (ONNX IR version 9), wire types those of Protocol Buffers' encoding.
Knows no particular model.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
MICROSOFT = "com.microsoft"
_TYPES: dict[int, type[np.generic]] = {
    1: np.float32,
    2: np.uint8,
    3: np.int8,
    6: np.int32,
    7: np.int64,
}
_CODES = {np.dtype(kind): code for code, kind in _TYPES.items()}
_IR_VERSION, _OPSET = 9, 18


@dataclass(frozen=True, slots=True)
class Node:
    """One operation; inputs and outputs are names of tensors, "" is an input that is left out."""

    op: str
    inputs: Sequence[str]
    outputs: Sequence[str]
    domain: str = ""
    attributes: dict[str, int | float | str] = field(default_factory=dict)
    name: str = ""


def read(path: Path) -> tuple[list[Node], dict[str, Array]]:
    """The nodes (integer attributes only) and the stored tensors; ValueError when the file is no such model."""
    try:
        graph = dict(_fields(path.read_bytes()))[7]
        nodes, tensors = [], {}
        for number, value in _fields(graph):
            if number == 1:
                nodes.append(_node(value))
            elif number == 5:
                name, tensor = _tensor(value)
                tensors[name] = tensor
    except (KeyError, IndexError, TypeError, struct.error) as error:
        raise ValueError("not an ONNX model that can be read here") from error
    return nodes, tensors


def write(
    nodes: Sequence[Node],
    tensors: dict[str, Array],
    inputs: dict[str, tuple[type[np.generic], Sequence[str]]],
    outputs: dict[str, tuple[type[np.generic], Sequence[str]]],
) -> bytes:
    """A model's bytes; a dimension of an input or an output is a name."""
    graph = b"".join(_bytes(1, _packed_node(node)) for node in nodes)
    graph += _bytes(2, b"graph")
    graph += b"".join(_bytes(5, _packed_tensor(name, t)) for name, t in tensors.items())
    for number, values in ((11, inputs), (12, outputs)):
        graph += b"".join(_bytes(number, _packed_value(n, *v)) for n, v in values.items())
    sets = _bytes(8, _bytes(1, b"") + _int(2, _OPSET))
    sets += _bytes(8, _bytes(1, MICROSOFT.encode()) + _int(2, 1))
    return _int(1, _IR_VERSION) + sets + _bytes(7, graph)


def _fields(data: memoryview | bytes) -> Iterator[tuple[int, Any]]:
    """(number, value) of a message: int, four or eight bytes, or a view of bytes."""
    view, at = memoryview(data), 0
    while at < len(view):
        key, at = _varint(view, at)
        kind = key & 7
        if kind == 0:
            value, at = _varint(view, at)
            yield key >> 3, value
            continue
        length = {1: 8, 5: 4}.get(kind, -1)
        if kind == 2:
            length, at = _varint(view, at)
        if length < 0 or at + length > len(view):
            raise IndexError
        yield key >> 3, view[at : at + length]
        at += length


def _varint(view: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = view[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def _text(view: Any) -> str:
    return bytes(view).decode("utf-8")


def _node(data: memoryview) -> Node:
    inputs, outputs, attributes = [], [], {}
    texts = {3: "", 4: "", 7: ""}
    for number, value in _fields(data):
        if number == 1:
            inputs.append(_text(value))
        elif number == 2:
            outputs.append(_text(value))
        elif number in texts:
            texts[number] = _text(value)
        elif number == 5:
            parts = dict(_fields(value))
            if 3 in parts:
                attributes[_text(parts[1])] = parts[3]
    return Node(texts[4], inputs, outputs, texts[7], attributes, texts[3])


def _tensor(data: memoryview) -> tuple[str, Array]:
    shape: list[int] = []
    name, kind, raw = "", 0, memoryview(b"")
    for number, value in _fields(data):
        if number == 1:
            shape.extend([value] if isinstance(value, int) else _varints(value))
        elif number == 2:
            kind = value
        elif number == 8:
            name = _text(value)
        elif number in (4, 9):  # packed floats and raw data look the same
            raw = value
        elif number == 5:  # small integers are not stored raw
            numbers = [value] if isinstance(value, int) else list(_varints(value))
            raw = memoryview(np.array(numbers, _TYPES[kind]).tobytes())
    return name, np.frombuffer(raw, _TYPES[kind]).reshape(shape) if kind in _TYPES else np.zeros(0)


def _varints(view: memoryview) -> Iterator[int]:
    at = 0
    while at < len(view):
        value, at = _varint(view, at)
        yield value


def _packed_varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def _int(number: int, value: int) -> bytes:
    return _packed_varint(number << 3) + _packed_varint(value)


def _bytes(number: int, value: bytes) -> bytes:
    return _packed_varint(number << 3 | 2) + _packed_varint(len(value)) + value


def _packed_node(node: Node) -> bytes:
    out = b"".join(_bytes(1, name.encode()) for name in node.inputs)
    out += b"".join(_bytes(2, name.encode()) for name in node.outputs)
    out += _bytes(4, node.op.encode()) + _bytes(7, node.domain.encode())
    for name, value in node.attributes.items():
        body = _bytes(1, name.encode())
        if isinstance(value, int):
            body += _int(3, value & (2**64 - 1)) + _int(20, 2)
        elif isinstance(value, str):
            body += _bytes(4, value.encode()) + _int(20, 3)
        else:
            body += _packed_varint(2 << 3 | 5) + struct.pack("<f", value) + _int(20, 1)
        out += _bytes(5, body)
    return out


def _packed_tensor(name: str, tensor: Array) -> bytes:
    out = b"".join(_int(1, size) for size in tensor.shape)
    return (
        out
        + _int(2, _CODES[tensor.dtype])
        + _bytes(8, name.encode())
        + _bytes(9, np.ascontiguousarray(tensor).tobytes())
    )


def _packed_value(name: str, kind: type[np.generic], shape: Sequence[str]) -> bytes:
    dims = b"".join(_bytes(1, _bytes(2, dim.encode())) for dim in shape)
    tensor = _int(1, _CODES[np.dtype(kind)]) + _bytes(2, dims)
    return _bytes(1, name.encode()) + _bytes(2, _bytes(1, tensor))
