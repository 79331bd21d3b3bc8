"""Other ways to read a stretch of text in which a value may be disguised."""
