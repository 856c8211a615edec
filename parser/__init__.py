"""Text in, records out: no files of its own, no screen, no index."""

from parser.byline import DOUBTFUL, Cut, best_cut, cut_at, cuts, is_doubtful
from parser.categories import Category, category, category_name
from parser.clean import clean, clean_block
from parser.errors import NotTextError, ParserError
from parser.links import arxiv_ids_in, dois_in, links_in
from parser.listing import Listing, Survey, read, read_text, survey
from parser.paper import Paper, PaperKey, Problem, Record, paper_key
from parser.text import lines_of

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
    "dois_in",
    "is_doubtful",
    "lines_of",
    "links_in",
    "paper_key",
    "read",
    "read_text",
    "survey",
]
