"""What could come next in a query that is being typed: names of fields and values. Functions over text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from search.answer import FacetValue
from search.fields import BY_NAME, FIELDS, quoted

NAMED = frozenset({"cat", "aff", "author", "tag", "in", "year", "month"})
"""Fields whose values the library knows."""
MOST = 8
LEAST = 2
"""Letters of a word before names of fields are offered for it."""

_ITEM = r'(?:"[^"]*"|[^\s,"()]+)'
_VALUE = re.compile(
    rf'(?:^|[\s(])-?(?P<field>[^\W\d]\w*):(?P<before>(?:{_ITEM},)*)(?:"(?P<quoted>[^"]*)|(?P<plain>[^\s,"()]*))$'
)
_WORD = re.compile(r"(?:^|[\s(])-?(?P<begun>[^\W\d_]+)$")


@dataclass(frozen=True, slots=True)
class Begun:
    """The part of a query that stands before the cursor and can be completed."""

    start: int
    end: int
    text: str
    field: str | None = None
    """The field whose value it is; None where it may become the name of a field."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to complete it."""

    text: str
    """What stands in the query afterwards, from the start of what was begun."""
    shown: str
    note: str
    """How many papers, or what the field is for."""


def begun(text: str, cursor: int) -> Begun | None:
    """What is being typed; None inside a word, and where nothing is known that could follow."""
    if text[cursor : cursor + 1].strip():
        return None
    before = text[:cursor]
    if (match := _VALUE.search(before)) and (field := BY_NAME.get(match["field"].lower())):
        return Begun(match.end("before"), cursor, match["quoted"] or match["plain"] or "", field.name)
    if (match := _WORD.search(before)) and len(match["begun"]) >= LEAST:
        return Begun(match.start("begun"), cursor, match["begun"])
    return None


def offers_at_once(part: Begun) -> list[Offer] | None:
    """What needs no library: names of fields, and values where a field has a fixed set; else None."""
    typed = part.text.casefold()
    if part.field is None:
        found = [f for f in FIELDS if any(name.startswith(typed) for name in (f.name, *f.aliases))]
        return [Offer(f.name + ":", f.name + ":", f.help) for f in found][:MOST]
    if values := BY_NAME[part.field].values:
        return _unless_written([Offer(v + " ", v, "") for v in values if v.startswith(typed)], typed)
    return None if part.field in NAMED else []


def offers_of(part: Begun, values: Iterable[FacetValue]) -> list[Offer]:
    """The values that the library knows, with their counts."""
    found = [Offer(quoted(value.value) + " ", value.value, f"{value.count:,}") for value in values]
    return _unless_written(found, part.text.casefold())[:MOST]


def completed(text: str, part: Begun, offer: Offer) -> tuple[str, int]:
    """The query with an offer taken, and where the cursor is then."""
    rest = text[part.end :]
    taken = offer.text.rstrip() if rest[:1] == " " and offer.text.endswith(" ") else offer.text
    shift = offer.text.endswith(" ") and not taken.endswith(" ")
    return text[: part.start] + taken + rest, part.start + len(taken) + shift


def _unless_written(found: list[Offer], typed: str) -> list[Offer]:
    """Nothing where the only offer stands there already."""
    return [] if len(found) == 1 and found[0].shown.casefold() == typed else found
