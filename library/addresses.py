"""Where a paper can be reached on the web, as an address that is safe to open and to print."""

from __future__ import annotations

from urllib.parse import quote, urlsplit, urlunsplit

from parser import Paper

_SAFE = "/:?#[]@!$&'()*+,;=~%-._"
"""What stands in an address as it is; quotes, angle brackets, backslashes and all else are escaped."""


def safe_url(text: str) -> str | None:
    """The address with its host in punycode and odd characters escaped; None where it is not http or https.

    An address without a scheme (`example.org/x`) is taken as https. Names and passwords are refused: in
    `https://arxiv.org@evil.example/` the host is not what it seems.
    """
    text = text.strip()
    if "://" not in text:
        text = f"https://{text}"
    if any(c.isspace() or not c.isprintable() for c in text):
        return None
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # a bad port, brackets that do not close, a label that IDNA refuses
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    if ":" in host:
        host = f"[{host}]"
    elif "." not in host and host != "localhost":
        return None
    path, query, fragment = (quote(part, safe=_SAFE) for part in parts[2:])
    return urlunsplit((parts.scheme, host + port, path, query, fragment))


def doi_url(doi: str) -> str:
    return f"https://doi.org/{quote(doi, safe='/:;().-_')}"


def arxiv_url(arxiv_id: str) -> str:
    return f"https://arxiv.org/abs/{quote(arxiv_id, safe='/.')}"


def paper_url(paper: Paper) -> str | None:
    """The paper's own page: its address, its DOI, its arXiv page; None where nothing is known."""
    if paper.url and (url := safe_url(paper.url)):
        return url
    if paper.doi:
        return doi_url(paper.doi)
    return arxiv_url(paper.arxiv_id) if paper.arxiv_id else None
