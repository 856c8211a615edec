"""Facets: which groups there are, which part of a query belongs to which group, how counts become a Facet.
Counting itself is the business of whoever holds the papers. Loads Whoosh."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import Any

from search.answer import Choice, Facet, FacetValue
from search.fields import STATES
from search.names import NAMES
from search.trees import Not, Or, Phrase, Term, TermRange, leaves_of

PAPER_GROUPS = ("cat", "code", "year", "month", "aff", "author")
"""Facets that papers carry themselves, in the order of the filter pane; `is`, `has`, `tag`, `in` follow."""
MOST = {"cat": 100, "code": 2, "year": 200, "month": 12, "aff": 50, "author": 30, "tag": 100, "in": 100}
"""How many values of a group are handed out; `facet_values` gives the others."""


def group_of(part: Any) -> str | None:
    """The group whose choice this part of a query is: a value, several values, or their exclusion.

    The read states are one group; `starred`, `new` and each value of `has` stand alone, because a paper can
    have them side by side.
    """
    inner = part.query if isinstance(part, Not) else part
    leaves = inner.subqueries if isinstance(inner, Or) else [inner]
    groups = {_leaf_group(leaf) for leaf in leaves}
    return groups.pop() if len(groups) == 1 else None


def _leaf_group(leaf: Any) -> str | None:
    if isinstance(leaf, Term):
        field, value = leaf.fieldname, leaf.text
        if field == "is":
            return "is" if value in STATES else f"is:{value}"
        if field == "has":
            return f"has:{value}"
        return field if field in ("cat", "code", "aff", "author", "tag", "in") else None
    if isinstance(leaf, Phrase):
        return leaf.fieldname if leaf.fieldname in NAMES else None
    if isinstance(leaf, TermRange) and leaf.fieldname in ("year", "month"):
        return str(leaf.fieldname)
    return None


@dataclass(frozen=True, slots=True)
class Choices:
    """What a query includes and excludes, by group."""

    terms: Mapping[tuple[str, str], Choice]
    spans: tuple[tuple[Any, Choice], ...]

    def of(self, field: str, key: str) -> Choice | None:
        """The choice for a value, given by its `value_key`."""
        if found := self.terms.get((field, key)):
            return found
        for span, choice in self.spans:
            if span.fieldname == field and (span.start or "") <= key <= (span.end or "9999-99"):
                return choice
        return None

    def is_about(self, field: str) -> bool:
        """Whether the query names any value of the group."""
        return any(name == field for name, _ in self.terms) or any(
            span.fieldname == field for span, _ in self.spans
        )

    def chosen(self, field: str) -> Iterable[str]:
        """The keys of the values of one group that the query names."""
        return [key for name, key in self.terms if name == field]


def choices(parts: Iterable[Any]) -> Choices:
    """The choices among the parts of which all must hold."""
    terms: dict[tuple[str, str], Choice] = {}
    spans: list[tuple[Any, Choice]] = []
    for part in parts:
        if group_of(part) is None:
            continue
        for leaf, wanted in leaves_of(part):
            choice: Choice = "include" if wanted else "exclude"
            if isinstance(leaf, TermRange):
                spans.append((leaf, choice))
            else:
                text = " ".join(leaf.words) if isinstance(leaf, Phrase) else leaf.text
                terms[leaf.fieldname, text] = choice
    return Choices(terms, tuple(spans))


def one_year(made: Choices) -> bool:
    """Whether the query is about one year, so that its months are worth showing."""
    spans = [span for span, choice in made.spans if choice == "include"]
    return bool(spans) and all(span.start and span.end and span.start[:4] == span.end[:4] for span in spans)


def make_facet(
    field: str, counts: Iterable[tuple[str, str, int]], made: Choices, *, distinct: int | None = None
) -> Facet:
    """A facet from (key, value, count): most frequent first, values of one count as they come.

    Years and months come newest first, code yes first. Values without papers are left out unless the query
    names them.
    """
    rows: list[tuple[str, int, Choice | None]]
    if made.is_about(field) or field == "code":
        rows = [(value, count, made.of(field, key)) for key, value, count in counts]
        rows = [row for row in rows if row[1] or row[2] or field == "code"]
    else:
        rows = [(value, count, None) for _, value, count in counts if count or field == "is"]
    if field in ("year", "month", "code"):
        rows.sort(key=itemgetter(0), reverse=True)
    elif field not in ("is", "has", "tag", "in"):
        rows.sort(key=itemgetter(1), reverse=True)
    if distinct is None:
        distinct = sum(map(bool, map(itemgetter(1), rows)))
    most = MOST.get(field, len(rows))
    shown = [*rows[:most], *(row for row in rows[most:] if row[2])]  # and those further down that it names
    return Facet(field, tuple(map(_value, shown)), distinct)


_value: Callable[[tuple[str, int, Choice | None]], FacetValue] = partial(tuple.__new__, FacetValue)
"""A value from its parts, in a third of the time of a call with arguments: an answer has two hundred."""
