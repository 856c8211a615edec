"""`paperdeck paths`: where everything lies."""

from __future__ import annotations

import click

from cli import options


@click.command(short_help="Show where library, backups, index, config and log are.")
@options.as_json
def paths(as_json: bool) -> int:
    """Show where the library, its backups, the index, the configuration and the log are."""
    from cli.output import out, out_json
    from library import Paths
    from parser import clean

    places = {name: clean(str(path)) for name, path in Paths.of_user().named().items()}
    if as_json:
        out_json(places)
        return 0
    for name, path in places.items():
        out(f"{name:<8}  {path}")
    return 0
