"""The `sottovoce` command: its groups are found through the entry-point group `sottovoce.commands`.

So an image holds only the parts that it needs: a group whose extra is not installed is listed and says so
when it is called. Knows no group.
"""

from __future__ import annotations

import os
import sys
import traceback
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import click
import typer
from typer.main import get_command

import sottovoce
from sottovoce.errors import ConfigInvalid, PolicyInvalid, SottovoceError

SUMMARIES = {
    "config": "Show the settings that a part would run with, secrets hidden.",
    "demo": "Run the whole loop on this machine: chat, redact, log, train, release, swap.",
    "edge": "A site's edge node: serve, import dialogues, look into the log, report what left.",
    "gateway": "The front door: takes personal data out, restores it in the reply.",
    "keys": "Make tokens, secrets, signing keys and TLS for a small federation.",
    "policy": "Check policy packs, scan text, preview what would be taken out.",
    "train": "Rounds of federated fine-tuning: the trainer, a site's trainer, its SuperNode.",
}


class Groups(click.Group):
    """Loads a group's module only when that group is called, so that `--help` is instant."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._points: dict[str, EntryPoint] = {
            point.name: point for point in entry_points(group="sottovoce.commands")
        }

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The groups' names."""
        return sorted(self._points)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The group of that name; a missing extra is told in one line."""
        point = self._points.get(cmd_name)
        if point is None:
            return None
        try:
            loaded: typer.Typer = point.load()
        except ModuleNotFoundError as error:
            raise click.ClickException(
                f"`sottovoce {cmd_name}` needs the Python package {error.name}, which is not installed "
                "here; install the extra of this part, for example pip install 'sottovoce[demo]'."
            ) from None
        command = get_command(loaded)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Lists the groups without loading them."""
        with formatter.section("Groups"):
            formatter.write_dl([(name, SUMMARIES.get(name, "")) for name in sorted(self._points)])


@click.group(cls=Groups, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(sottovoce.__version__, prog_name="sottovoce")
def root() -> None:
    """Federated inference and privacy-guard middleware for chat and customer service."""


def main() -> None:
    """Runs the command; an error of ours is told without a traceback.

    Exit code 2 is a bad configuration or call, 1 anything else that failed.
    """
    try:
        root(standalone_mode=True)
    except (ConfigInvalid, PolicyInvalid) as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
        sys.exit(2)
    except SottovoceError as error:
        print(f"{error.code}: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output went away: not a fault of ours, and nothing more can be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - the last boundary: a crash's message may quote a user
        # The frames show our own source lines; the message is left out.
        where = "".join(traceback.format_tb(error.__traceback__))
        print(f"{where}crashed: {type(error).__name__}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
