"""The fields of the query language and how `field:value` is written. Shared by the parser of queries and by
the editing of queries as text; no Whoosh here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["words", "value", "date", "sort"]

STATES = ("unread", "reading", "read", "no")
"""The values of `is:` of which every paper has exactly one."""
MARKS = (*STATES, "starred", "queued", "new")
SORTS = ("newest", "oldest", "relevance", "title", "author", "added", "queue")
CODE = {"yes": "yes", "y": "yes", "true": "yes", "1": "yes", "no": "no", "n": "no", "false": "no", "0": "no"}
STEMMED = frozenset({"text", "title", "abstract"})
"""Fields of the index whose words are stemmed."""
WORDS = STEMMED | {"author", "aff"}
"""Fields of the index that hold words."""
OWNED = frozenset({"is", "tag", "note", "in"})
"""Fields that the library answers, not the index; `has` is divided between them."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the query language."""

    name: str
    kind: Kind
    help: str
    aliases: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    """All values, where there is a fixed set of them."""


FIELDS = (
    Field("title", "words", "words of the title", ("ti",)),
    Field("abstract", "words", "words of the abstract", ("abs",)),
    Field("author", "words", "an author's name", ("authors", "au", "by")),
    Field("aff", "words", "an affiliation", ("affiliation", "affiliations", "org")),
    Field("cat", "value", "a category", ("category",)),
    Field("code", "value", "yes or no", (), ("yes", "no")),
    Field("has", "value", "code, link or note", (), ("code", "link", "note")),
    Field("is", "value", "starred, queued, new, unread, reading, read or no", (), MARKS),
    Field("tag", "value", "a tag of yours", ("tags",)),
    Field("note", "words", "words of your note", ("notes",)),
    Field("in", "value", "a listing's name", ("listing",)),
    Field("date", "date", "2024, 2023-06..2024, >=2025-01", ("on",)),
    Field("since", "date", "a day, month or year and everything after it", ("after", "from")),
    Field("until", "date", "a day, month or year and everything before it", ("before", "to")),
    Field("year", "date", "2024 or 2022..2024", ("years",)),
    Field("month", "date", "2024-05", ()),
    Field("sort", "sort", ", ".join(SORTS), ("order",), SORTS),
)
BY_NAME = {name: field for field in FIELDS for name in (field.name, *field.aliases)}

# One value: quoted (a missing closing quote is a mistake that is found elsewhere), or without spaces.
ITEM = r'"[^"]*"?(?:~\d?)?|[^\s(),"]+'
ITEMS = rf"(?:{ITEM})?(?:,(?:{ITEM})?)*"
_LEAF = rf"""(?P<skip>"[^"]*"?(?:~\d?)?|\()
       | (?<!\S)(?P<not>-?)(?P<field>[^\W\d]\w*):(?P<items>{ITEMS})(?=[\s()]|$)"""
_NEEDS_QUOTES = r'[\s,()":*~]|^[-<>=]|\.\.|^$'


@dataclass(frozen=True, slots=True)
class Leaf:
    """A `field:value` at the top level of a query, with its place in the text."""

    start: int
    end: int
    negated: bool
    field: str
    values: tuple[str, ...]


def leaves(text: str) -> Iterator[Leaf]:
    """The filters at the top level of a query: not those inside brackets or quotes, not unknown fields."""
    at, pattern = 0, re.compile(_LEAF, re.VERBOSE)  # on first use: a query of words needs none of them
    while match := pattern.search(text, at):
        at = match.end()
        if match["skip"] == "(":
            at = _closing(text, match.start())
        elif match["field"] and (known := BY_NAME.get(match["field"].lower())):
            values = tuple(split_items(match["items"]))
            yield Leaf(match.start(), match.end(), bool(match["not"]), known.name, values)
        at = max(at, match.start() + 1)


def _closing(text: str, opened: int) -> int:
    """The place after the bracket that closes the one at `opened`, or the end of the text."""
    depth = 0
    for match in re.compile(r'"[^"]*"?|[()]').finditer(text, opened):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth == 0:
            return match.end()
    return len(text)


def split_items(text: str) -> list[str]:
    """The values of a comma list, without their quotes: `LG,"to read"` gives `LG`, `to read`."""
    return [value for item in re.findall(ITEM, text) if (value := item.strip('"'))]


def canonical(field: str, value: str) -> tuple[str, str]:
    """Field and value under which a filter is counted: `has:code` is `code:yes`; values are case folded."""
    value = value.casefold()
    if field == "has" and value == "code":
        return "code", "yes"
    if field == "code":
        return "code", CODE.get(value, value)
    return field, value


def quoted(value: str) -> str:
    """A value as it is written in a query: in quotes where spaces or signs would be misread."""
    value = value.replace('"', " ")
    return f'"{value}"' if re.search(_NEEDS_QUOTES, value) else value
