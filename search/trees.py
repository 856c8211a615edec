"""Small helpers around whoosh.query trees. Loads Whoosh."""

from __future__ import annotations

from typing import Any

from search._whoosh import load

query: Any = load("whoosh.query")
Term, Phrase, Prefix, FuzzyTerm = query.Term, query.Phrase, query.Prefix, query.FuzzyTerm
TermRange, And, Or, Not, Every = query.TermRange, query.And, query.Or, query.Not, query.Every


def flattened(tree: Any) -> Any:
    """The tree without empty parts, groups of one, groups inside a group of the same kind and repetitions.

    None if nothing is left. (Whoosh's own `normalize` also merges date ranges of an Or and forgets the
    attributes of leaves.)
    """
    if isinstance(tree, And | Or):
        parts: list[Any] = []
        for part in map(flattened, tree.subqueries):
            inner = part.subqueries if type(part) is type(tree) else [part]
            parts += [p for p in inner if p is not None and p not in parts]
        if len(parts) < 2:
            return parts[0] if parts else None
        return type(tree)(parts)
    if isinstance(tree, Not):
        inner = flattened(tree.query)
        return None if inner is None else Not(inner)
    return None if tree is query.NullQuery else tree


def conjuncts(tree: Any) -> list[Any]:
    """The parts of which all must hold."""
    return list(tree.subqueries) if isinstance(tree, And) else [tree]


def leaves_of(tree: Any, wanted: bool = True) -> list[tuple[Any, bool]]:
    """All leaves, each with whether it is wanted (True) or excluded (False)."""
    if isinstance(tree, And | Or):
        return [found for part in tree.subqueries for found in leaves_of(part, wanted)]
    if isinstance(tree, Not):
        return leaves_of(tree.query, not wanted)
    return [(tree, wanted)]
