"""Atom (as arXiv's API answers) and RSS, 2.0 and 1.0 (arXiv's daily feeds and others').

Source: info.arxiv.org/help/api/user-manual, info.arxiv.org/help/rss_specifications, RFC 4287.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

from parser.links import links_in
from parser.paper import Problem, Record
from parser.readers.fields import Fields, arxiv_id_in, record

_HTML = re.compile(r"<[^<>]{0,500}>")
_ANNOUNCED = re.compile(r"^\s*arXiv:\S+\s+Announce Type:.*?\bAbstract:\s*", re.DOTALL)
_VERSION_IN_TITLE = re.compile(r"\s*\(arXiv:\S+(?:\s+\[[^\]]+\])?[^()]*\)\s*$")
_AUTHORS = re.compile(r",\s*|\s+and\s+")

Values = dict[str, list[str]]


class EntityError(Exception):
    """The document defines entities of its own: no feed does, and bombs are made of them."""


def read(lines: Iterator[str | Problem]) -> Iterator[Record | Problem]:
    from xml.parsers import expat

    entries = _Entries()
    # The lines are decoded already, whatever the declaration says.
    xml = expat.ParserCreate("utf-8", " ")
    xml.StartElementHandler = entries.start
    xml.EndElementHandler = entries.end
    xml.CharacterDataHandler = entries.text
    xml.EntityDeclHandler = _refuse
    number = 0
    try:
        for line in lines:
            if isinstance(line, Problem):
                yield line
                continue
            number += 1
            entries.line = number
            xml.Parse(
                f"{line.lstrip(chr(0xFEFF)) if number == 1 else line}\n".encode(errors="replace"), False
            )
            for start, values in entries.taken():
                yield _read(values, start)
        xml.Parse(b"", True)
    except EntityError:
        yield Problem(number, "the feed defines entities of its own", "it was read up to here")
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code) or "not well-formed"
        yield Problem(error.lineno, f"the feed is broken: {what}", "was it cut? What came before was kept")


def _refuse(*_: Any) -> None:
    raise EntityError


class _Entries:
    """Collects the texts and addresses of each entry while the parser calls."""

    def __init__(self) -> None:
        self.line = 0
        self._done: list[tuple[int, Values]] = []
        self._values: Values | None = None
        self._start = 0
        self._path: list[str] = []
        self._text: list[str] = []

    def taken(self) -> list[tuple[int, Values]]:
        done, self._done = self._done, []
        return done

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2].lower()
        if local in ("entry", "item"):
            self._values, self._start, self._path = {}, self.line, []
            return
        self._path.append(local)
        self._text = []
        if self._values is None:
            return
        if local == "link" and (href := attributes.get("href")):
            kind = attributes.get("title") or attributes.get("rel") or "alternate"
            self._add(f"link {kind}", href)
        elif local.endswith("category") and (term := attributes.get("term")):
            self._add(local, term)

    def text(self, text: str) -> None:
        self._text.append(text)

    def end(self, name: str) -> None:
        local = name.rpartition(" ")[2].lower()
        if local in ("entry", "item") and self._values is not None:
            self._done.append((self._start, self._values))
            self._values = None
            return
        if self._path:
            self._path.pop()
        text = "".join(self._text).strip()
        self._text = []
        if self._values is not None and text:
            self._add(f"author {local}" if "author" in self._path else local, text)

    def _add(self, name: str, value: str) -> None:
        assert self._values is not None
        self._values.setdefault(name, []).append(value)


def _read(values: Values, line: int) -> Record | Problem:
    def first(*names: str) -> str:
        return next((values[name][0] for name in names if name in values), "")

    identifier = first("id", "link alternate", "link", "guid")
    if "api/errors" in identifier:
        return Problem(line, f"arXiv answered: {first('summary')}", "check the query")
    summary = _ANNOUNCED.sub("", _HTML.sub("", first("summary", "description", "encoded", "content")))
    page = first("link alternate", "link")
    comment = first("comment")
    return record(
        Fields(
            title=_VERSION_IN_TITLE.sub("", first("title")),
            authors=_authors(values),
            category=first("primary_category", "category"),
            date=_date(first("published", "date", "pubdate", "updated")),
            affiliations=tuple(values.get("author affiliation", ())),
            abstract=summary,
            links=links_in(comment),
            arxiv_id=_arxiv_id(identifier, page),
            doi=first("doi"),
            url=page,
            venue=first("journal_ref"),
        ),
        line,
    )


def _authors(values: Values) -> tuple[str, ...]:
    """Atom has an element per author; RSS has all of them in one, divided by commas."""
    if names := values.get("author name"):
        return tuple(names)
    creators = values.get("creator") or values.get("author") or ()
    texts = [_HTML.sub("", creator) for creator in creators]
    return tuple(name.strip() for text in texts for name in _AUTHORS.split(text) if name.strip())


def _arxiv_id(*places: str) -> str:
    found = (arxiv_id_in(place) for place in places if "arxiv.org" in place)
    return next(filter(None, found), None) or ""


def _date(text: str) -> str:
    """ISO 8601 as it is; an RFC 822 date of RSS as ISO 8601."""
    if text[:4].isdecimal():
        return text[:10]
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except ValueError:
        return ""
