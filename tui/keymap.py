"""The user's own keys laid over the tables of keys, and what is wrong with them. Nothing here is drawn."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from textual.keys import Keys, format_key

from tui.footers import Footer
from tui.keys import NO_KEY, TABLES, Key, Table, written

_MODIFIERS = {"ctrl", "shift", "alt", "super", "hyper", "meta"}
_NAMED = {key.value for key in Keys}
_ID = re.compile(r"\{([a-z_.]+)\}")


@dataclass(frozen=True, slots=True)
class Keymap:
    """All tables with the keys that hold for this user."""

    tables: tuple[Table, ...]
    problems: tuple[str, ...] = ()
    """Clashes, unknown ids and keys that do not exist, one sentence each."""

    @classmethod
    def of(cls, chosen: Mapping[str, str], tables: Sequence[Table] = TABLES) -> Keymap:
        """chosen: action id to keys, comma separated, none for "off the keys" (`[keys]` of config.toml).

        A key that the user gives to one action is taken from another that has it by default; of two
        actions that the user gives the same key, the first keeps it.
        """
        if not chosen:
            return cls(tuple(tables))
        known = {key.id for table in tables for key in table.keys}
        problems = [f"keys: there is no action {id}" for id in chosen if id not in known]
        laid = tuple(Table(table.name, _laid_over(table, chosen, problems)) for table in tables)
        return cls(laid, tuple(problems))

    @property
    def changes(self) -> dict[str, str]:
        """What `App.set_keymap` wants: the ids whose keys are not the default ones."""
        defaults = {key.id: key.keys for table in TABLES for key in table.keys}
        laid = {key.id: key.keys for table in self.tables for key in table.keys}
        return {id: keys for id, keys in laid.items() if keys != defaults.get(id)}

    def of_table(self, keys: Sequence[Key]) -> tuple[Key, ...]:
        """The keys that hold for the actions of a table, in its order."""
        laid = {key.id: key for table in self.tables for key in table.keys}
        return tuple(laid.get(key.id, key) for key in keys)

    def shown(self, id: str) -> str:
        """How the first key of an action is written; "" where the user took it off the keys."""
        return next(key.display for table in self.tables for key in table.keys if key.id == id).split(" ")[0]

    def hint(self, id: str, does: str) -> str:
        """`u takes it back`; "" for an action without a key."""
        shown = self.shown(id)
        return f"{shown} {does}" if shown else ""

    def footer(self, footer: Sequence[tuple[int, str, str]]) -> Footer:
        """A footer written with the keys that hold; what has no key is left out."""
        display = {key.id: key.display for table in self.tables for key in table.keys}

        def filled(text: str) -> str:
            return _ID.sub(lambda found: display[found[1]], text).strip()

        lines = [(rank, filled(keys), filled(label)) for rank, keys, label in footer]
        return [line for line in lines if line[1]]


def _laid_over(table: Table, chosen: Mapping[str, str], problems: list[str]) -> tuple[Key, ...]:
    wanted = {key.id: _valid(key.id, chosen[key.id], problems) for key in table.keys if key.id in chosen}
    wanted = {id: names for id, names in wanted.items() if names or not chosen[id]}
    owner: dict[str, str] = {}
    for id, names in wanted.items():
        for name in names:
            first = owner.setdefault(written(name), id)
            if first != id:
                problems.append(f"keys: {written(name)} is given to {first} and to {id}; {first} keeps it")
    laid = []
    for key in table.keys:
        own = wanted.get(key.id, key.names)
        left = [name for name in own if owner.get(written(name), key.id) == key.id]
        if key.id not in wanted and not left:
            taken = written(key.names[0])
            problems.append(f"keys: {owner[taken]} takes {taken}, and {key.id} has no key left")
        if left != key.names:
            key = replace(key, keys=",".join(left) or NO_KEY, shown="")
        laid.append(key)
    return tuple(laid)


def _valid(id: str, keys: str, problems: list[str]) -> list[str]:
    """The keys that exist; the others are reported."""
    names = [_as_sent(name) for name in keys.split(",") if name]
    problems += [f"keys: {id}: there is no key {name}" for name in names if not is_key(name)]
    return [name for name in names if is_key(name)]


def is_key(name: str) -> bool:
    """Whether Textual knows a key of this name: `n`, `?`, `question_mark`, `ctrl+d`, `shift+tab`, `f5`."""
    *modifiers, base = name.split("+") if len(name) > 1 else [name]
    if not _MODIFIERS.issuperset(modifiers):
        return False
    return base in _NAMED or len(format_key(base)) == 1


def _as_sent(name: str) -> str:
    """`shift+n` as a terminal sends it: `N`."""
    modifier, _, base = name.rpartition("+")
    return base.upper() if modifier == "shift" and len(base) == 1 else name
