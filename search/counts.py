"""Facet counts from docsets: one AND and one count per value. Loads Whoosh."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from search import docsets
from search.added_names import AddedNames
from search.answer import Facet, FacetValue
from search.corpus import Corpus
from search.facets import MOST, PAPER_GROUPS, Choices, choices, group_of, make_facet, one_year
from search.fields import STATES
from search.names import value_key
from search.owned import OwnDocsets
from search.tally import Tally


class Counts:
    """The facets of one corpus."""

    def __init__(self, corpus: Corpus, known: Iterable[Tally] = ()) -> None:
        """known: tallies of segments that may be among those of the corpus."""
        self.corpus = corpus
        kept = {id(tally.segment): tally for tally in known}
        self.tallies = [kept.get(id(segment)) or Tally(segment) for segment in corpus.segments]
        self._spelt: dict[str, Mapping[str, str]] = {}
        self._names: dict[str, AddedNames] = {}

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
            counts = self._counted(field, self.corpus.live)
            found = [(v, counts.get(k, 0)) for k, v in self._values(field).items() if begun in " " + k]
        shown = sorted((FacetValue(v, n) for v, n in found if n), key=lambda v: (-v.count, v.value))
        return Facet(field, tuple(shown[:limit]), len(shown))

    def _paper_facet(self, field: str, wanted: _Wanted, made: Choices) -> Facet:
        if field in ("author", "aff"):
            return self._named(field, wanted, made)
        known = self._values(field)
        if chosen := {key: key for key in made.chosen(field) if key not in known}:
            known = {**known, **chosen}
        found = self._counted(field, wanted.without(field))
        return make_facet(field, [(key, value, found.get(key, 0)) for key, value in known.items()], made)

    def _counted(self, field: str, docset: int) -> Mapping[str, int]:
        """The counts of the values that any paper of a set has."""
        found: dict[str, int] = {}
        for number, here in self.corpus.parted(docset):
            counts = self.tallies[number].counts(field, here)
            if not found:
                found.update(counts)
            else:
                found.update({key: count + found.get(key, 0) for key, count in counts.items()})
        return found

    def _values(self, field: str) -> Mapping[str, str]:
        """The values of a facet: key and spelling, in the order of the keys."""
        if field not in self._spelt:
            found: dict[str, str] = {}
            for segment in self.corpus.segments:
                spelt = segment.file.facts["categories"] if field == "cat" else {}
                for key in map(segment.lexicon(field).text, range(len(segment.lexicon(field)))):
                    found.setdefault(key, spelt.get(key, key))
            self._spelt[field] = dict(sorted(found.items()))
        return self._spelt[field]

    # Names: too many values to ask for each

    def _named(self, field: str, wanted: _Wanted, made: Choices) -> Facet:
        docset, chosen = wanted.without(field), sorted({*made.chosen(field)})
        found, distinct = self._most_frequent(field, docset)
        keyed = [(name, name, count) for name, count in found]
        if chosen:
            keyed = [(value_key(field, name), name, count) for name, count in found]
            further = [key for key in chosen if key not in {key for key, _, _ in keyed}]
            keyed += [(k, k, (self.corpus.name(field, k) & docset).bit_count()) for k in further]
        return make_facet(field, keyed, made, distinct=distinct)

    def _most_frequent(self, field: str, docset: int) -> tuple[Sequence[tuple[str, int]], int]:
        """The first names of a set, and how many there are."""
        if not self.tallies:
            return (), 0
        first, *later = (tally.names[field] for tally in self.tallies)
        added = docset >> first.segment.size
        if not added:
            found, distinct = first.most_frequent(docset, MOST[field])
            return [(first.text(n), count) for n, count in found], distinct
        if field not in self._names:
            self._names[field] = AddedNames(field, first, later)
        here = docset & docsets.span(0, first.segment.size)
        return self._names[field].most_frequent(here, added, MOST[field])

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
            linked = value == "link" and field == "has"
            carriers = self._linked if linked else own.docset(field, value.casefold())
            counts.append((value.casefold(), value, (docset & carriers).bit_count()))
        return make_facet(field, counts, made)

    @cached_property
    def _linked(self) -> int:
        """The papers that lead somewhere; every query asks for them."""
        return self.corpus.term("has", "link")


class _Wanted:
    """The documents found, and those found if one group's choice were not made."""

    def __init__(self, parts: Sequence[tuple[Any, int]], scope: int) -> None:
        self._parts = [(group_of(part), docset) for part, docset in parts]
        self._scope = scope
        self._groups = {group for group, _ in self._parts}
        self._spelt: dict[str | None, int] = {}

    def without(self, group: str) -> int:
        """The documents that all parts but the group's own want."""
        key = group if group in self._groups else None
        if key not in self._spelt:
            docset = self._scope
            for other, found in self._parts:
                if key is None or other != key:
                    docset &= found
            self._spelt[key] = docset
        return self._spelt[key]
