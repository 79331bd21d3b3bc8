"""Updates of several sites into one candidate: checks, then the mean weighted by examples.

Pure numpy. Knows nothing of Flower, files or the network. An update is the whole adapter after a
site's local training (not a difference), float32 by tensor name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Tensors = Mapping[str, npt.NDArray[np.float32]]
Shapes = tuple[tuple[str, tuple[int, ...]], ...]
MAX_ABS = 100.0


@dataclass(frozen=True)
class Update:
    """One site's adapter after training and the number of examples that made it."""

    site: str
    examples: int
    tensors: Tensors


def shapes_of(tensors: Tensors) -> Shapes:
    """Names and shapes, sorted, as one comparable value."""
    return tuple(sorted((name, tuple(array.shape)) for name, array in tensors.items()))


def fault_of(update: Update, *, max_abs: float = MAX_ABS) -> str | None:
    """The code of what is wrong with an update taken alone, or None."""
    if not update.tensors:
        return "empty_update"
    if update.examples < 1:
        return "bad_examples"
    for array in update.tensors.values():
        if array.dtype != np.float32:
            return "bad_dtype"
        if not np.isfinite(array).all():
            return "not_finite"
        if array.size and float(np.abs(array).max()) > max_abs:
            return "out_of_bounds"
    return None


def agreed_shapes(updates: Sequence[Update]) -> Shapes | None:
    """The shapes that more sites have than any other; None where two sets draw."""
    ranked = Counter(shapes_of(update.tensors) for update in updates).most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def sift(
    updates: Sequence[Update], *, expected: Shapes | None = None
) -> tuple[list[Update], dict[str, str]]:
    """Usable updates, and site → code for the others.

    `expected` are the shapes of the running release; without one the sites must agree.
    """
    refused = {u.site: fault for u in updates if (fault := fault_of(u)) is not None}
    sound = [u for u in updates if u.site not in refused]
    shapes = agreed_shapes(sound) if expected is None else expected
    good = [u for u in sound if shapes_of(u.tensors) == shapes]
    refused |= {u.site: "bad_shapes" for u in sound if shapes_of(u.tensors) != shapes}
    return good, refused


def weighted_mean(updates: Sequence[Update]) -> dict[str, npt.NDArray[np.float32]]:
    """The mean of the updates weighted by examples: summed in float64, returned in float32.

    The order of the updates does not matter. Raises ValueError for no updates.
    """
    if not updates:
        raise ValueError("no updates to average")
    ordered = sorted(updates, key=lambda update: update.site)
    total = sum(update.examples for update in ordered)
    mean: dict[str, npt.NDArray[np.float32]] = {}
    for name in sorted(ordered[0].tensors):
        parts = [u.tensors[name].astype(np.float64) * (u.examples / total) for u in ordered]
        mean[name] = np.asarray(sum(parts), dtype=np.float32)
    return mean
