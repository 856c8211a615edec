"""A query changed as text: filters go on and off, the words stay as typed. Pure functions; the filter pane
and the search bar are two views of one query."""

from __future__ import annotations

from collections.abc import Mapping

from search.answer import Choice
from search.fields import BY_NAME, STATES, Leaf, canonical, leaves, quoted

_KEPT_BY_CLEARED = frozenset({"title", "abstract", "note", "sort"})


def chosen(text: str) -> Mapping[str, Mapping[str, Choice]]:
    """The filters of a query by field: value (case folded; `has:code` is `code:yes`) and choice."""
    found: dict[str, dict[str, Choice]] = {}
    for leaf in leaves(text):
        for value in leaf.values:
            field, name = canonical(leaf.field, value)
            found.setdefault(field, {})[name] = "exclude" if leaf.negated else "include"
    return found


def toggled(text: str, field: str, value: str, choice: Choice | None) -> str:
    """The query in which `field:value` is included, excluded or (None) not mentioned.

    Values of one field gather in one filter (`cat:LG,AI`: either), except those that a paper can have side
    by side (`is:starred is:new`: both). A new filter goes before the words, so that the word that is being
    typed stays the last one. Filters inside brackets are not touched.
    """
    field = BY_NAME[field].name
    text = _dropped(text, field, value)
    if choice is None:
        return text
    negated = choice == "exclude"
    leaf = next((leaf for leaf in leaves(text) if _joins(leaf, field, value, negated)), None)
    if leaf is not None:
        return _tidy(text[: leaf.end].rstrip(",") + "," + quoted(value) + text[leaf.end :], text)
    place = _front(text)
    return _tidy(f"{text[:place]} {'-' * negated}{field}:{quoted(value)} {text[place:]}", text)


def without(text: str, field: str) -> str:
    """The query without any filter on the field."""
    field, asked = BY_NAME[field].name, text
    for leaf in reversed(list(leaves(text))):
        if leaf.field == field or {canonical(leaf.field, v)[0] for v in leaf.values} == {field}:
            text = text[: leaf.start] + text[leaf.end :]
    return _tidy(text, asked)


def cleared(text: str) -> str:
    """The query without its filters; words, brackets, `title:`, `abstract:`, `note:` and `sort:` stay."""
    asked = text
    for leaf in reversed(list(leaves(text))):
        if leaf.field not in _KEPT_BY_CLEARED:
            text = text[: leaf.start] + text[leaf.end :]
    return _tidy(text, asked)


def _dropped(text: str, field: str, value: str) -> str:
    unwanted, asked = canonical(field, value.replace('"', " ")), text
    for leaf in reversed(list(leaves(text))):
        kept = [v for v in leaf.values if canonical(leaf.field, v) != unwanted]
        if len(kept) < len(leaf.values):
            text = text[: leaf.start] + _written(leaf, kept) + text[leaf.end :]
    return _tidy(text, asked)


def _written(leaf: Leaf, values: list[str]) -> str:
    if not values:
        return ""
    return f"{'-' * leaf.negated}{leaf.field}:{','.join(quoted(v) for v in values)}"


def _joins(leaf: Leaf, field: str, value: str, negated: bool) -> bool:
    """Whether a value may be added to the filter as one more alternative."""
    if leaf.field != field or leaf.negated != negated or (BY_NAME[field].kind == "date" and field != "year"):
        return False
    if field == "is" and not negated:
        return value in STATES and all(v.casefold() in STATES for v in leaf.values)
    return field != "has" or negated


def _front(text: str) -> int:
    """The end of the filters that stand at the beginning of the query."""
    place = 0
    for leaf in leaves(text):
        if text[place : leaf.start].strip():
            break
        place = leaf.end
    return place


def _tidy(text: str, asked: str) -> str:
    """Single spaces between the parts; those inside quotes stay, and one after a finished last word."""
    parts = text.split('"')
    parts[::2] = [_single_spaced(part) for part in parts[::2]]
    tidy = '"'.join(parts).strip()
    return tidy + " " if tidy and asked != asked.rstrip() else tidy


def _single_spaced(part: str) -> str:
    inner = " ".join(part.split())
    if not inner:
        return " " if part else ""
    return " " * part[0].isspace() + inner + " " * part[-1].isspace()
