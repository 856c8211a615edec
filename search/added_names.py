"""The names on papers that were added to an index, counted beside those of its first segment.

Added papers are few, so they tell their names, each with all that it counts for (`search.names.keys_within`).
The first segment gives its most frequent names. What is told and not among them is looked up there, unless it
could not come among the first with as many papers as it can have; a number that was found is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from search import docsets
from search.named import Names, Sighting
from search.names import keys_within, value_key

_KEPT = 5_000
"""So many names of the first segment are known by our numbers; then it begins anew."""
_NOWHERE = Sighting(-1, 0, ())


class AddedNames:
    """The values of one facet of names, of all segments together."""

    def __init__(self, field: str, first: Names, later: Iterable[Names]) -> None:
        self._field, self._first = field, first
        self._numbers: dict[str, int] = {}
        """What the added papers' names count for, by key, numbered as it comes."""
        self._texts: dict[int, str] = {}
        """Those that are names of added papers themselves, as they are written."""
        self._of = [told for names in later for told in self._told(names)]
        self._keys = list(self._numbers)
        self._ours: dict[int, int] = {}
        """Our numbers of names of the first segment; -1 for those that added papers do not have."""
        self._theirs: dict[int, Sighting] = {}
        """Ours as the first segment knows them, as far as that has been looked up."""
        self._most: dict[int, int] = {}

    def _told(self, names: Names) -> Iterator[list[int]]:
        """For each paper of a later segment what its names count for."""
        within: list[list[int]] = []
        for text in map(names.text, range(len(names))):
            own = self._number(value_key(self._field, text))
            self._texts.setdefault(own, text)
            within.append([own, *map(self._number, keys_within(text))])
        for paper in range(names.segment.size):
            yield list({number for name in names.of(paper) for number in within[name]})

    def _number(self, key: str) -> int:
        return self._numbers.setdefault(key, len(self._numbers))

    def most_frequent(self, docset: int, added: int, most: int) -> tuple[Sequence[tuple[str, int]], int]:
        """The first `most` names with exact counts, and how many names there are (`Names.most_frequent`).

        docset: documents of the first segment; added: those of the others, numbered from 0.
        """
        found, distinct = self._first.most_frequent(docset, most)
        told = Counter(chain.from_iterable(map(self._of.__getitem__, docsets.documents(added))))
        rows = [(count + told.pop(self._our(n), 0), n, self._first.text(n)) for n, count in found]
        floor, below = (min(rows)[0], found[-1][1]) if len(found) == most else (0, 0)
        exact = self._first.counts_all(docset)
        if not exact:
            distinct += len(self._texts)
        raw = docset.to_bytes((docset.bit_length() + 7) >> 3, "little")
        for ours, count in told.items():
            counted = exact and ours in self._texts
            if below and not counted and count + min(below, self._at_most(ours)) <= floor:
                continue
            theirs = self._their(ours) if docset else _NOWHERE
            before = theirs.among(docset, raw)
            if counted and not before:
                distinct += 1
            if theirs.number >= 0:
                rows.append((count + before, theirs.number, self._first.text(theirs.number)))
            elif ours in self._texts:
                rows.append((count + before, len(self._first) + ours, self._texts[ours]))
        rows.sort(key=lambda row: (-row[0], row[1]))
        return [(text, count) for count, _, text in rows[:most]], distinct

    def _our(self, name: int) -> int:
        """Our number of a name of the first segment, or -1."""
        if name not in self._ours:
            if len(self._ours) > _KEPT:
                self._ours.clear()
            self._ours[name] = self._numbers.get(value_key(self._field, self._first.text(name)), -1)
        return self._ours[name]

    def _at_most(self, ours: int) -> int:
        """On how many papers of the first segment one of ours can be: no more than its rarest word."""
        if ours not in self._most:
            lexicon = self._first.segment.lexicon(self._field)
            numbers = map(lexicon.find, self._keys[ours].split(" "))
            self._most[ours] = min(lexicon.counts[n] if n >= 0 else 0 for n in numbers)
        return self._most[ours]

    def _their(self, ours: int) -> Sighting:
        """One of ours in the first segment."""
        if ours not in self._theirs:
            self._theirs[ours] = found = (
                self._first.find(self._keys[ours]) if self._at_most(ours) else _NOWHERE
            )
            self._most[ours] = found.frequency
        return self._theirs[ours]
