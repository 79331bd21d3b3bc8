"""What is personal data and how it is taken out: packs, detector, placeholders, redactor, restorer.

Importing this package does not load Presidio or a model: `build_detector` does. Knows no HTTP, no log
and no vault; the gateway, the edge and the trainer use the same objects.
"""

from __future__ import annotations

from policies.detector import Detector, build_detector
from policies.output import OutputRedactor
from policies.pack import Pack, list_packs, load_pack
from policies.placeholders import PLACEHOLDER_RE, renumber
from policies.redactor import Redaction, Redactor, type_tokens
from policies.residue import Outgoing, scan_outgoing, scan_residue
from policies.restorer import Restorer
from policies.spans import Span
from policies.table import ConversationTable
from policies.verdicts import VerdictCache

__all__ = [
    "PLACEHOLDER_RE",
    "ConversationTable",
    "Detector",
    "Outgoing",
    "OutputRedactor",
    "Pack",
    "Redaction",
    "Redactor",
    "Restorer",
    "Span",
    "VerdictCache",
    "build_detector",
    "list_packs",
    "load_pack",
    "renumber",
    "scan_outgoing",
    "scan_residue",
    "type_tokens",
]
