"""`paperdeck [LISTING...]`: the browser in a terminal, plain lines anywhere else."""

from __future__ import annotations

import datetime as dt
import gc
from typing import TYPE_CHECKING

import click

from cli import options

if TYPE_CHECKING:
    from pathlib import Path


@click.command(hidden=True)
@options.listings(required=False)
@click.option("--sample", is_flag=True, help="Look around in the listing that comes with paperdeck.")
@options.as_of
@click.pass_context
def browse(ctx: click.Context, sources: tuple[Path, ...], sample: bool, as_of: dt.date | None) -> int:
    """Open the browser on listings, or on the whole library."""
    if sources and (verb := _verb_meant(ctx, sources[0])):
        raise click.UsageError(f"{sources[0]} is neither a verb nor a file; did you mean `paperdeck {verb}`?")
    # Modules that load make no garbage; looking for it every 700 objects takes a tenth of the start.
    gc.set_threshold(50_000, 10, 10)
    from cli.adding import add_one, summary, year_line
    from cli.output import has_terminal, say
    from library import Library, sample_path

    with Library.open() as library:
        reports = [add_one(library, source, as_of) for source in sources]
        if sample:
            reports.append(add_one(library, sample_path(), None))
        scope = tuple(dict.fromkeys(report.listing for report in reports))
        if has_terminal():
            from tui.app import run

            return run(library, scope)
        from cli.plain import print_papers

        for report in reports:
            if report.problem_count:
                say(f"paperdeck: {summary(report)}; `paperdeck parse` shows them")
            if line := year_line(report.assumed_year, report.as_of):
                say(f"paperdeck: {report.listing}: {line}")
        return print_papers(library, scope)


def _verb_meant(ctx: click.Context, named: Path) -> str | None:
    """The verb that a word without a file behind it comes close to."""
    import difflib
    import os

    program = ctx.find_root().command
    if os.path.lexists(named) or not isinstance(program, click.Group):
        return None
    return next(iter(difflib.get_close_matches(str(named), program.list_commands(ctx), n=1)), None)
