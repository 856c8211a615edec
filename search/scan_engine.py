"""Answers queries by looking at every paper: slow and simple. Used while there is no index, and as the
measure of what is right. Loads Whoosh on the first search."""

from __future__ import annotations

import math
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from parser import Paper, PaperKey
from search.answer import Answer, Facet, FacetValue, Related, Sort
from search.engine import Mine, Progress
from search.names import NAMES, keys_within, value_key
from search.order import author_key, newest_key

if TYPE_CHECKING:
    from search.facets import Choices
    from search.scanned import Scanned


class ScanEngine:
    """An engine over papers in memory, or over a function that gives them (called at the first search)."""

    def __init__(self, papers: Iterable[Paper] | Callable[[], Iterable[Paper]] = ()) -> None:
        self._source = papers
        self._lock = threading.RLock()
        self._all: dict[PaperKey, Scanned] | None = None

    def search(
        self,
        text: str,
        mine: Mine,
        *,
        scope: Collection[str] = (),
        sort: Sort | None = None,
        typing: bool = False,
    ) -> Answer:
        """Answers a query in the query language, as `search.engine.Engine` says."""
        from search.query import parse

        with self._lock:
            parsed = parse(text, typing=typing)
            order = parsed.sort or sort or Sort.NEWEST
            scan = _Scan(self._papers(), mine, scope, parsed.tree)
            if parsed.problem:
                return Answer((), len(scan.scope), problem=parsed.problem, sort=order)
            return Answer(scan.ordered(order), len(scan.scope), scan.facets(), scan.hits(), sort=order)

    def facet_values(self, field: str, prefix: str, *, limit: int = 50) -> Facet:
        """All values of one field with a word that begins with `prefix`, most frequent first."""
        with self._lock:
            shown: dict[str, str] = {}
            counts: Counter[str] = Counter()
            for one in self._papers().values():
                for value in _values_of(one.paper, field):
                    shown.setdefault(value_key(field, value), value)
                counts.update(_keys_of(one.paper, field))
        begun = " " + value_key(field, prefix)
        found = [FacetValue(shown[key], counts[key]) for key in shown if begun in " " + key]
        found.sort(key=lambda v: (-v.count, v.value))
        return Facet(field, tuple(found[:limit]), len(found))

    def related(self, key: PaperKey, *, limit: int = 10) -> tuple[Related, ...]:
        """The papers that share most words, weighed by their rarity, and authors."""
        with self._lock:
            return _related(self._papers(), key, limit)

    def upsert(self, papers: Iterable[Paper], progress: Progress | None = None) -> None:
        """Adds papers or replaces those with the same key."""
        from search.scanned import Scanned

        with self._lock:
            known = self._papers()
            for done, paper in enumerate(papers, 1):
                known[paper.key] = Scanned(paper)
                if progress and not progress(done, done):
                    return

    def delete(self, keys: Collection[PaperKey]) -> None:
        """Takes papers out; unknown keys are ignored."""
        with self._lock:
            for key in keys:
                self._papers().pop(key, None)

    def close(self) -> None:
        """Lets go of the papers."""
        with self._lock:
            self._all, self._source = {}, ()

    def _papers(self) -> dict[PaperKey, Scanned]:
        from search.scanned import Scanned

        if self._all is None:
            papers = self._source() if callable(self._source) else self._source
            self._all = {paper.key: Scanned(paper) for paper in sorted(papers, key=newest_key)}
            self._source = ()
        return self._all


class _Scan:
    """One query over all papers."""

    def __init__(
        self, papers: dict[PaperKey, Scanned], mine: Mine, scope: Collection[str], tree: Any
    ) -> None:
        from search.scanned import matches
        from search.trees import conjuncts

        self.mine, self.tree, self.papers = mine, tree, list(papers.values())
        inside = {key for name in scope for key in mine.keys("in", name.casefold())}
        self.scope = [one for one in papers.values() if not scope or one.paper.key in inside]
        self.parts = conjuncts(tree)
        self.kept = [
            [matches(part, one, self.expand, self.owned) for part in self.parts] for one in self.scope
        ]
        self.found = [one for one, kept in zip(self.scope, self.kept, strict=True) if all(kept)]

    @cached_property
    def _surfaces(self) -> set[str]:
        return {word for one in self.scope for word in one.surfaces()}

    @cached_property
    def _expanded(self) -> dict[tuple[str, Any], Collection[str]]:
        return {}

    def expand(self, field: str, leaf: Any) -> Collection[str]:
        """The terms of a field that a prefix or a misspelt word stands for."""
        if (field, leaf) not in self._expanded:
            self._expanded[field, leaf] = self._expand(field, leaf)
        return self._expanded[field, leaf]

    def _expand(self, field: str, leaf: Any) -> Collection[str]:
        from search.fields import STEMMED, WORDS
        from search.fuzzy import distance_within
        from search.trees import Prefix
        from search.words import stem

        def fits(word: str) -> bool:
            if isinstance(leaf, Prefix):
                return word.startswith(leaf.text)
            return distance_within(word, leaf.text, leaf.maxdist)

        if field in STEMMED:
            exact = {stem(leaf.text)} if isinstance(leaf, Prefix) else set()
            return exact | {stem(word) for word in self._surfaces if fits(word)}
        if field in WORDS:
            return {word for one in self.scope for word in one.places[field] if fits(word)}
        if field in ("tag", "in", "is"):
            known = {value.casefold() for value in self.mine.values(field)}
        else:
            known = {value for one in self.scope for value in one.values[field]}
        if leaf.whole and leaf.text in known:
            return {leaf.text}
        return {value for value in known if fits(value)}

    @cached_property
    def _owned(self) -> dict[tuple[str, str], frozenset[str]]:
        return {}

    def owned(self, field: str, value: str) -> frozenset[str]:
        """The papers with a value that the library knows."""
        if (field, value) not in self._owned:
            self._owned[field, value] = frozenset(self.mine.keys(field, value))
        return self._owned[field, value]

    def hits(self) -> Any:
        from search.hits import QueryHits

        return QueryHits(self.tree, lambda leaf: self.expand(leaf.fieldname, leaf))

    def ordered(self, sort: Sort) -> Sequence[PaperKey]:
        """The keys of the results; `self.found` is newest first, and every sort is stable."""
        found = sorted(self.found, key=lambda one: newest_key(one.paper))
        if sort is Sort.OLDEST:
            found.sort(key=lambda one: one.paper.date.toordinal() if one.paper.date else math.inf)
        elif sort is Sort.TITLE:
            found.sort(key=lambda one: one.title_key)
        elif sort is Sort.AUTHOR:
            found.sort(key=lambda one: author_key(one.paper))
        elif sort is Sort.RELEVANCE:
            found.sort(key=lambda one: -self._score(one))
        elif sort in (Sort.ADDED, Sort.QUEUE):
            place = {key: n for n, key in enumerate(self.mine.order(sort))}
            found.sort(key=lambda one: place.get(one.paper.key, len(place)))
        return tuple(one.paper.key for one in found)

    def _score(self, one: Scanned) -> float:
        from search.trees import Phrase, Term, leaves_of

        terms = [
            term
            for leaf, wanted in leaves_of(self.tree)
            if wanted and getattr(leaf, "fieldname", "") == "text" and isinstance(leaf, Term | Phrase)
            for term in ([leaf.text] if isinstance(leaf, Term) else leaf.words)
        ]
        return sum(self._rarity(term) * (w / (w + 1.2)) for term in terms if (w := one.weight(term)))

    def _rarity(self, term: str) -> float:
        return math.log(len(self.scope) / (1 + sum(term in one.places["text"] for one in self.scope))) + 1

    def facets(self) -> tuple[Facet, ...]:
        """All groups with their counts, each without its own choice."""
        from search.facets import PAPER_GROUPS, choices, one_year

        made = choices(self.parts)
        groups = [
            self._paper_facet(field, made) for field in PAPER_GROUPS if field != "month" or one_year(made)
        ]
        return (*groups, *(self._owned_facet(field, made) for field in ("is", "has", "tag", "in")))

    def _without(self, group: str) -> list[Scanned]:
        """The papers found if the group's own choice were not made."""
        from search.facets import group_of

        asked = [n for n, part in enumerate(self.parts) if group_of(part) != group]
        return [one for one, kept in zip(self.scope, self.kept, strict=True) if all(kept[n] for n in asked)]

    def _paper_facet(self, field: str, made: Choices) -> Facet:
        from search.facets import make_facet

        shown: dict[str, str] = {}
        for one in self.papers:
            for value in _values_of(one.paper, field):
                shown.setdefault(value_key(field, value), value)
        counts = Counter(key for one in self._without(field) for key in _keys_of(one.paper, field))
        overall = Counter(key for one in self.papers for key in _keys_of(one.paper, field))
        ordered = sorted(shown, key=lambda key: (-overall[key] if field in NAMES else 0, key))
        distinct = sum(counts[key] > 0 for key in ordered)
        ordered += sorted({*made.chosen(field)} - shown.keys())
        found = [(key, shown.get(key, key), counts[key]) for key in ordered]
        return make_facet(field, found, made, distinct=distinct)

    def _owned_facet(self, field: str, made: Choices) -> Facet:
        from search.facets import make_facet
        from search.fields import STATES

        known = [*self.mine.values(field), *(["link"] if field == "has" else [])]
        counts = []
        for value in dict.fromkeys(known):
            alone = field == "has" or (field == "is" and value not in STATES)
            papers = self._without(f"{field}:{value}" if alone else field)
            count = sum(self._carries(one, field, value) for one in papers)
            counts.append((value.casefold(), value, count))
        return make_facet(field, counts, made)

    def _carries(self, one: Scanned, field: str, value: str) -> bool:
        if field == "has" and value == "link":
            return "link" in one.values["has"]
        return one.paper.key in self.owned(field, value.casefold())


def _values_of(paper: Paper, field: str) -> Iterable[str]:
    """The values of a facet as the paper writes them."""
    day = paper.date.isoformat() if paper.date else ""
    if field == "cat":
        return (paper.category,) if paper.category else ()
    if field == "code":
        return ("yes" if paper.has_code else "no",)
    if field in ("year", "month"):
        return (day[: 4 if field == "year" else 7],) if day else ()
    return {"author": paper.authors, "aff": paper.affiliations}.get(field, ())


def _keys_of(paper: Paper, field: str) -> set[str]:
    """The keys of the values that the paper counts for."""
    values = _values_of(paper, field)
    if field in ("author", "aff"):
        return {key for name in values for key in keys_within(name)}
    return {value_key(field, value) for value in values}


def _related(papers: dict[PaperKey, Scanned], key: PaperKey, limit: int) -> tuple[Related, ...]:
    """Every other paper by the rarity of the words it shares; two authors' worth for each shared author."""
    if key not in papers:
        return ()
    own = papers[key]
    frequency = Counter(term for one in papers.values() for term in one.places["text"])
    from search._whoosh import load

    empty = load("whoosh.analysis").STOP_WORDS
    rarity = {
        term: math.log(len(papers) / frequency[term])
        for term in own.places["text"]
        if frequency[term] > 1 and term not in empty
    }
    found = []
    for other in papers.values():
        shared = sorted((rarity[term], term) for term in rarity if term in other.places["text"])
        people = tuple(name for name in own.paper.authors if name in other.paper.authors)
        score = sum(value for value, _ in shared) + 2 * len(people) * math.log(len(papers) + 1)
        if other is not own and score > 0:
            words = tuple(term for _, term in reversed(shared[-5:]))
            found.append(Related(other.paper.key, score, words, people))
    return tuple(sorted(found, key=lambda one: -one.score)[:limit])
