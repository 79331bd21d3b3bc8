"""Models that name persons and places in a sentence, behind one Protocol. They know no policy."""
