"""`python -m sottovoce` is the `sottovoce` command."""

from sottovoce.cli import main

main()
