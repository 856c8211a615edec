"""Which completions of a query are worth showing, and the query with one of them taken. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence

from search.complete import Completion

MOST = 8
LEAST = 2
"""Letters of a word before names of fields are offered for it."""


def can_be_completed(text: str, cursor: int) -> bool:
    """Whether the cursor stands at the end of something; nothing is offered inside a word."""
    return bool(text[:cursor].strip()) and text[cursor - 1] != " " and not text[cursor : cursor + 1].strip()


def worth_showing(text: str, found: Sequence[Completion]) -> list[Completion]:
    """The first completions; none for a single letter, none where the only one stands there already."""
    if not found:
        return []
    typed = text[found[0].start : found[0].end].lstrip('"')
    if is_name(found[0]) and len(typed) < LEAST:
        return []
    if len(found) == 1 and shown(found[0]).casefold() == typed.casefold():
        return []
    return list(found[:MOST])


def is_name(completion: Completion) -> bool:
    """Whether it is the name of a field, after which a value follows."""
    return not completion.field


def shown(completion: Completion) -> str:
    """The completion as people read it."""
    return completion.text.strip('"')


def note(completion: Completion) -> str:
    """What stands beside it: the papers that a value gives, or what a field is for."""
    if is_name(completion):
        return completion.help
    return "" if completion.count is None else f"{completion.count:,}"


def completed(text: str, completion: Completion) -> tuple[str, int]:
    """The query with a completion taken, and where the cursor is then: behind it, a value finished."""
    rest = text[completion.end :]
    taken = completion.text if is_name(completion) or rest[:1] == " " else completion.text + " "
    behind = completion.start + len(taken) + (not is_name(completion) and rest[:1] == " ")
    return text[: completion.start] + taken + rest, behind
