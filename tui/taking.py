"""What of a paper can be copied, and where it can be opened. Pure; the forms themselves are the library's."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from library.addresses import arxiv_url, doi_url, paper_url, safe_url
from library.citation import bibtex, citation, markdown_link
from parser import Paper

CODE_HOSTS = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "sr.ht", "github.io")


@dataclass(frozen=True, slots=True)
class Copy:
    """One thing to copy, and the letter that chooses it."""

    key: str
    label: str
    text: str


def copies(paper: Paper, cite_as: str) -> list[Copy]:
    """What there is of a paper whose citation key is `cite_as`; no link where none is known."""
    offers = [
        Copy("c", "Citation", citation(paper)),
        Copy("b", "BibTeX", bibtex(paper, cite_as)),
        Copy("t", "Title", paper.title),
        Copy("m", "Markdown link", markdown_link(paper)),
        Copy("K", "Citation key", cite_as),
    ]
    if address := paper_url(paper) or next(iter(_links(paper)), None):
        offers.insert(3, Copy("l", "Link", address))
    return offers


def addresses(paper: Paper, search_url: str) -> list[tuple[str, str]]:
    """Where the paper can be opened, as (what, address), the best first.

    Where nothing but code is known a title search comes first. search_url: an address with `{title}` in it.
    """
    known = [
        ("its page", safe_url(paper.url) if paper.url else None),
        ("DOI", doi_url(paper.doi) if paper.doi else None),
        ("arXiv", arxiv_url(paper.arxiv_id) if paper.arxiv_id else None),
        *((_host(link), link) for link in _links(paper)),
    ]
    found = {link: what for what, link in reversed(known) if link}
    listed = [(what, link) for link, what in reversed(found.items())]
    papers = [each for each in listed if each not in code_addresses(paper)]
    if papers:
        return listed
    return [("search for its title", search_url.replace("{title}", quote(paper.title, safe=""))), *listed]


def code_addresses(paper: Paper) -> list[tuple[str, str]]:
    """The links that lead to code, as (host, address)."""
    return [(_host(link), link) for link in _links(paper) if _host(link).endswith(CODE_HOSTS)]


def _links(paper: Paper) -> list[str]:
    return list(dict.fromkeys(url for link in paper.links if (url := safe_url(link))))


def _host(link: str) -> str:
    return (urlsplit(link).hostname or "").removeprefix("www.")
