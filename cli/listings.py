"""`paperdeck listings`: what was imported, from where and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cli import options

if TYPE_CHECKING:
    from library import ListingInfo


@click.command(short_help="Show the listings of the library.")
@options.as_json
def listings(as_json: bool) -> int:
    """Show the listings of the library, the last imported first: papers, new ones, day, name, file."""
    from cli.asking import EMPTY
    from cli.output import out, out_json, say
    from library import Library
    from parser import clean

    with Library.open() as library:
        found = library.listings()
    if not found:
        say(f"paperdeck: {EMPTY}")
    for info in found:
        if as_json:
            out_json(_object(info))
            continue
        day = info.imported.astimezone().date()
        path = clean(str(info.path)) if info.path else ""
        out(f"{info.papers:>7,} papers  {info.new:>5,} new  {day}  {info.name}  {path}".rstrip())
    return 0


def _object(info: ListingInfo) -> dict[str, Any]:
    return {
        "name": info.name,
        "path": str(info.path) if info.path else None,
        "papers": info.papers,
        "new": info.new,
        "added": info.added.isoformat(),
        "imported": info.imported.isoformat(),
        "as_of": info.as_of.isoformat(),
    }
