"""A paper in one line, to be pasted: a citation, a Markdown link, its citation key."""

from __future__ import annotations

import re
import unicodedata

from library.addresses import arxiv_url, doi_url, paper_url
from library.formats.bibtex import bibtex
from library.formats.names import split_name
from parser import Paper

__all__ = ["bibtex", "citation", "citation_key", "markdown_link", "markdown_text"]

NAMED = 6
"""Authors that a citation names; of more, the first three."""

_SMALL = frozenset(
    "a an and are as at by can do does for from how in into is it of on or the to via with".split()
)
_NOT_ALNUM = re.compile(r"[^a-z0-9]+")
# Letters that no decomposition takes to ASCII.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~$#&!])")


def citation_key(paper: Paper) -> str:
    """Family name, year and the first telling word of the title, in plain ASCII: `lu2024ai`.

    A title without a word in ASCII letters gives its paper's own key instead.
    The same paper always gives the same key. Two papers can share one: `Library.citation_keys` tells them
    apart and remembers what it gave.
    """
    family = split_name(paper.authors[0]).family if paper.authors else ""
    words = [folded for word in re.split(r"[\s/-]+", paper.title) if (folded := _ascii(word))]
    telling = next((word for word in [*words, paper.key] if word not in _SMALL), paper.key)
    year = str(paper.date.year) if paper.date else ""
    return f"{_ascii(family) or 'anon'}{year}{telling}"


def citation(paper: Paper) -> str:
    """`A. Author, B. Author, et al. (2024). Title. Venue. https://…`, plain text on one line."""
    names = list(paper.authors if len(paper.authors) <= NAMED else paper.authors[:3])
    if paper.et_al or len(paper.authors) > NAMED:
        names.append("et al.")
    elif len(names) > 1:
        names[-2:] = [f"{names[-2]} and {names[-1]}"] if len(names) == 2 else [names[-2], f"and {names[-1]}"]
    year = f" ({paper.date.year})" if paper.date else ""
    head = ", ".join(names) + year
    place = paper.venue or (f"arXiv:{paper.arxiv_id}" if paper.arxiv_id else "")
    parts = [_stopped(part) for part in (head, paper.title, place) if part]
    address = doi_url(paper.doi) if paper.doi else paper_url(paper)
    if address and not (paper.arxiv_id and address == arxiv_url(paper.arxiv_id) and not paper.venue):
        parts.append(address)
    return " ".join(parts)


def markdown_link(paper: Paper) -> str:
    """`[Title](address)`; the title alone where no address is known. Nothing in the title is Markdown."""
    title = markdown_text(paper.title)
    address = paper_url(paper)
    return f"[{title}]({address.replace('(', '%28').replace(')', '%29')})" if address else title


def markdown_text(text: str) -> str:
    """Text on one line that CommonMark shows as it is written."""
    return _MARKDOWN.sub(r"\\\1", text)


def _stopped(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _ascii(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return _NOT_ALNUM.sub("", folded)
