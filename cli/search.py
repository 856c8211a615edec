"""`paperdeck search`: the query language of the search bar, for scripts."""

from __future__ import annotations

import click

from cli import options


@click.command()
@click.argument("query", metavar="QUERY...", nargs=-1, required=True)
@options.as_json
@options.sort
@options.limit
@options.within
def search(
    query: tuple[str, ...], as_json: bool, sort: str | None, limit: int | None, scope: tuple[str, ...]
) -> int:
    """Search the library, in the language of the search bar.

    A query that begins with a minus goes behind `--`, as in: paperdeck search -- -code:yes
    """
    from cli.asking import asked
    from cli.output import out_json
    from cli.plain import print_rows
    from library import Library

    with Library.open() as library:
        keys = asked(library, " ".join(query), scope=scope, sort=sort)[:limit]
        if as_json:
            for entry in library.entries(keys):
                out_json(entry.to_json())
        else:
            print_rows(library, keys)
        return 0 if keys else 1
