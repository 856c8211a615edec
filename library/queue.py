"""The reading list: papers in the order in which the user means to read them.

A rank is a number; a move writes one rank between those of its new neighbours, so one paper changes.
"""

from __future__ import annotations

from collections.abc import Collection

from library.errors import UnknownNameError
from library.journal import Change
from library.store import Store
from parser import PaperKey

_RANKS = "SELECT key, CAST(value AS REAL) FROM mark WHERE name = 'queue' ORDER BY 2, key"


def placing(store: Store, keys: Collection[PaperKey], on: bool) -> list[Change]:
    """The changes that put papers at the end, in their order, or take them off; those on it stay in place."""
    ranks = dict(store.query(_RANKS))
    if not on:
        return [_change(key, None) for key in keys]
    last = max(ranks.values(), default=0.0)
    fresh = [key for key in keys if key not in ranks]
    return [_change(key, last + number) for number, key in enumerate(fresh, start=1)]


def moving(store: Store, key: PaperKey, places: int) -> list[Change]:
    """The changes that move one paper; at an end of the list it stays there."""
    ranks = store.query(_RANKS)
    order = [found for found, _ in ranks]
    if key not in order:
        raise UnknownNameError("that paper is not on the reading list", hint="put it there first")
    start = order.index(key)
    goal = min(max(start + places, 0), len(order) - 1)
    if goal == start:
        return []
    del ranks[start]
    before = ranks[goal - 1][1] if goal > 0 else ranks[0][1] - 2
    after = ranks[goal][1] if goal < len(ranks) else ranks[-1][1] + 2
    middle = (before + after) / 2
    if before < middle < after:
        return [_change(key, middle)]
    # Sixty moves into one gap use up the digits of a float: number the whole list anew.
    order.insert(goal, order.pop(start))
    return [_change(each, float(number)) for number, each in enumerate(order, start=1)]


def _change(key: PaperKey, rank: float | None) -> Change:
    return Change(key, "queue", None if rank is None else repr(rank))
