"""Everything that can be done, as one list to type into: actions and keys, orders, searches, themes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from library import ListingInfo, SavedSearch
from search.answer import Sort
from tui.chooser import Choice
from tui.keys import Key, written

Kind = Literal["action", "sort", "search", "listing", "theme"]
HOUSE = "paperdeck-"


@dataclass(frozen=True, slots=True)
class Command:
    """A line of the palette and what it stands for."""

    kind: Kind
    value: str
    """An action, the value of a sort, a query, a listing (none: all papers) or a theme."""
    choice: Choice


def commands(
    keys: Sequence[Key],
    sorts: Mapping[Sort, str],
    searches: Sequence[SavedSearch],
    listings: Sequence[ListingInfo],
    themes: Collection[str],
) -> list[Command]:
    """The palette: actions in the order of the table of keys, then what can be opened, then the looks."""
    stand_for_others = {key.like for key in keys}
    found = [
        Command("action", key.action, Choice(_key(key, stand_for_others), _sentence(key.tip), key.group))
        for key in keys
        if not key.like and key.id != "palette"
    ]
    found += [
        Command("search", search.query, Choice(_digit(search), f"Search {search.name}", search.query))
        for search in searches
    ]
    found += [Command("sort", sort.value, Choice("", f"Order {name}")) for sort, name in sorts.items()]
    found += [
        Command("listing", info.name, Choice("", f"Listing {info.name}", f"{info.papers:,} papers"))
        for info in listings
    ]
    found.append(Command("listing", "", Choice("", "All listings", "the whole library")))
    house_first = sorted(themes, key=lambda name: (not name.startswith(HOUSE), name))
    found += [Command("theme", name, Choice("", f"Theme {name}")) for name in house_first]
    return found


def _key(key: Key, stand_for_others: Collection[str]) -> str:
    """An action's own key, where the footer names a pair; a sign such as `1-9` for several actions."""
    return key.display if key.id in stand_for_others else written(key.names[0])


def _sentence(tip: str) -> str:
    return tip[:1].upper() + tip[1:]


def _digit(search: SavedSearch) -> str:
    return str(search.slot) if search.slot else ""
