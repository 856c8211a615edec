"""`paperdeck search`: the query language of the search bar, for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli import options

if TYPE_CHECKING:
    from library import Library
    from parser import PaperKey
    from search.answer import QueryProblem

_SORTS = ("newest", "oldest", "relevance", "title", "author", "added", "queue")


@click.command()
@click.argument("query", metavar="QUERY...", nargs=-1, required=True)
@options.as_json
@click.option("--sort", type=click.Choice(_SORTS), help="The order, where the query names none.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many papers.")
@click.option("--in", "scope", multiple=True, metavar="LISTING", help="Search in this listing only.")
def search(
    query: tuple[str, ...], as_json: bool, sort: str | None, limit: int | None, scope: tuple[str, ...]
) -> int:
    """Search the library, in the language of the search bar.

    A query that begins with a minus goes behind `--`, as in: paperdeck search -- -code:yes
    """
    from cli.output import say
    from cli.plain import print_rows
    from cli.progress import ProgressLine
    from library import Library
    from parser import clean
    from search.answer import Sort

    text = clean(" ".join(query))
    with Library.open() as library:
        within = tuple(library.listing(name) for name in scope)
        with ProgressLine("Indexing") as progress:
            library.refresh_index(progress)
        answer = library.view(text, scope=within, sort=Sort(sort) if sort else None)
        if answer.problem is not None:
            say(_marked(text, answer.problem))
            return 2
        keys = answer.order[:limit]
        if as_json:
            _print_json(library, list(keys))
        else:
            print_rows(library, keys)
        if not keys:
            hint = f"; did you mean {answer.suggestion.text!r}?" if answer.suggestion else ""
            say(f"paperdeck: nothing matches{hint}")
        return 0 if keys else 1


def _print_json(library: Library, keys: list[PaperKey]) -> None:
    """A paper's own fields, then what the user wrote about it."""
    from cli.output import out_json

    for key in keys:
        entry = library.entry(key)
        out_json(
            {
                **entry.paper.to_json(),
                "starred": entry.starred,
                "state": entry.state.value,
                "new": entry.is_new,
                "tags": list(entry.tags),
                "note": entry.note,
                "listings": list(entry.listings),
            }
        )


def _marked(text: str, problem: QueryProblem) -> str:
    """The query with its mistake underlined."""
    from rich.cells import cell_len

    before = " " * cell_len(text[: problem.start])
    line = "^" * max(cell_len(text[problem.start : problem.end]), 1)
    return f"paperdeck: {problem.what}\n  {text}\n  {before}{line} {problem.hint}"
