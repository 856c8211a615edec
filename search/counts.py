"""Facet counts from docsets: one AND and one count per value. Loads Whoosh."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

from search import docsets
from search.answer import Facet, FacetValue
from search.corpus import Corpus
from search.facets import MOST, PAPER_GROUPS, Choices, choices, group_of, make_facet, one_year
from search.fields import STATES
from search.names import value_key
from search.owned import OwnDocsets
from search.segment import Segment

_FEW = 1_500
"""Up to so many papers, counting the names on each is quicker than asking for every name."""


class Counts:
    """The facets of one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    def facets(self, parts: Sequence[tuple[Any, int]], scope: int, own: OwnDocsets) -> tuple[Facet, ...]:
        """All groups for a query given as the parts that must all hold, each with its docset."""
        made = choices(part for part, _ in parts)
        wanted = _Wanted(parts, scope)
        groups = [
            self._paper_facet(field, wanted.without(field), made)
            for field in PAPER_GROUPS
            if field != "month" or one_year(made)
        ]
        return (*groups, *(self._owned(field, wanted, made, own) for field in ("is", "has", "tag", "in")))

    def values(self, field: str, prefix: str, limit: int) -> Facet:
        """All values of a field with a word that begins with `prefix`, over all papers."""
        begun = " " + value_key(field, prefix)
        if field in ("author", "aff"):
            found = self._names_with(field, begun)
        else:
            found = [(v, self._count(field, v, self.corpus.live)) for v in self._values(field)]
            found = [(v, n) for v, n in found if begun in " " + value_key(field, v)]
        shown = sorted((FacetValue(v, n) for v, n in found if n), key=lambda v: (-v.count, v.value))
        return Facet(field, tuple(shown[:limit]), len(shown))

    def _paper_facet(self, field: str, docset: int, made: Choices) -> Facet:
        if field in ("author", "aff"):
            return self._named(field, docset, made)
        known = {value_key(field, value): value for value in self._values(field)}
        for key in made.chosen(field):
            known.setdefault(key, key)
        return make_facet(field, [(v, self._count(field, v, docset)) for v in known.values()], made)

    def _count(self, field: str, value: str, docset: int) -> int:
        return (self._docset(field, value) & docset).bit_count()

    def _docset(self, field: str, value: str) -> int:
        """The documents of a value; kept for good, because every query asks for them."""
        if (field, value) not in self._docsets:
            self._docsets[field, value] = self.corpus.term(field, value_key(field, value))
        return self._docsets[field, value]

    @cached_property
    def _docsets(self) -> dict[tuple[str, str], int]:
        return {}

    def _values(self, field: str) -> Sequence[str]:
        """The values of a facet in some spelling."""
        if field not in self._known:
            found: dict[str, str] = {}
            for segment in self.corpus.segments:
                spelt = segment.file.facts["categories"] if field == "cat" else {}
                for key in map(segment.lexicon(field).text, range(len(segment.lexicon(field)))):
                    found.setdefault(key, spelt.get(key, key))
            self._known[field] = list(found.values())
        return self._known[field]

    @cached_property
    def _known(self) -> dict[str, list[str]]:
        return {}

    # Names: too many values to ask for each

    def _named(self, field: str, docset: int, made: Choices) -> Facet:
        chosen = list(made.chosen(field))
        most = MOST[field] + len(chosen)
        few = docset.bit_count() <= _FEW
        counts: Counter[str] = Counter()
        shown = {key: key for key in chosen}
        for segment, offset in zip(self.corpus.segments, self.corpus.offsets, strict=True):
            here = (docset >> offset) & docsets.span(0, segment.size)
            for name, count in (
                _on_few(segment, field, here) if few else _most_frequent(segment, field, here, most)
            ):
                key = value_key(field, name)
                counts[key] += count
                if shown.get(key, key) == key:
                    shown[key] = name
        exact = chosen if few else shown if len(self.corpus.segments) > 1 else chosen
        for key in exact:  # what one segment counts among its first may be among the others of the next
            counts[key] = (self._name_docset(field, key) & docset).bit_count()
        distinct = (
            sum(n > 0 for n in counts.values())
            if few
            else max(len(s.lexicon(f"{field}.names")) for s in self.corpus.segments)
        )
        return make_facet(
            field, [(shown[key], count) for key, count in counts.items()], made, distinct=distinct
        )

    def _name_docset(self, field: str, key: str) -> int:
        words = key.split()
        return self.corpus.phrase(field, words) if len(words) > 1 else self.corpus.term(field, key)

    def _names_with(self, field: str, begun: str) -> list[tuple[str, int]]:
        counts: Counter[str] = Counter()
        for segment in self.corpus.segments:
            names = segment.lexicon(f"{field}.names")
            for number in range(len(names)):
                name = names.text(number)
                if begun in " " + value_key(field, name):
                    counts[name] += names.counts[number]
        return list(counts.items())

    # What the library knows

    def _owned(self, field: str, wanted: _Wanted, made: Choices, own: OwnDocsets) -> Facet:
        known = [*own.mine.values(field), *(["link"] if field == "has" else [])]
        counts = []
        for value in dict.fromkeys(known):
            alone = field == "has" or (field == "is" and value not in STATES)
            docset = wanted.without(f"{field}:{value}" if alone else field)
            carriers = self._docset("has", "link") if value == "link" and field == "has" else None
            if carriers is None:
                carriers = own.docset(field, value.casefold())
            counts.append((value, (docset & carriers).bit_count()))
        return make_facet(field, counts, made)


class _Wanted:
    """The documents found, and those found if one group's choice were not made."""

    def __init__(self, parts: Sequence[tuple[Any, int]], scope: int) -> None:
        self._parts = [(group_of(part), docset) for part, docset in parts]
        self._scope = scope
        self._groups = {group for group, _ in self._parts}
        self._known: dict[str | None, int] = {}

    def without(self, group: str) -> int:
        """The documents that all parts but the group's own want."""
        key = group if group in self._groups else None
        if key not in self._known:
            docset = self._scope
            for other, found in self._parts:
                if key is None or other != key:
                    docset &= found
            self._known[key] = docset
        return self._known[key]


def _most_frequent(segment: Segment, field: str, docset: int, most: int) -> Iterable[tuple[str, int]]:
    """The names that most papers of a set have, with exact counts; a few more than asked for.

    Names are numbered by how many papers have them, so once that number is below the count of the last name
    kept, no further name can be among the first.
    """
    names = segment.lexicon(f"{field}.names")
    flags = docsets.flags(docset, segment.size)
    papers, starts = segment.file[f"{field}.papers"], segment.file[f"{field}.papers.starts"]
    found: list[tuple[int, int]] = []
    least = 0
    for n, possible in enumerate(names.counts):
        if possible <= least:
            break
        count = sum(map(flags.__getitem__, papers[starts[n] : starts[n + 1]]))
        if count > least:
            found.append((count, n))
            if len(found) >= 2 * most:
                found.sort(reverse=True)
                del found[most:]
                least = found[-1][0]
    found.sort(key=lambda pair: (-pair[0], pair[1]))
    return [(names.text(n), count) for count, n in found[:most]]


def _on_few(segment: Segment, field: str, docset: int) -> Iterable[tuple[str, int]]:
    """All names on a few papers, with their counts."""
    names = segment.lexicon(f"{field}.names")
    own, starts = segment.file[f"{field}.of"], segment.file[f"{field}.of.starts"]
    rows = (own[starts[n] : starts[n + 1]] for n in docsets.documents(docset))
    return [(names.text(n), count) for n, count in Counter(chain.from_iterable(rows)).items()]
