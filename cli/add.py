"""`paperdeck add`: listings into the library."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from cli import options

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Add listings to the library, or bring them up to date.")
@options.listings(required=True)
@options.as_of
@click.option("--name", metavar="NAME", help="What to call the listing; otherwise the name of its file.")
@click.option(
    "--tags-from-keywords",
    "tag_keywords",
    is_flag=True,
    help="Take the keywords of a bibliography over as tags; otherwise they are searched and no more.",
)
@options.strict
def add(
    sources: tuple[Path, ...], as_of: dt.date | None, name: str | None, tag_keywords: bool, strict: bool
) -> int:
    """Add listings to the library, or bring them up to date.

    Prints what was new, updated and unchanged; lines that were not understood go to standard error.
    What you wrote about a paper stays, whatever the listing says. BibTeX, RIS, CSL-JSON, CSV, JSON and
    feeds are known by their content. `arxiv:2408.06292` and 'arxiv:cat:cs.MA since:2026-01' ask arXiv.
    """
    from cli.adding import add_one, summary, year_line
    from cli.output import out, say
    from cli.progress import ProgressLine
    from library import Library, LibraryError

    if name is not None and len(sources) > 1:
        raise click.UsageError("--name is for one listing")
    failed = problems = False
    with Library.open() as library:
        for source in sources:
            try:
                report = add_one(library, source, as_of, name, tag_keywords=tag_keywords)
            except LibraryError as error:
                say(f"paperdeck: {error}")
                failed = True
                continue
            out(summary(report))
            if line := year_line(report.assumed_year, report.as_of):
                say(f"{report.listing}: {line}")
            for problem in report.problems:
                say(f"{report.label}: {problem}")
            if report.problem_count > len(report.problems):
                say(f"{report.label}: and {report.problem_count - len(report.problems):,} more")
            problems |= report.problem_count > 0
        with ProgressLine("Indexing") as progress:
            library.refresh_index(progress)
        library.back_up()
    return 2 if failed else int(strict and problems)
