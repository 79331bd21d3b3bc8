"""What is personal data and how it is taken out: packs, detector, placeholders, redactor, restorer.

Importing this package does not load Presidio or a model: `build_detector` does. Knows no HTTP, no log
and no vault; the gateway, the edge and the trainer use the same objects.
"""

from __future__ import annotations

from policies.detector import Detector, build_detector
from policies.output import OutputRedactor
from policies.pack import Pack, list_packs, load_pack
from policies.placeholders import PLACEHOLDER_RE, renumber
from policies.redactor import Redaction, Redactor
from policies.residue import scan_residue
from policies.restorer import Restorer
from policies.spans import Span
from policies.table import ConversationTable

__all__ = [
    "PLACEHOLDER_RE",
    "ConversationTable",
    "Detector",
    "OutputRedactor",
    "Pack",
    "Redaction",
    "Redactor",
    "Restorer",
    "Span",
    "build_detector",
    "list_packs",
    "load_pack",
    "renumber",
    "scan_residue",
]
