"""BibTeX and BibLaTeX, a batch of entries at a time, so that a library of any size streams through.

bibtexparser splits entries into fields and goes on after a broken one; strings, names, dates are read here.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

from parser.paper import Problem, Record
from parser.readers.fields import MONTHS, Fields, arxiv_id_in, month_and_day, record, split_names, spoken
from parser.readers.latex import from_latex

_BATCH = 200
"""Entries that are handed over at once."""

_START = re.compile(r"\s*@[A-Za-z]+\s*[{(]")
_ARXIV_JOURNAL = re.compile(r"arxiv|\bcorr\b", re.IGNORECASE)
_PIECE = re.compile(r'\s*(?:(?P<braced>\{)|(?P<quoted>")|(?P<bare>[^\s#{}"]+))')
_DAY = re.compile(r"\D*(\d{1,2})(?!\d)")
_STATES = {"skimmed": "reading"}  # JabRef's word


def read(lines: Iterator[str | Problem]) -> Iterator[Record | Problem]:
    strings: dict[str, str] = dict(MONTHS)
    batch: list[str] = []
    start, number, entries = 1, 0, 0
    for line in lines:
        if isinstance(line, Problem):
            yield line
            continue
        number += 1
        if _START.match(line):
            entries += 1
            if entries > _BATCH:
                yield from _entries("\n".join(batch), start, strings)
                batch, start, entries = [], number, 1
        batch.append(line)
    yield from _entries("\n".join(batch), start, strings)


def _entries(text: str, start: int, strings: dict[str, str]) -> Iterator[Record | Problem]:
    """The records of a batch that begins in line `start`; @string definitions are added to `strings`."""
    from bibtexparser.entrypoint import parse_string  # 120 ms, and most sources are listings

    # It would print every broken entry on standard error; they are reported as problems.
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    found = parse_string(text, parse_stack=[])
    strings.update({s.key.lower(): _value(str(s.value), strings) for s in found.strings})
    for block in found.blocks:
        line = start + int(block.start_line or 0)
        # An entry with a field or a citation key that stands twice is whole all the same.
        entry: Any = getattr(block, "ignore_error_block", None) or block
        if hasattr(entry, "fields_dict"):
            values = {f.key.lower(): _value(str(f.value), strings) for f in reversed(entry.fields)}
            yield record(_fields(entry.entry_type.lower(), str(entry.key), values), line)
        elif (error := getattr(block, "error", None)) is not None:
            yield Problem(line, f"a broken entry: {_reason(error)}", "it was left out; check its braces")


def _reason(error: Any) -> str:
    text = " ".join(str(getattr(error, "abort_reason", error)).replace("`", "").split())
    return text[:120].rstrip(".")


def _fields(kind: str, key: str, values: Mapping[str, str]) -> Fields:
    def first(*names: str) -> str:
        return next((from_latex(values[name]) for name in names if values.get(name, "").strip()), "")

    def raw(*names: str) -> str:
        return next((values[name].strip("{} ") for name in names if values.get(name, "").strip()), "")

    venue = first("journal", "journaltitle", "booktitle", "howpublished")
    arxiv_id = _arxiv_id(values, venue)
    if "http" in venue or "\\url" in venue or (arxiv_id and _ARXIV_JOURNAL.search(venue)):
        venue = ""
    subtitle = first("subtitle")
    return Fields(
        title=first("title", "booktitle") + (f": {subtitle}" if subtitle else ""),
        authors=tuple(_names(values.get("author") or values.get("editor") or "")),
        category=raw("category", "primaryclass", "eprintclass"),
        date=_date(values),
        has_code=raw("code") == "yes",
        affiliations=tuple(part.strip() for part in first("affiliation").split(";")),
        abstract=from_latex(values.get("abstract", ""), braces=True),
        links=tuple(raw("links").split()),
        arxiv_id=arxiv_id,
        doi=raw("doi"),
        url=raw("url"),
        venue=venue,
        keywords=split_names(first("keywords")),
        citation_key=key,
        starred=raw("relevance") == "relevant",
        state=_STATES.get(raw("readstatus"), raw("readstatus")),
        # `keywords` are the publisher's and the person's mixed; these are hers alone
        tags=split_names(first("tags", "mendeley-tags")),
        note=first("annote", "annotation", "comment"),
    )


def _arxiv_id(values: Mapping[str, str], venue: str) -> str:
    """From `eprint`, or from how Google Scholar (in the journal) and DBLP (in the volume) write it."""
    scheme = (values.get("archiveprefix") or values.get("eprinttype") or "arxiv").strip("{} ").casefold()
    if scheme == "arxiv" and (found := arxiv_id_in(values.get("eprint", ""))):
        return found
    if _ARXIV_JOURNAL.search(venue):
        return arxiv_id_in(venue) or arxiv_id_in(values.get("volume", "")) or ""
    return ""


def _date(values: Mapping[str, str]) -> str:
    """`date`, or as much of year, month and day as there is."""
    if date := values.get("date", "").strip("{} "):
        return date
    year = values.get("year", "").strip("{} ")
    month, day = month_and_day(values.get("month", ""))
    if not month:
        return year
    day = day or next(iter(_DAY.findall(values.get("day", ""))), "")
    return f"{year}-{month}" + (f"-{day}" if day else "")


def _names(text: str) -> Iterator[str]:
    """The names of an author field in speaking order; what stands in braces is one name as it is."""
    for name in _divided(" ".join(text.split())):
        whole = name.startswith("{") and _closing(name, 0) == len(name) - 1
        yield from_latex(name) if whole else from_latex(spoken(name))


def _divided(text: str) -> Iterator[str]:
    """The text divided at every `and` that stands in no braces."""
    depth, start = 0, 0
    for at, c in enumerate(text):
        depth += (c == "{") - (c == "}")
        if c == " " and depth == 0 and text[at : at + 5].lower() == " and " and at >= start:
            yield text[start:at].strip()
            start = at + 5
    yield text[start:].strip()


def _value(text: str, strings: Mapping[str, str]) -> str:
    """A value without its delimiters: braced, quoted, a number, a string's name, joined by `#`."""
    parts, at = [], 0
    while found := _PIECE.match(text, at):
        if found["bare"]:
            parts.append(strings.get(found["bare"].lower(), found["bare"]))
            at = found.end()
        else:
            end = _closing(text, found.end() - 1) if found["braced"] else _quote(text, found.end())
            parts.append(text[found.end() : end])
            at = end + 1
        hash_at = len(text) - len(text[at:].lstrip())
        if text[hash_at : hash_at + 1] != "#":
            break
        at = hash_at + 1
    return "".join(parts) if parts else text


def _closing(text: str, start: int) -> int:
    """Where the brace that opens at `start` is closed; the end of the text where it is not."""
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] == "{") - (text[at] == "}")
        if depth == 0:
            return at
    return len(text)


def _quote(text: str, start: int) -> int:
    """Where the quoted text that begins at `start` ends; a quote in braces is part of it."""
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] == "{") - (text[at] == "}")
        if text[at] == '"' and depth == 0:
            return at
    return len(text)
