"""The query language: text in, a tree of whoosh.query out, or the mistake with its place. Loads Whoosh."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from search.answer import QueryProblem, Sort
from search.plain_query import plain_tree
from search.trees import query

LONGEST = 2_000
"""Characters; Whoosh's parser needs time for every character and stack for every bracket."""
DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query understood: a whoosh.query tree (leaves of words carry `written`, the text they came from)."""

    tree: Any
    sort: Sort | None = None
    problem: QueryProblem | None = None


def parse(text: str, *, typing: bool = False) -> Parsed:
    """Parses a query; never raises for any text.

    While typing, the last word is a prefix, and a last part that more keys could complete (an open quote or
    bracket, half a date) is no mistake. With a mistake the tree matches nothing.
    """
    problem = _unreadable(text, typing)
    if problem:
        return Parsed(query.NullQuery, problem=problem)
    if (tree := plain_tree(text, typing)) is not None:
        return Parsed(tree)
    from search.grammar import parsed  # 5 ms that a first query of words alone need not take

    return parsed(text, typing)


def _unreadable(text: str, typing: bool) -> QueryProblem | None:
    """What is wrong with quotes, brackets or length, before any parsing."""
    if len(text) > LONGEST:
        return QueryProblem(LONGEST, len(text), "the query is too long", f"at most {LONGEST} characters")
    opened: list[int] = []
    for match in re.finditer(r'"[^"]*("?)|[()]', text):
        if match[0] == "(":
            opened.append(match.start())
        elif match[0] == ")":
            if not opened:
                return QueryProblem(match.start(), match.end(), "nothing is open here", "drop this bracket")
            opened.pop()
        elif not match[1] and not typing:
            return QueryProblem(match.start(), len(text), "this quote is never closed", 'put a " at its end')
        if len(opened) > DEEPEST:
            return QueryProblem(opened[-1], len(text), "too many brackets inside each other", "use fewer")
    if opened and not typing:
        return QueryProblem(opened[-1], opened[-1] + 1, "this bracket is never closed", "put a ) at its end")
    return None
