"""Presidio's door: no model library comes in by it, and what was there before stays."""

from __future__ import annotations

import subprocess
import sys


def _python(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout.strip()


def test_a_detector_loads_no_model_library() -> None:
    """Also where torch and transformers are installed; they can be imported afterwards."""
    told = _python(
        "import sys\n"
        "from policies import build_detector, load_pack\n"
        "build_detector(load_pack('default'), engine='fast')\n"
        "print(*[m for m in ('torch', 'transformers') if m in sys.modules])\n"
        "import importlib.util\n"
        "assert all(sys.modules.get(m, 1) is not None for m in ('torch', 'transformers'))\n"
    )
    assert told == ""


def test_what_is_loaded_already_stays() -> None:
    """A module that the process has keeps its place."""
    told = _python(
        "import sys, types\n"
        "sys.modules['torch'] = fake = types.ModuleType('torch')\n"
        "fake.__version__ = '0'\n"
        "import policies.presidio\n"
        "print(sys.modules['torch'] is fake)\n"
    )
    assert told == "True"
