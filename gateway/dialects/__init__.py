"""The interfaces that a client may speak; each is turned into a chat request and back."""
