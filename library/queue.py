"""The reading list: papers in the order in which the user means to read them.

A rank is a number; a move writes the ranks of what is moved, between those of its new neighbours.
"""

from __future__ import annotations

from collections.abc import Collection

from library.errors import UnknownNameError
from library.journal import Change
from library.store import Store
from parser import PaperKey

_RANKS = "SELECT key, CAST(value AS REAL) FROM mark WHERE name = 'queue' ORDER BY 2, key"


def order(store: Store) -> list[PaperKey]:
    """The papers on the reading list, the first to read first."""
    return [key for key, _ in store.query(_RANKS)]


def placing(store: Store, keys: Collection[PaperKey], on: bool) -> list[Change]:
    """The changes that put papers at the end, in their order, or take them off; those on it stay in place."""
    ranks = dict(store.query(_RANKS))
    if not on:
        return [_change(key, None) for key in keys]
    last = max(ranks.values(), default=0.0)
    fresh = [key for key in keys if key not in ranks]
    return [_change(key, last + number) for number, key in enumerate(fresh, start=1)]


def moving(store: Store, keys: Collection[PaperKey], places: int) -> list[Change]:
    """The changes that move papers, as one block in their order; at an end of the list they stay there."""
    ranks = dict(store.query(_RANKS))
    before, wanted = list(ranks), set(keys)
    block = [key for key in before if key in wanted]
    if not block:
        one = "that paper is" if len(keys) == 1 else "those papers are"
        raise UnknownNameError(f"{one} not on the reading list", hint="put it there first")
    rest = [key for key in before if key not in wanted]
    start = before.index(block[0]) if places < 0 else before.index(block[-1]) - len(block) + 1
    goal = min(max(start + places, 0), len(rest))
    after = [*rest[:goal], *block, *rest[goal:]]
    if after == before:
        return []
    low = ranks[rest[goal - 1]] if goal > 0 else ranks[rest[0]] - len(block) - 1
    high = ranks[rest[goal]] if goal < len(rest) else ranks[rest[-1]] + len(block) + 1
    between = [low + (high - low) * number / (len(block) + 1) for number in range(1, len(block) + 1)]
    if all(a < b for a, b in zip([low, *between], [*between, high], strict=True)):
        return [_change(key, rank) for key, rank in zip(block, between, strict=True)]
    # Some fifty moves into one gap use up the digits of a float: number the whole list anew.
    return [_change(key, float(number)) for number, key in enumerate(after, start=1)]


def _change(key: PaperKey, rank: float | None) -> Change:
    return Change(key, "queue", None if rank is None else repr(rank))
