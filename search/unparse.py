"""A query tree written as a query again: `parse(to_text(tree)).tree == tree`. Loads Whoosh."""

from __future__ import annotations

import re
from typing import Any

from search.answer import Sort
from search.fields import quoted
from search.trees import And, Every, FuzzyTerm, Not, Or, Phrase, Prefix, Term, TermRange

_PLAIN = re.compile(r"\w+")
_OPERATORS = frozenset({"AND", "OR", "NOT"})


def to_text(tree: Any, sort: Sort | None = None) -> str:
    """The query that gives this tree; leaves are written as they once were."""
    text = "" if isinstance(tree, Every) else _written(tree, top=True)
    return f"{text} sort:{sort}".strip() if sort else text


def _written(tree: Any, top: bool = False) -> str:
    if isinstance(tree, And):
        inner = " ".join(map(_written, tree.subqueries))
        return inner if top else f"({inner})"
    if isinstance(tree, Or):
        return "(" + " OR ".join(map(_written, tree.subqueries)) + ")"
    if isinstance(tree, Not):
        return "-" + _written(tree.query)
    return _leaf(tree)


def _leaf(leaf: Any) -> str:
    field = "" if leaf.fieldname == "text" else f"{leaf.fieldname}:"
    if isinstance(leaf, TermRange):
        return field + _span(leaf.start, leaf.end)
    written = str(getattr(leaf, "written", "") or getattr(leaf, "text", ""))
    if isinstance(leaf, Phrase):
        slop = f"~{leaf.slop}" if leaf.slop > 1 else ""
        return f'{field}"{written or " ".join(leaf.words)}"{slop}'
    if isinstance(leaf, Prefix):
        return f"{field}{leaf.text}*"
    if isinstance(leaf, FuzzyTerm):
        return f"{field}{leaf.text}~"
    if isinstance(leaf, Term) and field:
        return field + quoted(leaf.text if leaf.fieldname == "code" else written)
    simple = _PLAIN.fullmatch(written) and written not in _OPERATORS
    return written if simple else f'"{written}"'


def _span(start: str | None, end: str | None) -> str:
    return start or "" if start == end else f"{start or ''}..{end or ''}"
