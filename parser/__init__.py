"""Text in, records out: no files of its own, no screen, no index."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from parser.clean import clean, clean_block
from parser.errors import NotTextError, ParserError
from parser.paper import DOUBTFUL, Paper, PaperKey, Problem, Record, date_known, is_doubtful

if TYPE_CHECKING:
    from parser.byline import Cut, best_cut, cut_at, cuts
    from parser.categories import Category, category, category_name
    from parser.keys import paper_key
    from parser.links import arxiv_ids_in, dois_in, links_in
    from parser.listing import Listing, Survey, read, read_text, survey
    from parser.text import lines_of

_ON_USE = {
    "byline": ("Cut", "best_cut", "cut_at", "cuts"),
    "categories": ("Category", "category", "category_name"),
    "keys": ("paper_key",),
    "links": ("arxiv_ids_in", "dois_in", "links_in"),
    "listing": ("Listing", "Survey", "read", "read_text", "survey"),
    "text": ("lines_of",),
}
"""Module: names that load it. Opening a library needs none of them."""


def __getattr__(name: str) -> object:
    for module, names in _ON_USE.items():
        if name in names:
            return getattr(importlib.import_module(f"parser.{module}"), name)
    raise AttributeError(f"module 'parser' has no attribute {name!r}")


__all__ = [
    "DOUBTFUL",
    "Category",
    "Cut",
    "Listing",
    "NotTextError",
    "Paper",
    "PaperKey",
    "ParserError",
    "Problem",
    "Record",
    "Survey",
    "arxiv_ids_in",
    "best_cut",
    "category",
    "category_name",
    "clean",
    "clean_block",
    "cut_at",
    "cuts",
    "date_known",
    "dois_in",
    "is_doubtful",
    "lines_of",
    "links_in",
    "paper_key",
    "read",
    "read_text",
    "survey",
]
