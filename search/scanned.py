"""One paper taken apart into words, and whether a query matches it, the plain way. Loads Whoosh."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from parser import Paper
from search.fields import STEMMED
from search.order import title_key
from search.texts import TITLE_WEIGHT, plain_text
from search.trees import And, Every, FuzzyTerm, Not, Or, Phrase, Prefix, Term, TermRange
from search.words import other_spellings, stem, tokens

Expand = Callable[[str, Any], Collection[str]]
"""The terms that a Prefix or FuzzyTerm leaf stands for in a field, over all papers."""
Owned = Callable[[str, str], Collection[str]]
"""The keys of the papers that carry a value which the library knows."""


class Scanned:
    """A paper with the places of its words in each field."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.title_key = title_key(paper)
        parts = {
            "title": [plain_text(paper.title)],
            "abstract": [plain_text(paper.abstract)],
            "author": list(paper.authors),
            "aff": list(paper.affiliations),
        }
        parts["text"] = [*(text for texts in parts.values() for text in texts), *paper.keywords]
        self.places = {field: _places(texts, field in STEMMED) for field, texts in parts.items()}
        day = paper.date.isoformat() if paper.date else ""
        self.values: dict[str, tuple[str, ...]] = {
            "cat": (paper.category.casefold(),) if paper.category else (),
            "code": ("yes" if paper.has_code else "no",),
            "has": ("link",) if has_link(paper) else (),
            "date": (day,) if day else (),
            "month": (day[:7],) if day else (),
            "year": (day[:4],) if day else (),
        }

    def surfaces(self) -> set[str]:
        """The folded words of the stemmed fields, before stemming."""
        paper = self.paper
        names = (*paper.authors, *paper.affiliations, *paper.keywords)
        texts = (plain_text(paper.title), plain_text(paper.abstract), *names)
        found = {word for text in texts for word in tokens(text)}
        return found | {other for text in texts for _, other in other_spellings(text)}

    def weight(self, term: str) -> int:
        """How often a term stands in the combined field; in the title it counts more."""
        in_title = len(self.places["title"].get(term, ()))
        return len(self.places["text"].get(term, ())) + (TITLE_WEIGHT - 1) * in_title


def has_link(paper: Paper) -> bool:
    """Whether the paper leads anywhere: a link, an address, an identifier."""
    return bool(paper.links or paper.url or paper.arxiv_id or paper.doi)


def matches(tree: Any, one: Scanned, expand: Expand, owned: Owned) -> bool:
    """Whether the paper is among the results of the query tree."""
    if isinstance(tree, Every):
        return True
    if isinstance(tree, And):
        return all(matches(part, one, expand, owned) for part in tree.subqueries)
    if isinstance(tree, Or):
        return any(matches(part, one, expand, owned) for part in tree.subqueries)
    if isinstance(tree, Not):
        return not matches(tree.query, one, expand, owned)
    if isinstance(tree, Term | Prefix | FuzzyTerm):
        return _has(tree, one, expand, owned)
    if isinstance(tree, Phrase):
        return _has_phrase(tree, one.places[tree.fieldname])
    if isinstance(tree, TermRange):
        low, high = tree.start or "", tree.end or "9999-99-99"
        return any(low <= value <= high for value in one.values[tree.fieldname])
    return False


def _has(leaf: Any, one: Scanned, expand: Expand, owned: Owned) -> bool:
    field = leaf.fieldname
    if field in one.places:
        places = one.places[field]
        if isinstance(leaf, Term):
            return leaf.text in places
        return any(term in places for term in expand(field, leaf))
    if field in one.values and not (field == "has" and leaf.text == "note"):
        sought = (leaf.text,) if isinstance(leaf, Term) else expand(field, leaf)
        return any(value in sought for value in one.values[field])
    sought = (leaf.text,) if isinstance(leaf, Term) else expand(field, leaf)
    return any(one.paper.key in owned(field, value) for value in sought)


def _has_phrase(phrase: Any, places: dict[str, list[int]]) -> bool:
    reached = set(places.get(phrase.words[0], ()))
    for word in phrase.words[1:]:
        reached = {
            p for p in places.get(word, ()) if any(p - back in reached for back in range(1, phrase.slop + 1))
        }
    return bool(reached)


def _places(texts: list[str], stemmed: bool) -> dict[str, list[int]]:
    """The positions of every term; one position stays free between two texts."""
    found: dict[str, list[int]] = {}
    start = 0
    for text in texts:
        plain = tokens(text)
        for at, word in [*enumerate(plain), *other_spellings(text)]:
            found.setdefault(stem(word) if stemmed else word, []).append(start + at)
        start += len(plain) + 1
    return found
