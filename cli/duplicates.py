"""`paperdeck duplicates` and `split`: papers that several sources have under different titles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cli import options

if TYPE_CHECKING:
    from library import Library
    from parser import PaperKey


@click.command(short_help="Show papers that were merged from several sources.")
@options.as_json
def duplicates(as_json: bool) -> int:
    """Show the papers that an identifier brought together from records with other titles or authors.

    Exits with 1 where there are none.
    """
    from cli.output import out, out_json, say
    from library import Library

    with Library.open() as library:
        keys = library.merged()
        if not keys:
            say("paperdeck: no paper was merged from records with other titles or authors")
        for entry in library.entries(keys):
            key, title = entry.paper.key, entry.paper.title
            if as_json:
                out_json({"key": key, "title": title, "sources": sources_json(library, key)})
                continue
            out(f"{key}  {title}")
            for source in library.variants(key):
                out(f"    {source.listing}: {source.paper.title} ({', '.join(source.paper.authors)})")
    return 0 if keys else 1


def sources_json(library: Library, key: PaperKey) -> list[dict[str, Any]]:
    """What each listing says about a paper; empty where one listing has it, or all say the same."""
    return [{"listing": source.listing, "paper": source.paper.to_json()} for source in library.variants(key)]


@click.command(short_help="Make the sources of a merged paper papers of their own.")
@click.argument("key", metavar="KEY")
def split(key: str) -> int:
    """Make the sources of a merged paper papers of their own; they stay apart from then on.

    What you wrote stays with the paper that has the key. The app's undo puts them together again.
    """
    from cli.asking import one
    from cli.output import say
    from library import Library

    with Library.open() as library:
        found = one(library, [key])
        if found is None:
            return 1
        step = library.split(found)
        say(f"paperdeck: {step.text}" if step else "paperdeck: nothing to change")
    return 0
