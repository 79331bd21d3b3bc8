"""Examples: made-up data and the demo. They talk to the parts by commands and HTTP only."""
