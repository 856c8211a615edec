"""The values of a long group under a typed name, counted for a query (a facet lists only the first)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from search.answer import Answer, Facet, FacetValue
from search.edit import chosen, toggled, without

ASKED = 40
"""Values that are counted: more than fit on a screen, and few enough for one query."""


def beginning(begun: str, names: Sequence[str]) -> Sequence[FacetValue]:
    """The names that have a word beginning with `begun`, not counted yet."""
    word = " " + begun.casefold()
    return [FacetValue(name, 0) for name in names if word in " " + name.casefold()][:ASKED]


def counted(field: str, known: Sequence[FacetValue], text: str, view: Callable[[str], Answer]) -> Facet:
    """The values of `known` that papers of the query `text` have, most papers first; `view` answers queries.

    Counted as a facet is: the query's own choice in the group is left out. One search counts them all,
    because a facet has every value that its query names.
    """
    asked = without(text, field)
    for value in known:
        asked = toggled(asked, field, value.value, "include")
    counts = {
        value.value.casefold(): value.count
        for facet in view(asked).facets
        if facet.field == field
        for value in facet.values
    }
    choices = chosen(text).get(field, {})
    found = [
        FacetValue(value.value, counts[folded], choices.get(folded))
        for value in known
        if counts.get(folded := value.value.casefold())
    ]
    found.sort(key=lambda value: -value.count)
    return Facet(field, tuple(found), len(found))
