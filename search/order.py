"""The orders of a result that follow from the papers themselves. Nothing here knows an index."""

from __future__ import annotations

from parser import Paper
from search.texts import plain_text
from search.words import tokens


def newest_key(paper: Paper) -> tuple[int, str, str]:
    """Sorts newest first; papers without a date last, papers of one day by title."""
    return (-paper.date.toordinal() if paper.date else 0, title_key(paper), paper.key)


def title_key(paper: Paper) -> str:
    """Sorts by title as a reader looks it up: without case, accents and punctuation."""
    return " ".join(tokens(plain_text(paper.title)))


def author_key(paper: Paper) -> str:
    """Sorts by the first author's last name, then the other names; papers without authors last."""
    names = tokens(paper.authors[0]) if paper.authors else []
    return " ".join([*names[-1:], *names[:-1]]) or "\U0010ffff"
