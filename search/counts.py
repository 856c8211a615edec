"""Facet counts from docsets: one AND and one count per value. Loads Whoosh."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from search import docsets
from search.answer import Facet, FacetValue
from search.corpus import Corpus
from search.extras import NO_CATEGORY
from search.facets import MOST, PAPER_GROUPS, Choices, choices, group_of, make_facet, one_year
from search.fields import STATES
from search.named import FEW, Names
from search.names import NAMES, value_key
from search.owned import OwnDocsets

RARE = 256
"""A category is rare that at most one in so many papers has."""


class Counts:
    """The facets of one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._docsets: dict[tuple[str, str], int] = {}
        self._known: dict[str, Mapping[str, str]] = {}
        self._stretches: dict[tuple[str, str], tuple[int, int]] = {}
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
        quick = self._quickly(field, docset, wanted.few(field)) if len(self.corpus.segments) == 1 else None
        if quick is None:
            counts = [(key, value, self._count(field, key, docset)) for key, value in known.items()]
        else:
            counts = [(key, value, quick.get(key, 0)) for key, value in known.items()]
        return make_facet(field, counts, made)

    def _quickly(self, field: str, docset: int, few: Sequence[int] | None) -> Mapping[str, int] | None:
        """The counts without asking for every value; None where there is no such way.

        Papers are numbered by date, so a year or a month is a stretch of numbers.
        """
        if field in ("year", "month"):
            raw = docset.to_bytes(self.corpus.size + 7 >> 3, "little")
            return {key: _within(raw, *self._stretch(field, key)) for key in self._values(field)}
        return self._by_category(docset, few) if field == "cat" else None

    def _by_category(self, docset: int, few: Sequence[int] | None) -> Mapping[str, int] | None:
        """Papers tell their category; asking the many rare ones for their papers costs 5 us each."""
        frequent: Sequence[str] = ()
        if few is None:
            rare, frequent = self._rare
            among = docset & rare
            if among.bit_count() > FEW:
                return None
            few = docsets.documents(among)
        segment = self.corpus.segments[0]
        found = Counter(map(segment.file["cat.of"].__getitem__, few))
        found.pop(NO_CATEGORY, None)
        counts = {segment.lexicon("cat").text(number): count for number, count in found.items()}
        return counts | {key: self._count("cat", key, docset) for key in frequent}

    @cached_property
    def _rare(self) -> tuple[int, Sequence[str]]:
        """The papers of rare categories, and the other categories."""
        docset, frequent = 0, []
        for key in self._values("cat"):
            papers = self._docset("cat", key)
            if papers.bit_count() * RARE > self.corpus.size:
                frequent.append(key)
            else:
                docset |= papers
        return docset, frequent

    def _stretch(self, field: str, key: str) -> tuple[int, int]:
        """The first number of a year or month, and the one after its last."""
        if (field, key) not in self._stretches:
            whole = self._docset(field, key)
            self._stretches[field, key] = (whole & -whole).bit_length() - 1, whole.bit_length()
        return self._stretches[field, key]

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
        docset, papers = wanted.without(field), wanted.few(field)
        counts: Counter[str] = Counter()
        distinct = 0
        for names, offset in zip(self._names[field], self.corpus.offsets, strict=True):
            here = (docset >> offset) & docsets.span(0, names.segment.size)
            few = papers if papers is None or here == docset else docsets.documents(here)
            found, number = names.most_frequent(here, MOST[field], few)
            counts.update(found)
            distinct += number
        keyed = [(value_key(field, name), name, count) for name, count in counts.items()]
        if chosen or len(self.corpus.segments) > 1:
            keyed = self._exact(field, docset, keyed, chosen)
        return make_facet(field, keyed, made, distinct=distinct)

    def _exact(
        self, field: str, docset: int, keyed: list[tuple[str, str, int]], chosen: set[str]
    ) -> list[tuple[str, str, int]]:
        """The same with the values that the query names, and with what other segments have of each."""
        shown: dict[str, str] = {}
        for key, name, _ in keyed:
            shown.setdefault(key, name)
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


def _within(raw: bytes, start: int, end: int) -> int:
    """How many documents of a set, given as bytes, are in a stretch of numbers."""
    whole = int.from_bytes(raw[start >> 3 : end + 7 >> 3], "little")
    return (whole >> (start & 7) & (1 << max(end - start, 0)) - 1).bit_count()


class _Wanted:
    """The documents found, and those found if one group's choice were not made."""

    def __init__(self, parts: Sequence[tuple[Any, int]], scope: int) -> None:
        self._parts = [(group_of(part), docset) for part, docset in parts]
        self._scope = scope
        self._groups = {group for group, _ in self._parts}
        self._known: dict[str | None, int] = {}
        self._few: dict[int, Sequence[int]] = {}

    def few(self, group: str) -> Sequence[int] | None:
        """The numbers of the documents of `without`, if they are few."""
        docset = self.without(group)
        if docset.bit_count() > FEW:
            return None
        if docset not in self._few:
            self._few[docset] = docsets.documents(docset)
        return self._few[docset]

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
