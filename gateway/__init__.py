"""The gateway: where raw text is seen, taken out, and given back. No other part holds the vault."""
