"""Which field of whose JSON is what: one function per service, from its object to our fields.

Sources: CSL 1.0.2 schema; api.semanticscholar.org (Graph v1); docs.openalex.org (Work); docs.openreview.net
(API 1 and 2 notes); huggingface.co/papers (daily_papers); arXiv's metadata snapshot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from parser.readers.fields import Fields, split_names

Json = Mapping[str, Any]


def fields_of(item: Any) -> Fields | None:
    """The fields of one paper, whoever wrote it; None where the object is none that we know."""
    if not isinstance(item, dict):
        return None
    for known, read in _MAPS:
        if known(item):
            return read(item)
    return None


def _paperdeck(item: Json) -> Fields:
    return Fields(
        title=_text(item, "title"),
        authors=_texts(item.get("authors")),
        et_al=item.get("et_al") is True,
        category=_text(item, "category"),
        date=_text(item, "date"),
        date_text=_text(item, "date_text"),
        has_code=item.get("has_code") is True,
        affiliations=_texts(item.get("affiliations")),
        abstract=_text(item, "abstract"),
        links=_texts(item.get("links")),
        arxiv_id=_text(item, "arxiv_id"),
        doi=_text(item, "doi"),
        url=_text(item, "url"),
        venue=_text(item, "venue"),
        keywords=_texts(item.get("keywords")),
        citation_key=_text(item, "citation_key"),
        starred=item.get("starred") is True,
        state=_text(item, "state"),
        tags=_texts(item.get("tags")),
        note=_text(item, "note"),
    )


def _csl(item: Json) -> Fields:
    custom = _object(item.get("custom"))
    number = _text(item, "number")
    return Fields(
        title=_text(item, "title"),
        authors=tuple(_csl_name(name) for name in _objects(item.get("author"))),
        category=_text(custom, "category"),
        date=_csl_date(_object(item.get("issued"))),
        has_code=custom.get("has_code") is True,
        affiliations=_texts(custom.get("affiliations")),
        abstract=_text(item, "abstract"),
        links=_texts(custom.get("links")),
        arxiv_id=number if number.lower().startswith("arxiv:") else "",
        doi=_text(item, "DOI"),
        url=_text(item, "URL"),
        venue=_text(item, "container-title"),
        citation_key=_text(item, "citation-key") or _text(item, "id"),
        starred=custom.get("starred") is True,
        state=_text(custom, "state"),
        keywords=split_names(_text(item, "keyword")),
        tags=_texts(custom.get("tags")),
        note=_text(item, "note"),
    )


def _csl_name(name: Json) -> str:
    if literal := _text(name, "literal"):
        return literal
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return " ".join(part for key in parts if (part := _text(name, key)))


def _csl_date(issued: Json) -> str:
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return "-".join(str(part) for part in parts[0][:3] if part)
    return _text(issued, "raw") or _text(issued, "literal")


def _semantic_scholar(item: Json) -> Fields:
    ids, journal = _object(item.get("externalIds")), _object(item.get("journal"))
    pdf = _object(item.get("openAccessPdf"))
    url = _text(item, "url")
    return Fields(
        title=_text(item, "title"),
        authors=_names(item.get("authors")),
        date=_text(item, "publicationDate") or _text(item, "year"),
        abstract=_text(item, "abstract"),
        links=(_text(pdf, "url"),),
        arxiv_id=_text(ids, "ArXiv"),
        doi=_text(ids, "DOI"),
        url=url,
        venue=_text(item, "venue") or _text(journal, "name"),
    )


def _openalex(item: Json) -> Fields:
    authorships = _objects(item.get("authorships"))
    location = _object(item.get("primary_location"))
    institutions = [
        _text(place, "display_name") for one in authorships for place in _objects(one.get("institutions"))
    ]
    source = _text(_object(location.get("source")), "display_name")
    page = _text(location, "landing_page_url")
    is_arxiv = "arxiv" in source.casefold()
    return Fields(
        title=_text(item, "title") or _text(item, "display_name"),
        authors=tuple(
            _text(_object(one.get("author")), "display_name") or _text(one, "raw_author_name")
            for one in authorships
        ),
        date=_text(item, "publication_date") or _text(item, "publication_year"),
        affiliations=tuple(institutions),
        abstract=_uninverted(_object(item.get("abstract_inverted_index"))),
        arxiv_id=page if "arxiv.org" in page else "",
        doi=_text(item, "doi"),
        url=page,
        venue="" if is_arxiv else source,
        keywords=tuple(_text(one, "display_name") for one in _objects(item.get("keywords"))),
    )


def _uninverted(index: Json) -> str:
    """An abstract from OpenAlex's index of it: every word with its places."""
    places = {
        place: word
        for word, found in index.items()
        if isinstance(found, list)
        for place in found
        if isinstance(place, int)
    }
    return " ".join(places[place] for place in sorted(places))


def _openreview(item: Json) -> Fields:
    content = {
        name: value["value"] if isinstance(value, dict) and "value" in value else value
        for name, value in _object(item.get("content")).items()
    }
    forum = _text(item, "forum") or _text(item, "id")
    venue = _text(content, "venue")
    return Fields(
        title=_text(content, "title"),
        authors=_texts(content.get("authors")),
        date=_milliseconds(item.get("pdate") or item.get("odate") or item.get("cdate")),
        abstract=_text(content, "abstract"),
        links=tuple(
            link for name in ("code", "software", "url") if (link := _text(content, name)).startswith("http")
        ),
        url=f"https://openreview.net/forum?id={forum}" if forum else "",
        venue="" if "submitted" in venue.casefold() else venue,
        keywords=_texts(content.get("keywords")),
    )


def _milliseconds(value: Any) -> str:
    """A time of OpenReview (milliseconds since 1970, UTC) as a day; "" where it is none."""
    import datetime as dt

    if not isinstance(value, int | float) or not 0 < value < 10**13:
        return ""
    return dt.datetime.fromtimestamp(value / 1000, dt.UTC).date().isoformat()


def _hugging_face(item: Json) -> Fields:
    paper = _object(item.get("paper")) or item
    identifier = _text(paper, "id")
    repository = _text(paper, "githubRepo")
    return Fields(
        title=_text(paper, "title") or _text(item, "title"),
        authors=_names(paper.get("authors")),
        date=_text(paper, "publishedAt")[:10],
        has_code=True if repository else None,
        abstract=_text(paper, "summary") or _text(item, "summary"),
        links=(repository, _text(paper, "projectPage")),
        arxiv_id=identifier,
        keywords=_texts(paper.get("ai_keywords")),
    )


def _arxiv_snapshot(item: Json) -> Fields:
    names = [part for part in item["authors_parsed"] if isinstance(part, list) and part]
    versions = _objects(item.get("versions"))
    created = _text(versions[0], "created") if versions else ""
    return Fields(
        title=_text(item, "title"),
        authors=tuple(" ".join(str(p) for p in (*name[1:2], name[0], *name[2:3]) if p) for name in names),
        category=(_text(item, "categories").split() or [""])[0],
        date=_rfc_date(created) or _text(item, "update_date"),
        abstract=_text(item, "abstract"),
        arxiv_id=_text(item, "id"),
        doi=_text(item, "doi"),
        venue=_text(item, "journal-ref"),
    )


def _rfc_date(text: str) -> str:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text).date().isoformat()
    except ValueError:
        return ""


def _plain(item: Json) -> Fields:
    """Somebody's own objects: whatever they call the obvious."""

    def first(*names: str) -> str:
        return next((text for name in names if (text := _text(item, name))), "")

    authors = item.get("authors", item.get("author"))
    return Fields(
        title=first("title", "name"),
        authors=split_names(authors) if isinstance(authors, str) else _names(authors) or _texts(authors),
        category=first("category", "primary_category"),
        date=first("date", "published", "publication_date", "year"),
        abstract=first("abstract", "summary"),
        links=_texts(item.get("links")),
        arxiv_id=first("arxiv_id", "arxiv"),
        doi=first("doi", "DOI"),
        url=first("url", "link"),
        venue=first("venue", "journal", "conference"),
        keywords=_texts(item.get("keywords")),
        tags=_texts(item.get("tags")),
        note=first("note", "notes"),
    )


def _text(item: Json, name: str) -> str:
    """A text or a number of an object as text; "" for everything else."""
    value = item.get(name)
    if isinstance(value, list) and value:  # Crossref has titles in arrays
        value = value[0]
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(text for text in value if isinstance(text, str)) if isinstance(value, list) else ()


def _names(value: Any) -> tuple[str, ...]:
    return tuple(name for one in _objects(value) if (name := _text(one, "name") or _csl_name(one)))


def _object(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def _objects(value: Any) -> list[Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _has(*names: str) -> Callable[[Json], bool]:
    return lambda item: all(name in item for name in names)


def _is_csl(item: Json) -> bool:
    authors: Iterable[Json] = _objects(item.get("author"))
    named = any("family" in author or "literal" in author for author in authors)
    return named or ("type" in item and "title" in item and ("issued" in item or "container-title" in item))


_MAPS: tuple[tuple[Callable[[Json], bool], Callable[[Json], Fields]], ...] = (
    (_has("authors_parsed", "title"), _arxiv_snapshot),
    (_has("key", "title", "has_code", "et_al"), _paperdeck),
    (_has("authorships"), _openalex),
    (_has("paperId"), _semantic_scholar),
    (_has("content", "id"), _openreview),
    (lambda item: "title" in _object(item.get("paper")), _hugging_face),
    (_has("summary", "publishedAt"), _hugging_face),
    (_is_csl, _csl),
    (_has("title"), _plain),
)
"""In this order: what is told by a name that only one service uses comes first."""
