"""The values of a long group under a typed name, counted for a query (a facet lists only the first)."""

from __future__ import annotations

from collections.abc import Collection

from search.answer import Facet, FacetValue
from search.edit import chosen, toggled, without
from search.engine import Engine, Mine

ASKED = 40
"""Values that are counted: more than fit on a screen, and few enough for one query."""


def values(
    engine: Engine, mine: Mine, field: str, begun: str, text: str, scope: Collection[str] = ()
) -> Facet:
    """The values of `field` with a word that begins with `begun`, most papers of the query first.

    Counted as a facet is: the query's own choice in the group is left out. One search counts them all,
    because a facet has every value that its query names.
    """
    known = engine.facet_values(field, begun, limit=ASKED).values
    asked = without(text, field)
    for value in known:
        asked = toggled(asked, field, value.value, "include")
    answer = engine.search(asked, mine, scope=scope)
    counts = {
        value.value.casefold(): value.count
        for facet in answer.facets
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
