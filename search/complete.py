"""Completing a query at the cursor: names of fields, and values with the papers that each would give."""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.engine import Engine, Mine
from search.fields import BY_NAME, FIELDS, Field, quoted

_BEFORE = re.compile(r'(?:^|(?<=[\s(]))-?(?:(?P<field>[^\W\d]\w*):)?(?P<values>(?:"[^"]*"?|[^\s()"])*)$')
_LAST_VALUE = re.compile(r'(?:^|,)(?P<quote>"?)(?P<value>[^,"]*)$')


@dataclass(frozen=True, slots=True)
class Completion:
    """A text to put in place of the characters from `start` to `end`."""

    start: int
    end: int
    text: str
    help: str
    count: int | None = None
    """How many papers the value gives; None for the name of a field."""
    field: str = ""
    """The field whose value it is; empty for the name of a field."""


def complete(
    text: str, cursor: int, engine: Engine, mine: Mine, *, limit: int = 12
) -> tuple[Completion, ...]:
    """What the word before the cursor can become, the most frequent first."""
    match = _BEFORE.search(text[:cursor])
    if not match:
        return ()
    if match["field"] is None:
        return _names(match["values"].lower(), match.start("values"), cursor)[:limit]
    field = BY_NAME.get(match["field"].lower())
    last = _LAST_VALUE.search(match["values"])
    if field is None or last is None:
        return ()
    start = match.start("values") + last.start("quote")
    return tuple(
        Completion(start, cursor, quoted(value), field.help, count, field.name)
        for value, count in _values(field, last["value"], engine, mine, limit)
    )


def _names(begun: str, start: int, cursor: int) -> tuple[Completion, ...]:
    if not begun:
        return ()
    found = [
        field for field in FIELDS if any(name.startswith(begun) for name in (field.name, *field.aliases))
    ]
    return tuple(Completion(start, cursor, f"{field.name}:", field.help) for field in found)


def _values(field: Field, begun: str, engine: Engine, mine: Mine, limit: int) -> list[tuple[str, int | None]]:
    folded = begun.casefold()
    if field.name in ("tag", "in", "is"):
        own = [value for value in mine.values(field.name) if value.casefold().startswith(folded)]
        return [(value, len(mine.keys(field.name, value.casefold()))) for value in own[:limit]]
    if field.values:
        return [(value, None) for value in field.values if value.startswith(folded)]
    if field.name in ("cat", "aff", "author", "year", "month"):
        found = engine.facet_values(field.name, begun, limit=limit)
        return [(value.value, value.count) for value in found.values]
    return []
