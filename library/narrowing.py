"""The values of a long group under a typed name, counted for a query (a facet lists only the first)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from search.answer import Answer, Facet, FacetValue
from search.complete import Completion
from search.edit import chosen, toggled, without

ASKED = 40
"""Values that are counted: more than fit on a screen, and few enough for one query."""

GROUPS = frozenset({"cat", "year", "month", "aff", "author", "tag", "in"})
"""Facets whose values exclude nothing when several of them are asked for together."""


def beginning(begun: str, names: Sequence[str]) -> Sequence[FacetValue]:
    """The names that have a word beginning with `begun`, not counted yet."""
    word = " " + begun.casefold()
    return [FacetValue(name, 0) for name in names if word in " " + name.casefold()][:ASKED]


def counted(field: str, known: Sequence[FacetValue], text: str, view: Callable[[str], Answer]) -> Facet:
    """The values of `known` that papers of the query `text` have, most papers first; `view` answers queries.

    Counted as a facet is: the query's own choice in the group is left out. One search counts them all,
    because a facet has every value that its query names.
    """
    counts = _counts(field, [value.value for value in known], text, view) or {}
    choices = chosen(text).get(field, {})
    found = [
        FacetValue(value.value, counts[folded], choices.get(folded))
        for value in known
        if counts.get(folded := value.value.casefold())
    ]
    found.sort(key=lambda value: -value.count)
    return Facet(field, tuple(found), len(found))


def recounted(found: Sequence[Completion], text: str, view: Callable[[str], Answer]) -> Sequence[Completion]:
    """Completions counted for the rest of the query, the most papers first; what would give none is left out.

    Counts over all papers stay where the rest of the query cannot be understood yet.
    """
    field = found[0].field if found else ""
    if field not in GROUPS:
        return found
    values = [one.text.strip('"') for one in found]
    counts = _counts(field, values, text, view)
    if counts is None:
        return found
    left = [
        replace(one, count=counts[value.casefold()])
        for one, value in zip(found, values, strict=True)
        if counts.get(value.casefold())
    ]
    return sorted(left, key=lambda one: -(one.count or 0))


def _counts(
    field: str, values: Sequence[str], text: str, view: Callable[[str], Answer]
) -> dict[str, int] | None:
    """Papers of the query by case-folded value, its own choice in the group left out; None for a mistake."""
    asked = without(text, field)
    for value in values:
        asked = toggled(asked, field, value, "include")
    answer = view(asked)
    if answer.problem is not None:
        return None
    facets = [facet for facet in answer.facets if facet.field == field]
    return {value.value.casefold(): value.count for facet in facets for value in facet.values}
