"""Facet counts from docsets: one AND and one count per value. Loads Whoosh."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from search import docsets
from search.answer import Facet, FacetValue
from search.corpus import Corpus
from search.extras import NO_CATEGORY
from search.facets import MOST, PAPER_GROUPS, Choices, choices, group_of, make_facet, one_year
from search.fields import STATES
from search.named import Names
from search.names import NAMES, value_key
from search.owned import OwnDocsets

RARE = 256
"""A category is rare that at most one in so many papers has."""
MANY = 20_000
"""Up to so many papers, asking a category costs less than the papers of rare ones."""


class Counts:
    """The facets of one corpus."""

    def __init__(self, corpus: Corpus, many: int = MANY) -> None:
        self.corpus, self._many = corpus, many
        self._docsets: dict[tuple[str, str], int] = {}
        self._known: dict[str, Mapping[str, str]] = {}
        self._stretches: dict[str, Sequence[tuple[str, int, int, int]]] = {}
        self._names = {field: [Names(s, field) for s in corpus.segments] for field in NAMES}

    def facets(self, parts: Sequence[tuple[Any, int]], scope: int, own: OwnDocsets) -> tuple[Facet, ...]:
        """All groups for a query given as the parts that must all hold, each with its docset."""
        made = choices(part for part, _ in parts)
        wanted = _Wanted(parts, scope)
        groups = [
            self._paper_facet(field, wanted, made)
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
            known = self._values(field).items()
            found = [(v, self._count(field, key, self.corpus.live)) for key, v in known if begun in " " + key]
        shown = sorted((FacetValue(v, n) for v, n in found if n), key=lambda v: (-v.count, v.value))
        return Facet(field, tuple(shown[:limit]), len(shown))

    def _paper_facet(self, field: str, wanted: _Wanted, made: Choices) -> Facet:
        if field in ("author", "aff"):
            return self._named(field, wanted, made)
        docset = wanted.without(field)
        known = self._values(field)
        if chosen := {key: key for key in made.chosen(field) if key not in known}:
            known = {**known, **chosen}
        quick = self._quickly(field, docset) if len(self.corpus.segments) == 1 else None
        if quick is None:
            counts = [(key, value, self._count(field, key, docset)) for key, value in known.items()]
        else:
            counts = [(key, value, quick.get(key, 0)) for key, value in known.items()]
        return make_facet(field, counts, made)

    def _quickly(self, field: str, docset: int) -> Mapping[str, int] | None:
        """The counts without asking for every value; None where there is no such way.

        Papers are numbered by date, so a year or a month is a stretch of numbers.
        """
        if field in ("year", "month"):
            raw, number = docset.to_bytes(self.corpus.size + 7 >> 3, "little"), int.from_bytes
            rows = self._stretches_of(field)
            return {key: (number(raw[a:b], "little") & mask).bit_count() for key, a, b, mask in rows}
        return self._by_category(docset) if field == "cat" else None

    def _by_category(self, docset: int) -> Mapping[str, int]:
        """Papers tell their category, those of the set or those that it lacks; asking a rare category for its
        papers costs as much as asking a frequent one."""
        sets = self._sets
        if docset.bit_count() <= self._worth_asking:
            return self._told(docsets.documents(docset))
        lacking = self._whole & ~docset
        if lacking.bit_count() <= self._worth_asking:
            return self._but(docsets.documents(lacking))
        found = {key: (papers & docset).bit_count() for key, papers in sets.items()}
        here, gone = docset & self._rare, lacking & self._rare
        if here.bit_count() <= gone.bit_count():
            return self._told(docsets.documents(here)) | found
        return self._but(docsets.documents(gone)) | found

    def _but(self, lacking: Sequence[int]) -> dict[str, int]:
        """How many papers are in each category, but for some."""
        gone, counts = self._told(lacking), self.corpus.segments[0].lexicon("cat").counts
        return {key: n - gone.get(key, 0) for key, n in zip(self._categories[1], counts, strict=True)}

    def _told(self, papers: Sequence[int]) -> dict[str, int]:
        """How many of the papers are in each category."""
        of, keys = self._categories
        found = Counter(map(of.__getitem__, papers))
        found.pop(NO_CATEGORY, None)
        return {keys[number]: count for number, count in found.items()}

    @cached_property
    def _categories(self) -> tuple[array[int], Sequence[str]]:
        """The number of every paper's category, and the categories by their numbers."""
        segment = self.corpus.segments[0]
        lexicon = segment.lexicon("cat")
        return segment.file.copied("cat.of"), [lexicon.text(number) for number in range(len(lexicon))]

    @cached_property
    def _sets(self) -> Mapping[str, int]:
        """The papers of each frequent category; of every one where there are not many papers."""
        least = self.corpus.size // RARE if self.corpus.size > self._many else 0
        found = {key: self._docset("cat", key) for key in self._values("cat")}
        return {key: papers for key, papers in found.items() if papers.bit_count() > least}

    @cached_property
    def _rare(self) -> int:
        """The papers of the other categories."""
        docset = self._whole
        for papers in self._sets.values():
            docset &= ~papers
        return docset

    @cached_property
    def _whole(self) -> int:
        return docsets.span(0, self.corpus.size)

    @cached_property
    def _worth_asking(self) -> int:
        """Up to so many papers it is quicker to ask them than the categories: a paper costs 0.12 us, a
        category 0.35 us among 10,000 papers and 5.5 us among 100,000."""
        return len(self._sets) * max(self.corpus.size // 2_100 - 2, 1)

    def _stretches_of(self, field: str) -> Sequence[tuple[str, int, int, int]]:
        """The years or months, and where each is in the bytes of a docset: from, up to, which bits there."""
        if field not in self._stretches:
            found = []
            for key in self._values(field):
                whole = self._docset(field, key)
                start, end = (whole & -whole).bit_length() - 1, whole.bit_length()
                found.append((key, start >> 3, end + 7 >> 3, docsets.span(start, end) >> (start & ~7)))
            self._stretches[field] = found
        return self._stretches[field]

    def _count(self, field: str, key: str, docset: int) -> int:
        return (self._docset(field, key) & docset).bit_count()

    def _docset(self, field: str, key: str) -> int:
        """The documents of a value; kept for good, because every query asks for them."""
        if (field, key) not in self._docsets:
            self._docsets[field, key] = self.corpus.term(field, key)
        return self._docsets[field, key]

    def _values(self, field: str) -> Mapping[str, str]:
        """The values of a facet: key and spelling, in the order of the keys."""
        if field not in self._known:
            found: dict[str, str] = {}
            for segment in self.corpus.segments:
                spelt = segment.file.facts["categories"] if field == "cat" else {}
                for key in map(segment.lexicon(field).text, range(len(segment.lexicon(field)))):
                    found.setdefault(key, spelt.get(key, key))
            self._known[field] = dict(sorted(found.items()))
        return self._known[field]

    # Names: too many values to ask for each

    def _named(self, field: str, wanted: _Wanted, made: Choices) -> Facet:
        chosen = set(made.chosen(field))
        docset = wanted.without(field)
        counts: Counter[str] = Counter()
        distinct = 0
        for names, offset in zip(self._names[field], self.corpus.offsets, strict=True):
            here = (docset >> offset) & docsets.span(0, names.segment.size)
            found, number = names.most_frequent(here, MOST[field])
            counts.update(found)
            distinct += number
        keyed = [(name, name, count) for name, count in counts.items()]
        if chosen or len(self.corpus.segments) > 1:
            keyed = self._exact(field, docset, counts, chosen)
        return make_facet(field, keyed, made, distinct=distinct)

    def _exact(
        self, field: str, docset: int, names: Iterable[str], chosen: set[str]
    ) -> list[tuple[str, str, int]]:
        """Keys, names, counts: with the values that the query names, and what other segments have of each."""
        shown: dict[str, str] = {}
        for name in names:
            shown.setdefault(value_key(field, name), name)
        for key in sorted(chosen):
            shown.setdefault(key, key)
        return [(k, name, (self.corpus.name(field, k) & docset).bit_count()) for k, name in shown.items()]

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
            counts.append((value.casefold(), value, (docset & carriers).bit_count()))
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
