"""Queries of small letters and digits alone, which is most of what is typed: no sign in them means anything,
so they need no parser. `search.query` takes everything else, and gives these the same tree. Loads Whoosh."""

from __future__ import annotations

import re
from typing import Any

from search.leaves import typed_leaf, words_leaf
from search.trees import And, flattened

_WORDS = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)* ?")


def plain_tree(text: str, typing: bool) -> Any:
    """The tree of such a query, None for any other; while typing, the last word is a beginning."""
    if not _WORDS.fullmatch(text):
        return None
    *before, last = text.rstrip(" ").split(" ")
    begun = typing and not text.endswith(" ")
    parts = [words_leaf("text", word) for word in before]
    return flattened(And([*parts, (typed_leaf if begun else words_leaf)("text", last)]))
