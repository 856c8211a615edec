"""From the fields that a source gives to a record: cleaned, identifiers and dates in one form."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from parser.clean import clean, clean_block
from parser.keys import paper_key
from parser.links import links_in
from parser.paper import Paper, Problem, Record, Written

MONTHS = {
    name: str(number)
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}
MAX_ABSTRACT = 100_000
"""Characters; the longest of 120,000 real ones has 5,000."""

_DATE = re.compile(r"(?<!\d)(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?!\d)")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ARXIV_NEW = re.compile(r"(?<![\d.])(\d{4}\.\d{4,5})(?:v\d+)?(?![\d.])")
_ARXIV_OLD = re.compile(r"([a-z]+(?:-[a-z]+)*)(?:\.[A-Z]{2})?/(\d{7})(?:v\d+)?")
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_ARXIV_PAGE = re.compile(
    r"https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf)/(.+?)(?:\.pdf)?/?$", re.IGNORECASE
)
_DOI_PAGE = re.compile(r"https?://(?:dx\.)?doi\.org/(10\..+)", re.IGNORECASE)
_TAGS = re.compile(
    r"</?(?:jats:)?(?:p|sec|title|italic|bold|sub|sup|i|b|em|strong|span|br)\b[^<>]{0,200}>", re.I
)
_CODE = re.compile(r"(?:github|gitlab|bitbucket|codeberg)\.(?:com|org|io)/\w", re.IGNORECASE)
_OTHERS = frozenset(("others", "et al", "et al.", "and others"))
_STATES = frozenset(("reading", "read", "no"))


@dataclass(frozen=True, slots=True)
class Fields:
    """What a source says about one paper, in its own words; nothing is clean yet."""

    title: str = ""
    authors: tuple[str, ...] = ()
    et_al: bool = False
    category: str = ""
    date: str = ""
    """ISO 8601, as far as it is known: `2024`, `2024-08`, `2024-08-12`."""
    date_text: str = ""
    """The date as a listing wrote it, where the source kept that."""
    has_code: bool | None = None
    """None: the source does not say, so the links decide."""
    affiliations: tuple[str, ...] = ()
    abstract: str = ""
    links: tuple[str, ...] = ()
    arxiv_id: str = ""
    doi: str = ""
    url: str = ""
    venue: str = ""
    keywords: tuple[str, ...] = ()
    """The publisher's. One that is a tag, too, is only the tag."""
    citation_key: str = ""
    starred: bool = False
    state: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""


def record(fields: Fields, line: int) -> Record | Problem:
    """The fields as a record that begins in this line; a Problem where there is no title."""
    title = clean(_TAGS.sub("", fields.title))
    if not title:
        return Problem(line, "a paper without a title", "it was left out")
    authors, et_al = _authors(fields)
    abstract = " ".join(clean_block(_TAGS.sub(" ", fields.abstract[:MAX_ABSTRACT])).split())
    arxiv_id = arxiv_id_in(fields.arxiv_id) or _from_page(fields.doi, _ARXIV_DOI)
    arxiv_id = arxiv_id or _from_page(fields.url, _ARXIV_PAGE)
    page_doi = _DOI_PAGE.match(fields.url.strip())
    links = _links(abstract, fields.links)
    date, date_text = date_in(fields.date)
    tags = _distinct(fields.tags)
    paper = Paper(
        key=paper_key(title, authors[0] if authors else ""),
        title=title,
        authors=authors,
        et_al=et_al,
        category=clean(fields.category).rpartition(".")[2],
        date=date,
        date_text=clean(fields.date_text) or date_text,
        has_code=any(map(_CODE.search, links)) if fields.has_code is None else fields.has_code,
        affiliations=_distinct(fields.affiliations),
        abstract=abstract,
        links=links,
        arxiv_id=arxiv_id,
        doi=doi_in(fields.doi) or (doi_in(page_doi[1]) if page_doi else None),
        url=_url(fields.url),
        venue=clean(fields.venue) or None,
        keywords=_keywords(fields.keywords, tags),
    )
    written = Written(
        starred=fields.starred,
        state=fields.state if fields.state in _STATES else "",
        tags=tags,
        note=clean_block(fields.note).strip("\n"),
    )
    return Record(paper, line, citation_key=clean(fields.citation_key), written=written)


def date_in(text: str) -> tuple[dt.date | None, str]:
    """The day (what is not known is the first) and the text as long as it is known; (None, "") where none is.

    A month or day that does not exist counts as not known.
    """
    found = _DATE.search(text)
    if found is None:
        return None, ""
    numbers = [int(part) for part in found.groups() if part]
    for known in range(len(numbers), 0, -1):
        year, month, day = (*numbers[:known], 1, 1)[:3]
        try:
            date = dt.date(year, month, day)
        except ValueError:
            continue
        return date, date.isoformat()[: (4, 7, 10)[known - 1]]
    return None, ""


def month_and_day(text: str) -> tuple[str, str]:
    """From a date without its year: `8`, `August`, `AUG 12`, `4 July`, `jul~4`; "" for what is not there."""
    words = re.findall(r"[a-z]+|(?<!\d)\d{1,2}(?!\d)", text.casefold())
    named = [MONTHS[word[:3]] for word in words if word[:3] in MONTHS]
    month, day = (*named[:1], *filter(str.isdecimal, words), "", "")[:2]
    return month, day


def doi_in(text: str) -> str | None:
    """The DOI in its lower-case form without a resolver in front; None where the text has none."""
    found = _DOI.search(unquote(clean(text)))
    return found[0].rstrip(".,;)").lower() if found else None


def arxiv_id_in(text: str) -> str | None:
    """The arXiv identifier without version and subject class; None where the text has none."""
    if found := _ARXIV_NEW.search(text):
        return found[1]
    old = _ARXIV_OLD.search(text)
    return f"{old[1]}/{old[2]}" if old else None


def split_names(text: str) -> tuple[str, ...]:
    """Names divided by semicolons, or by commas where there are none: `Ada Byron; Kurt Weil`."""
    return tuple(part.strip() for part in text.split(";" if ";" in text else ",") if part.strip())


def spoken(name: str) -> str:
    """A name in speaking order: `Byron, Jr., Ada` and `Byron, Ada, Jr.` are both `Ada Byron Jr.`."""
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 2:
        return f"{parts[1]} {parts[0]}".strip()
    if len(parts) == 3:
        given, suffix = (parts[2], parts[1]) if _is_suffix(parts[1]) else (parts[1], parts[2])
        return " ".join(part for part in (given, parts[0], suffix) if part)
    return name.strip()


def _is_suffix(text: str) -> bool:
    return text.rstrip(".").casefold() in ("jr", "sr", "ii", "iii", "iv")


def _authors(fields: Fields) -> tuple[tuple[str, ...], bool]:
    names = [clean(name) for name in fields.authors]
    others = any(name.casefold() in _OTHERS for name in names)
    kept = tuple(name for name in names if name and name.casefold() not in _OTHERS)
    return kept, fields.et_al or others


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts clean, each once."""
    return tuple(dict.fromkeys(filter(None, map(clean, texts))))


def _keywords(texts: Iterable[str], tags: Collection[str]) -> tuple[str, ...]:
    words = _distinct(part for text in texts for part in text.split(";"))
    return tuple(word for word in words if word not in tags)


def _from_page(text: str, pattern: re.Pattern[str]) -> str | None:
    found = pattern.search(text.strip())
    return arxiv_id_in(found[1]) if found else None


def _url(text: str) -> str | None:
    """The paper's own page; None for one that its DOI or arXiv identifier gives anyway."""
    text = clean(text)
    if not text.lower().startswith(("http://", "https://")) or " " in text:
        return None
    return None if _DOI_PAGE.match(text) or _ARXIV_PAGE.match(text) else text


def _links(abstract: str, given: Iterable[str]) -> tuple[str, ...]:
    """The addresses in the abstract, then those that the source names besides."""
    found = {bare(link): link for link in reversed(links_in(abstract))}
    links = dict(reversed(found.items()))
    for link in map(clean, given):
        if link and " " not in link:
            links.setdefault(bare(link), link)
    return tuple(links.values())


def bare(link: str) -> str:
    """An address by which two ways to write it can be compared."""
    return link.lower().removeprefix("https://").removeprefix("http://").rstrip("/")
