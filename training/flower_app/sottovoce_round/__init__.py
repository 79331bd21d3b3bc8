"""The Flower app of one Sottovoce round: what a SuperLink and its SuperNodes run, and no more."""
