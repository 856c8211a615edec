"""`paperdeck stats`: the library in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli import options

if TYPE_CHECKING:
    from library.stats import Count, Statistics

_BAR = 30
"""Cells of the longest bar."""


@click.command(short_help="Count papers by year, category, author and what you did with them.")
@options.as_json
@options.within
def stats(as_json: bool, scope: tuple[str, ...]) -> int:
    """Count papers by year, category, affiliation and author, and what you did with them."""
    import dataclasses

    from cli.output import out, out_json
    from library import Library

    with Library.open() as library:
        found = library.statistics(tuple(library.listing(name) for name in scope))
    if as_json:
        out_json(dataclasses.asdict(found))
    else:
        for line in _lines(found):
            out(line)
    return 0


def _lines(found: Statistics) -> list[str]:
    states = "".join(f", {count.papers:,} {count.value}" for count in found.states)
    lines = [
        f"{found.papers:,} papers, {found.with_code:,} with code",
        f"{found.starred:,} starred, {found.noted:,} with a note{states}",
    ]
    groups = (
        ("Years", found.years),
        ("Categories", found.categories),
        ("Affiliations", found.affiliations),
        ("Authors", found.authors),
        ("Read, by month", found.read),
    )
    for title, counts in groups:
        if counts:
            lines += ["", title, *_bars(counts)]
    return lines


def _bars(counts: tuple[Count, ...]) -> list[str]:
    from rich.cells import cell_len, set_cell_size

    most = max(count.papers for count in counts) or 1
    width = max(cell_len(count.value) for count in counts)
    return [
        f"  {set_cell_size(c.value, width)}  {c.papers:>7,}  {'#' * round(_BAR * c.papers / most)}".rstrip()
        for c in counts
    ]
