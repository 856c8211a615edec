"""`paperdeck export`: papers out of the library, in a format that another program reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli import options

if TYPE_CHECKING:
    from pathlib import Path

_FORMATS = ("bibtex", "ris", "csl-json", "markdown", "csv", "jsonl", "plain")


@click.command(short_help="Write papers as BibTeX, RIS, CSL-JSON, Markdown, CSV, JSONL or plain text.")
@click.argument("query", metavar="[QUERY]...", nargs=-1)
@click.option("--format", "-f", "name", type=click.Choice(_FORMATS), help="Otherwise by the name of FILE.")
@click.option(
    "--output",
    "-o",
    metavar="FILE",
    type=options.File(),
    help="Instead of stdout.",
)
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@options.sort
@options.limit
@options.within
def export(
    query: tuple[str, ...],
    name: str | None,
    output: Path | None,
    force: bool,
    sort: str | None,
    limit: int | None,
    scope: tuple[str, ...],
) -> int:
    """Write the papers of a query, or all of them, in a format that another program reads.

    Citation keys stay the same from one export to the next. Your notes, tags, bookmarks and read states
    are in it wherever the format has a place for them.
    """
    from cli.asking import asked
    from cli.output import counted, out_raw, say
    from library import Library
    from library.export import FORMATS, format_for, save

    to_file = output is not None and str(output) != "-"
    format = FORMATS[name] if name else format_for(output) if to_file and output else None
    if format is None:
        endings = " ".join(known.suffix for known in FORMATS.values())
        raise click.UsageError(
            f"name a format: --format {'|'.join(_FORMATS)}, or a FILE that ends in {endings}"
        )
    with Library.open() as library:
        keys = asked(library, " ".join(query), scope=scope, sort=sort)[:limit]
        if not keys and query:
            return 1
        pieces = library.export(keys, format)
        if to_file and output:
            save(output, pieces, force=force)
            say(f"paperdeck: wrote {counted(len(keys), 'paper')} to {output}")
        else:
            for piece in pieces:
                out_raw(piece)
    return 0
