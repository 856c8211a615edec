"""Arguments and options that several verbs share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from pathlib import Path

    from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., Any])


class File(click.ParamType):  # type: ignore[type-arg]  # a generic only in newer versions of click
    """A file, or `-`; the library says what is wrong with it. pathlib (10 ms) waits until one is named."""

    name = "file"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        from pathlib import Path

        return Path(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]


def _day(ctx: click.Context, param: click.Parameter, value: dt.datetime | None) -> dt.date | None:
    return value.date() if value else None


as_of = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_day,
    metavar="DATE",
    help="The day on which the page was copied; it decides the year of dates that are written without one.",
)
strict = click.option("--strict", is_flag=True, help="Exit with 1 where some lines were not understood.")
as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")

SORTS = ("newest", "oldest", "relevance", "title", "author", "added", "queue")
sort = click.option("--sort", type=click.Choice(SORTS), help="The order, where the query names none.")
limit = click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many papers.")
within = click.option("--in", "scope", multiple=True, metavar="LISTING", help="Papers of this listing only.")
which = click.argument("which", metavar="KEY|QUERY...", nargs=-1, required=True)


def listings(required: bool) -> Callable[[F], F]:
    """The LISTING arguments: files, or `-` for standard input. The library says what is wrong with a file."""
    path = File()
    return click.argument("sources", metavar="LISTING...", nargs=-1, required=required, type=path)
