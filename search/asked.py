"""What an open index does for one query. Loads Whoosh with the first query."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from search.answer import Answer, Sort, Suggestion
from search.corpus import Corpus
from search.engine import Mine
from search.folder import Manifest
from search.owned import OwnDocsets
from search.results import Found, Lazily, Orders
from search.segment import Segment

if TYPE_CHECKING:
    from search.counts import Counts
    from search.query import Parsed
    from search.ranking import Ranking
    from search.tally import Tally


class Desk:
    """A corpus with everything that is worked out from it once."""

    def __init__(self, corpus: Corpus, before: Desk | None = None) -> None:
        """before: whatever knew some of the segments already."""
        self.corpus = corpus
        self.orders = Orders(corpus)
        self._own = OwnDocsets(corpus)
        self._tallies = (
            [tally for tally in before.tallies if tally.segment in corpus.segments] if before else []
        )

    @classmethod
    def open(cls, generation: Path, manifest: Manifest, before: Desk | None) -> Desk:
        """Opens the segments of a generation; those already open are taken over, with what they have told."""
        known = {s.name: s for s in before.corpus.segments} if before else {}
        segments = [known.get(s.name) or Segment(generation, s.name) for s in manifest.segments]
        return cls(Corpus(segments, [s.deleted for s in manifest.segments]), before)

    @property
    def tallies(self) -> Sequence[Tally]:
        """What the segments have told of themselves so far."""
        return self.counts.tallies if "counts" in self.__dict__ else self._tallies

    @cached_property
    def counts(self) -> Counts:
        """The facets."""
        from search.counts import Counts

        return Counts(self.corpus, self._tallies)

    def search(
        self, text: str, mine: Mine, scope: Collection[str], sort: Sort | None, typing: bool
    ) -> Answer:
        """Answers one query."""
        from search.evaluate import evaluate
        from search.hits import QueryHits
        from search.query import parse
        from search.trees import conjuncts

        parsed = parse(text, typing=typing)
        own = self._own.asking(mine)
        within = self._scope(scope, own)
        order = parsed.sort or sort or Sort.NEWEST
        if parsed.problem:
            return Answer((), within.bit_count(), problem=parsed.problem, sort=order)
        parts: list[tuple[Any, int]] = []
        docset = within
        for part in conjuncts(parsed.tree):
            parts.append((part, evaluate(part, self.corpus, own)))
            docset &= parts[-1][1]
        return Answer(
            self._ordered(parsed, docset, order, own),
            within.bit_count(),
            self.counts.facets(parts, within, own),
            QueryHits(parsed.tree, self._expand),
            suggestion=self._suggestion(text, parsed, docset, within, own),
            sort=order,
        )

    def find(self, text: str, sort: Sort, typing: bool) -> Found:
        """The documents of a query that asks nothing of the library."""
        from search.evaluate import evaluate
        from search.query import parse

        parsed = parse(text, typing=typing)
        docset = evaluate(parsed.tree, self.corpus, self._own) & self.corpus.live
        return self._ordered(parsed, docset, parsed.sort or sort, self._own)

    def forget(self) -> None:
        """Drops what was kept of earlier queries."""
        self.corpus.forget()
        self.__dict__.pop("ranking", None)

    def _scope(self, scope: Collection[str], own: OwnDocsets) -> int:
        if not scope:
            return self.corpus.live
        docset = 0
        for name in scope:
            docset |= own.docset("in", name.casefold())
        return docset

    def _ordered(self, parsed: Parsed, docset: int, sort: Sort, own: OwnDocsets) -> Found:
        if sort is Sort.RELEVANCE:
            return Found(self.corpus, docset.bit_count(), Lazily(self.ranking.ordered(parsed.tree, docset)))
        return self.orders.found(docset, sort, own)

    @cached_property
    def ranking(self) -> Ranking:
        """Relevance."""
        from search.ranking import Ranking

        return Ranking(self.corpus)

    def _suggestion(
        self, text: str, parsed: Parsed, docset: int, within: int, own: OwnDocsets
    ) -> Suggestion | None:
        """A corrected query, if this one finds little and that one finds more."""
        from search.evaluate import evaluate
        from search.query import parse
        from search.suggest import LITTLE, corrected

        count = docset.bit_count()
        if count > LITTLE:
            return None
        better = corrected(text, parsed.tree, self.corpus)
        if better is None or (again := parse(better)).problem:  # as where a quote is still open
            return None
        found = (evaluate(again.tree, self.corpus, own, within) & within).bit_count()
        return Suggestion(better, found) if found > count else None

    def _expand(self, leaf: Any) -> Collection[str]:
        from search.trees import Prefix

        if isinstance(leaf, Prefix):
            return self.corpus.terms_starting(leaf.fieldname, leaf.text)
        return self.corpus.terms_near(leaf.fieldname, leaf.text)
