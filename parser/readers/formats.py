"""Which format a source has, told by its content, and the reader for it. A file's name is never asked."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from importlib import import_module
from itertools import islice
from typing import BinaryIO

from parser.clean import clean
from parser.paper import PaperKey, Problem, Record
from parser.text import lines_of


class Format(StrEnum):
    """What a source is written in; the values are what messages call it."""

    LISTING = "listing"
    BIBTEX = "BibTeX"
    RIS = "RIS"
    JSON = "JSON"
    CSV = "CSV"
    FEED = "Atom or RSS"
    MAIL = "arXiv mail"


Lines = Iterator[str | Problem]
Reader = Callable[[Lines], Iterator[Record | Problem]]

_HEAD = 1 << 17
_HEAD_LINES = 400

_READERS = {  # loaded when they are needed: a listing needs none
    Format.BIBTEX: "bibtex",
    Format.RIS: "ris",
    Format.JSON: "jsons",
    Format.CSV: "table",
    Format.FEED: "feed",
    Format.MAIL: "mail",
}

_FEED = re.compile(r"<(?:feed|rss|rdf:RDF)[\s>]")
_JSON = re.compile(r"\[\s*[{\]]|\{\s*[\"}]")
_BIBTEX = re.compile(r"^[ \t]*@[A-Za-z]+[ \t]*[{(][^\n,=]*[,=]", re.MULTILINE)
_RIS = re.compile(r"^TY {1,2}- ?[A-Z]{3,8}[ \t]*\n(?:[A-Z][A-Z0-9] {1,2}-|[ \t]*\n)", re.MULTILINE)
_MAIL = re.compile(r"^arXiv:(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", re.MULTILINE)
_MAIL_FIELDS = re.compile(r"^Title: .*?^Authors?: ", re.MULTILINE | re.DOTALL)


def format_of(stream: BinaryIO) -> Format:
    """The format of a source that can be read again; the stream is left at its start.

    Raises `NotTextError` where it is no text at all.
    """
    stream.seek(0)
    start = io.BytesIO(stream.read(_HEAD))
    stream.seek(0)
    lines = (line for line in lines_of(start, raw=True) if isinstance(line, str))
    head = "\n".join(islice(lines, _HEAD_LINES)).lstrip("\ufeff \t\n")
    if head.startswith("<"):
        return Format.FEED if _FEED.search(head, 0, 4_000) else Format.LISTING
    if _JSON.match(head):
        return Format.JSON
    if _MAIL.search(head) and _MAIL_FIELDS.search(head):
        return Format.MAIL
    if _RIS.search(head):
        return Format.RIS
    if _is_table(head.partition("\n")[0]):
        return Format.CSV
    return Format.BIBTEX if _BIBTEX.search(head) else Format.LISTING


def read(stream: BinaryIO, format: Format) -> Iterator[Record | Problem]:
    """Records and problems in the order of the source; a paper that stands twice is given once.

    For every format but the listing, which needs two passes (`parser.survey`, `parser.read`).
    """
    stream.seek(0)
    reader: Reader = import_module(f"parser.readers.{_READERS[format]}").read
    seen: dict[PaperKey, int] = {}
    for item in reader(lines_of(stream, raw=True)):
        if isinstance(item, Record):
            first = seen.setdefault(item.paper.key, item.line)
            if first != item.line:
                yield Problem(
                    item.line,
                    f"the same paper as in line {first}: {item.paper.title}",
                    "the first copy was kept; nothing needs to be done",
                )
                continue
        yield item
    if not seen:
        yield Problem(0, "no paper found", f"this was read as {format}")


def _is_table(header: str) -> bool:
    """Whether a line is the header of a table of papers."""
    from parser.readers.table import known_columns

    return len(known_columns(clean(header.replace("\t", ",")).casefold())) >= 2
