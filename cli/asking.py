"""Which papers are meant: keys, a query, or keys from standard input. Shared by the verbs that take them."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence

import click

from cli.output import say
from cli.progress import ProgressLine
from library import Library
from library.errors import UnknownNameError
from parser import PaperKey, clean
from search.answer import QueryProblem, Sort

EMPTY = "the library is empty; add a listing with `paperdeck add LISTING`"

_KEY = re.compile(r"[0-9a-f]{12}")


def asked(
    library: Library, text: str, *, scope: Iterable[str] = (), sort: str | None = None
) -> Sequence[PaperKey]:
    """The papers that answer a query; says so where there is none. ClickException where it has a mistake."""
    text = clean(text)
    within = tuple(library.listing(name) for name in scope)
    if not text and sort is None:
        return library.newest(within)
    with ProgressLine("Indexing") as progress:
        library.refresh_index(progress)
    answer = library.view(text, scope=within, sort=Sort(sort) if sort else None)
    if answer.problem is not None:
        raise click.ClickException(_marked(text, answer.problem))
    if not answer.order:
        hint = f"; did you mean {answer.suggestion.text!r}?" if answer.suggestion else ""
        say(f"paperdeck: nothing matches{hint}" if library.tally().papers else f"paperdeck: {EMPTY}")
    return answer.order


def named(library: Library, which: Sequence[str]) -> list[PaperKey]:
    """The papers that KEY|QUERY... names; `-` reads keys, or the JSON lines of `search`, from standard input.

    UnknownNameError where a key is not in the library.
    """
    if list(which) == ["-"]:
        which = [_key_in(line) for line in sys.stdin if line.strip()]
        if not which:
            say("paperdeck: standard input names no paper")
            return []
    elif not all(_KEY.fullmatch(word) for word in which):
        return list(asked(library, " ".join(which)))
    keys = [PaperKey(word) for word in dict.fromkeys(which)]
    known = {row.key for row in library.rows(keys)}
    for key in keys:
        if key not in known:
            raise UnknownNameError(f"the library has no paper {clean(key)}")
    return keys


def one(library: Library, which: Sequence[str]) -> PaperKey | None:
    """The one paper that is named; None where nothing is. ClickException where several are."""
    keys = named(library, which)
    if len(keys) > 1:
        raise click.ClickException(
            f"{len(keys):,} papers match; name one by its key (`paperdeck search --json`)"
        )
    return keys[0] if keys else None


def _key_in(line: str) -> str:
    """The key on a line: the line itself, its first word, or the `key` of a JSON object."""
    line = line.strip()
    if line.startswith("{"):
        try:
            return str(json.loads(line)["key"])
        except (ValueError, KeyError, TypeError) as error:
            raise click.ClickException("a line of standard input is no JSON object with a key") from error
    return line.split()[0]


def _marked(text: str, problem: QueryProblem) -> str:
    """The query with its mistake underlined."""
    from rich.cells import cell_len

    before = " " * cell_len(text[: problem.start])
    line = "^" * max(cell_len(text[problem.start : problem.end]), 1)
    return f"{problem.what}\n  {text}\n  {before}{line} {problem.hint}"
