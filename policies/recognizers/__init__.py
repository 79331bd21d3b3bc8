"""Sottovoce's own Presidio recognisers. Each knows one class of data and no policy."""
