"""CSL-JSON (citationstyles.org, schema 1.0.2): what pandoc, Zotero and citeproc read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from library.addresses import paper_url
from library.formats import Cited, joined, labels
from library.formats.bibtex import is_meeting
from library.formats.names import split_name
from parser import Paper


def write(cited: Iterable[Cited]) -> Iterator[str]:
    start = "[\n"
    for one in cited:
        yield start + json.dumps(item(one), ensure_ascii=False)
        start = ",\n"
    yield "[]\n" if start == "[\n" else "\n]\n"


def item(cited: Cited) -> dict[str, Any]:
    """One paper as an item; `custom` holds what CSL has no name for."""
    entry, paper = cited.entry, cited.entry.paper
    authors = [_author(author) for author in paper.authors]
    if paper.et_al:
        authors.append({"literal": "et al."})
    known: dict[str, Any] = {
        "id": cited.key,
        "type": _kind(paper),
        "title": paper.title,
        "author": authors,
        "issued": {"date-parts": [_date_parts(paper)]} if paper.date else None,
        "container-title": paper.venue,
        "DOI": paper.doi,
        "number": f"arXiv:{paper.arxiv_id}" if paper.arxiv_id else None,
        "archive": "arXiv" if paper.arxiv_id else None,
        "URL": paper_url(paper),
        "abstract": paper.abstract,
        "keyword": joined(labels(entry)),
        "note": entry.note,
        "custom": _custom(cited),
    }
    return {name: value for name, value in known.items() if value}


def _custom(cited: Cited) -> dict[str, Any]:
    entry, paper = cited.entry, cited.entry.paper
    values = {
        "category": paper.category,
        "has_code": paper.has_code,
        "affiliations": list(paper.affiliations),
        "links": list(paper.links),
        "tags": list(entry.tags),
        "starred": entry.starred,
        "state": entry.state.value if entry.state.value != "unread" else "",
    }
    return {name: value for name, value in values.items() if value}


def _kind(paper: Paper) -> str:
    if not paper.venue:
        return "article"  # CSL's word for a preprint
    return "paper-conference" if is_meeting(paper.venue) else "article-journal"


def _author(author: str) -> dict[str, str]:
    name = split_name(author)
    if not name.given:
        return {"literal": author}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: value for part, value in parts.items() if value}


def _date_parts(paper: Paper) -> list[int]:
    return [int(part) for part in paper.date_known.split("-")]
