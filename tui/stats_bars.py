"""What the statistics show, as groups of bars with the query behind each. Draws nothing, asks nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from library import Count, Statistics
from parser import category_name
from search.edit import toggled
from search.fields import quoted


@dataclass(frozen=True, slots=True)
class Bar:
    """One value: how many papers have it, and the query that shows them."""

    label: str
    papers: int
    query: str
    note: str = ""
    author: str = ""
    """The name, where one can ask who is named beside it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Bars under a heading, and sentences below them."""

    heading: str
    bars: Sequence[Bar]
    said: tuple[str, ...] = ()


def groups(stats: Statistics) -> list[Group]:
    """The groups that have a value, in the order of the screen."""
    pairs = [
        Bar(f"{pair.one} · {pair.other}", pair.papers, _both(pair.one, pair.other)) for pair in stats.pairs
    ]
    found = [
        Group("Years", _bars("year", stats.years)),
        Group("Categories, and the share with code", [_category(count) for count in stats.categories]),
        Group("Authors", [_author(count) for count in stats.authors]),
        Group("Authors who write together", pairs, _unnamed(stats.et_al)),
        Group("Affiliations", _bars("aff", stats.affiliations)),
        Group("Read so far", _bars("is", stats.states)),
    ]
    return [group for group in found if group.bars]


def named_beside(author: str, beside: Sequence[Count], et_al: int) -> Group:
    """Who writes with an author."""
    bars = [
        Bar(count.value, count.papers, _both(author, count.value), author=count.value) for count in beside
    ]
    alone = () if bars else (f"No paper names anybody beside {author}.",)
    return Group(f"With {author}", bars, (*alone, *_unnamed(et_al)))


def _bars(field: str, counts: Sequence[Count]) -> list[Bar]:
    return [Bar(count.value, count.papers, toggled("", field, count.value, "include")) for count in counts]


def _category(count: Count) -> Bar:
    full = category_name(count.value)
    code = f"{100 * count.with_code // count.papers:>3} % code" if count.papers else ""
    label = f"{count.value} {full}" if full else count.value
    return Bar(label, count.papers, toggled("", "cat", count.value, "include"), code)


def _author(count: Count) -> Bar:
    query = toggled("", "author", count.value, "include")
    return Bar(count.value, count.papers, query, author=count.value)


def _both(one: str, other: str) -> str:
    return f"author:{quoted(one)} author:{quoted(other)}"


def _unnamed(et_al: int) -> tuple[str, ...]:
    """What the counts of authors cannot know."""
    if not et_al:
        return ()
    papers = "paper names" if et_al == 1 else "papers name"
    return (f"{et_al:,} {papers} only their first authors (et al.): the others are not counted.",)
