"""RIS, as reference managers exchange it: one tag per line, CRLF-free, values on one line.

Source: the RIS specification of Research Information Systems (2011), as Zotero and EndNote read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from library.addresses import paper_url, safe_url
from library.formats import Cited, labels
from library.formats.bibtex import is_meeting
from library.formats.names import split_name
from parser import Paper, clean


def write(cited: Iterable[Cited]) -> Iterator[str]:
    for one in cited:
        yield "".join(f"{tag}  - {value}\n" for tag, value in _lines(one)) + "ER  - \n\n"


def _lines(cited: Cited) -> Iterator[tuple[str, str]]:
    """Tags in the order people expect; C1 to C5 hold what RIS has no name for.

    The database provider says whose C1 to C5 they are: everybody has others.
    """
    entry, paper = cited.entry, cited.entry.paper
    yield "TY", _kind(paper)
    yield "ID", cited.key
    yield "TI", paper.title
    yield from (("AU", _author(author)) for author in paper.authors)
    if paper.et_al:
        yield "AU", "et al."
    if paper.date:
        yield "PY", str(paper.date.year)
        yield "DA", _date(paper)
    optional = (
        ("T2", paper.venue),
        ("DO", paper.doi),
        ("DB", "arXiv" if paper.arxiv_id else None),
        ("AN", paper.arxiv_id),
        ("UR", paper_url(paper)),
        *(("UR", safe_url(link)) for link in paper.links),
        ("AB", clean(paper.abstract)),
        ("AD", "; ".join(paper.affiliations)),
        *(("KW", label) for label in labels(entry)),
        *(("N1", line or " ") for line in entry.note.split("\n") if entry.note),
        ("C1", paper.category),
        ("C2", "code" if paper.has_code else None),
        ("C3", entry.state.value if entry.state.value != "unread" else None),
        ("C4", "starred" if entry.starred else None),
        ("C5", ", ".join(entry.tags)),
        ("DP", "paperdeck"),
    )
    yield from ((tag, value) for tag, value in optional if value)


def _kind(paper: Paper) -> str:
    if not paper.venue:
        return "UNPB"
    return "CPAPER" if is_meeting(paper.venue) else "JOUR"


def _author(author: str) -> str:
    """`Last, First, Suffix`; what has no given name stands as it is."""
    name = split_name(author)
    return ", ".join(part for part in (name.family, name.given, name.suffix) if part)


def _date(paper: Paper) -> str:
    """`YYYY/MM/DD/` with the parts that are not known left empty."""
    year, month, day = (*paper.date_known.split("-"), "", "")[:3]
    return f"{year}/{month}/{day}/"
