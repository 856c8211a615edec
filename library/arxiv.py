"""Papers from arXiv's API by name: `arxiv:2408.06292`, `arxiv:cat:cs.MA since:2026-01`.

Polite as arXiv asks (info.arxiv.org/help/api/tou): one connection, a request every three seconds, answers
kept for a day. The answers are Atom, which `parser.readers.feed` reads; nothing is interpreted here.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from library.errors import SourceError
from library.paths import make_private
from parser import clean
from parser.readers.fields import arxiv_id_in, date_in
from search.engine import Progress

if TYPE_CHECKING:
    import urllib3

PREFIX = "arxiv:"
API = "https://export.arxiv.org/api/query"
API_VARIABLE = "PAPERDECK_ARXIV_API"
"""Environment variable that names another server with the same API: a mirror, or a test."""
MOST = 2_000
"""Papers of one query; more is a job for arXiv's bulk data."""

_PAGE = 200
_KEPT = 24 * 3600
"""Seconds; arXiv announces once a day."""
_BODY = 32 << 20
_EMPTY_TRIES = 3
"""The API gives an empty page now and then; asked again, it has papers."""

_ENTRY = re.compile(r"<entry\b.*?</entry>", re.DOTALL)
_TOTAL = re.compile(r"<(?:\w+:)?totalResults[^>]*>\s*(\d+)\s*<")
_TERM = re.compile(r'(-?)(?:(\w+):)?("[^"]*"|\S+)')
_FIELDS = {
    **{name: name for name in ("cat", "au", "ti", "abs", "all")},
    **{"author": "au", "title": "ti", "abstract": "abs", "comment": "co", "journal": "jr"},
}
_HEAD = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"'
    ' xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">\n'
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to ask arXiv for."""

    name: str
    """What the listing is called."""
    parameters: tuple[tuple[str, str], ...]


def wanted(text: str) -> Wanted:
    """What `arxiv:...` asks for; SourceError where it is neither identifiers nor a query."""
    text = clean(text).removeprefix(PREFIX).strip()
    parts = [part for part in re.split(r"[,\s]+", text) if part]
    identifiers = [arxiv_id_in(part) for part in parts]
    if parts and all(identifiers):
        return Wanted("arxiv", (("id_list", ",".join(filter(None, identifiers))),))
    query = _query(text)
    ordered = (("search_query", query), ("sortBy", "submittedDate"), ("sortOrder", "descending"))
    return Wanted(f"arxiv {text}", ordered)


def _query(text: str) -> str:
    """A query in the words of the API; `since:` and `until:` are days of submission."""
    asked: list[str] = []
    refused: list[str] = []
    since = until = ""
    for minus, field, value in _TERM.findall(text):
        if field in ("since", "until"):
            day, known = date_in(value)
            if day is None:
                raise SourceError(f"{value} is no date", hint="since:2026-01, until:2026-06-30")
            if field == "since":
                since = day.strftime("%Y%m%d0000")
            else:
                until = _end(day, known).strftime("%Y%m%d2359")
            continue
        if field and field not in _FIELDS:
            raise SourceError(
                f"arXiv has no field {field}", hint=f"it has {', '.join(_FIELDS)}, since, until"
            )
        (refused if minus else asked).append(f"{_FIELDS[field or 'all']}:{value}")
    if not asked:
        raise SourceError(
            f"{PREFIX}{text} asks for nothing",
            hint="name papers or a category: arxiv:cat:cs.MA since:2026-01",
        )
    if since or until:
        asked.append(f"submittedDate:[{since or '199101010000'} TO {until or '299912312359'}]")
    return " ".join([" AND ".join(asked), *(f"ANDNOT {term}" for term in refused)])


def _end(day: dt.date, known: str) -> dt.date:
    """The last day of the year, month or day that a date names."""
    if len(known) == 4:
        return dt.date(day.year, 12, 31)
    if len(known) == 7:
        return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return day


class Client:
    """Asks the API page by page. `pause` and `backoff` are seconds; a test server needs neither."""

    def __init__(self, folder: Path, *, api: str = "", pause: float = 3.0, backoff: float = 2.0) -> None:
        self._folder = folder
        self._api = api or os.environ.get(API_VARIABLE) or API
        own_server = self._api != API
        self._pause = 0.0 if own_server else pause
        self._backoff = 0.0 if own_server else backoff

    def fetch(self, wanted: Wanted, progress: Progress | None) -> io.BytesIO:
        """All papers as one Atom feed; SourceError says why there are none and what to do."""
        entries: list[str] = []
        for page, total in self._pages(wanted):
            entries += page
            if progress is not None and not progress(len(entries), max(total, len(entries))):
                break
        if not entries:
            raise SourceError("arXiv has no such paper", hint="check the identifier or the query")
        return io.BytesIO((_HEAD + "\n".join(entries) + "\n</feed>\n").encode())

    def _pages(self, wanted: Wanted) -> Iterator[tuple[list[str], int]]:
        """The entries of each page, and how many there are in all."""
        start, total, tries = 0, 1, 0
        while start < min(total, MOST):
            window = (("start", str(start)), ("max_results", str(min(_PAGE, MOST - start))))
            address = f"{self._api}?{urlencode((*wanted.parameters, *window))}"
            text = self._answer(address, fresh=tries > 0)
            found = _TOTAL.search(text)
            if found is None:
                raise SourceError("what arXiv sent is no answer of its API", hint="try again in a minute")
            total, page = int(found[1]), _ENTRY.findall(text)
            if not page and start < total:
                tries += 1
                if tries >= _EMPTY_TRIES:
                    raise SourceError("arXiv sent an empty page", hint="try again in a minute")
                continue
            tries = 0
            yield page, min(total, MOST)
            start += max(len(page), 1)

    def _answer(self, address: str, *, fresh: bool) -> str:
        """An answer from the folder, if it is of today and no fresh one is wanted; else from the server."""
        make_private(self._folder)
        kept = self._folder / f"{hashlib.sha256(address.encode()).hexdigest()[:32]}.atom"
        if not fresh and kept.is_file() and time.time() - kept.stat().st_mtime < _KEPT:
            text = kept.read_text(encoding="utf-8", errors="replace")
            if _is_whole(text):
                return text
        self._wait()
        body = self._asked(address)
        self._forget_old()
        part = kept.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(body)
        part.replace(kept)
        return body.decode(errors="replace")

    def _wait(self) -> None:
        """Three seconds between requests, also between those of two paperdecks."""
        stamp = self._folder / "last-request"
        since = time.time() - stamp.stat().st_mtime if stamp.exists() else self._pause
        if 0 <= since < self._pause:
            time.sleep(self._pause - since)
        stamp.touch()

    def _asked(self, address: str) -> bytes:
        import urllib3  # 30 ms, and most sources are files

        with self._pool() as pool:
            try:
                # We ask for nothing compressed; what comes so all the same is not blown up in memory.
                response = pool.request("GET", address, preload_content=True, decode_content=False)
            except urllib3.exceptions.HTTPError as error:
                raise _explained(error, self._api) from error
        if response.status != 200:
            raise SourceError(f"arXiv answered {response.status}", hint="check the query, or try again later")
        if len(response.data) > _BODY:
            raise SourceError("arXiv sent more than 32 MB for one page", hint="ask for fewer papers")
        return bytes(response.data)

    def _pool(self) -> urllib3.PoolManager:
        import urllib3

        codes = (429, 500, 502, 503, 504)
        retry = urllib3.Retry(
            4, backoff_factor=self._backoff, status_forcelist=codes, redirect=3, allowed_methods=("GET",)
        )
        return urllib3.PoolManager(
            retries=retry,
            timeout=urllib3.Timeout(connect=10, read=30),
            headers={"User-Agent": "paperdeck (reading desk; one request every three seconds)"},
        )

    def _forget_old(self) -> None:
        for path in self._folder.glob("*.atom"):
            if time.time() - path.stat().st_mtime > _KEPT:
                path.unlink(missing_ok=True)


def _is_whole(text: str) -> bool:
    """Whether a kept answer is one, and was not cut by a full disk."""
    return bool(_TOTAL.search(text)) and text.rstrip().endswith("</feed>")


def _explained(error: Exception, api: str) -> SourceError:
    """What went wrong on the way, for a person."""
    cause = getattr(error, "reason", None) or error
    text = str(cause)
    if "too many" in text and "error responses" in text:
        return SourceError(f"arXiv is not well: {clean(text)}", hint="try again in a few minutes")
    if "timed out" in text:
        return SourceError("arXiv did not answer in time", hint="try again in a few minutes")
    if "IncompleteRead" in text or "Connection broken" in text or "closed connection" in text:
        return SourceError("the connection to arXiv broke off", hint="try again in a moment")
    return SourceError(
        f"cannot reach {clean(api)}", hint="is there a network? files and `-` work without one"
    )
