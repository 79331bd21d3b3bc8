"""What the parts of Sottovoce share: errors, settings, wire forms, sealed log, releases, crypto, telemetry.

Knows no web framework, no model library and no policy.
"""

__version__ = "0.1.0"
