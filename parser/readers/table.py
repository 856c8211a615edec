"""CSV and its kin (semicolons, tabs): the first line names the columns, in paperdeck's words or others'."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from parser.paper import Problem, Record
from parser.readers.fields import Fields, record, split_names, spoken

_COLUMNS = {
    # as paperdeck, Zotero, Scopus, Web of Science, Google Scholar exports and people name them
    "title": "title, document title, article title, paper title, paper, name",
    "authors": "authors, author, author full names, creators, author(s)",
    "et_al": "et_al",
    "category": "category, primary category, primary_category, subject, field",
    "date": "date, publication date, published, year, publication year, publication_year, update_date",
    "code": "code, has_code",
    "affiliations": "affiliations, affiliation, institutions",
    "venue": "venue, journal, publication title, source title, journal title, conference, booktitle",
    "doi": "doi, digital object identifier",
    "arxiv_id": "arxiv_id, arxiv, arxiv id, eprint",
    "url": "url, link, article url, pdf link",
    "links": "links",
    "abstract": "abstract, abstract note, summary",
    "starred": "starred",
    "state": "state, status",
    "keywords": "keywords, author keywords, automatic tags, keywords plus",
    "tags": "tags, manual tags, labels",
    "note": "note, notes",
    "citation_key": "citation_key, citation key, key, id",
}
_NAMES = {name: column for column, names in _COLUMNS.items() for name in names.split(", ")}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_YES = frozenset(("yes", "true", "1", "x", "code"))
_CELL = 1 << 24
_PAPERDECK_KEY = re.compile(r"[0-9a-f]{12}")


def known_columns(header: str) -> dict[str, int]:
    """The columns of a header line that are known, and where they stand; {} where there is no title."""
    found: dict[str, int] = {}
    for place, name in enumerate(re.split(r"[,;\t]", header)):
        column = _NAMES.get(name.strip(" \"'\ufeff\r\n").casefold())
        if column:
            found.setdefault(column, place)
    return found if "title" in found else {}


def read(lines: Iterator[str | Problem]) -> Iterator[Record | Problem]:
    problems: list[Problem] = []
    csv.field_size_limit(_CELL)
    source = _Source(lines, problems)
    header = next(source, "")
    delimiter = max(",;\t", key=header.count)
    columns = known_columns(header)
    rows = csv.reader(source, delimiter=delimiter)
    while True:
        start = source.number + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Problem(start, f"this row cannot be read: {error}", "check its quotes")
            continue
        yield from problems
        problems.clear()
        if row is None:
            return
        if any(row):
            yield record(_fields(row, columns), start)


class _Source(Iterator[str]):
    """Lines for the csv module, which wants them with their ends, counted; problems are put aside."""

    def __init__(self, lines: Iterator[str | Problem], problems: list[Problem]) -> None:
        self.number = 0
        self._lines = lines
        self._problems = problems

    def __next__(self) -> str:
        for line in self._lines:
            if isinstance(line, Problem):
                self._problems.append(line)
                continue
            self.number += 1
            return line.replace("\0", "") + "\n"
        raise StopIteration


def _fields(row: list[str], columns: dict[str, int]) -> Fields:
    def cell(column: str) -> str:
        place = columns.get(column, len(row))
        return _unguarded(row[place]) if place < len(row) else ""

    key = cell("citation_key")
    return Fields(
        title=cell("title"),
        authors=_authors(cell("authors")),
        et_al=cell("et_al") in _YES,
        category=cell("category"),
        date=cell("date"),
        has_code=cell("code").casefold() in _YES if "code" in columns else None,
        affiliations=split_names(cell("affiliations")),
        venue=cell("venue"),
        doi=cell("doi"),
        arxiv_id=cell("arxiv_id"),
        url=cell("url"),
        links=tuple(cell("links").split()),
        abstract=cell("abstract"),
        starred=cell("starred").casefold() in _YES,
        state=cell("state"),
        keywords=split_names(cell("keywords")),
        tags=split_names(cell("tags")),
        note=cell("note"),
        citation_key="" if _PAPERDECK_KEY.fullmatch(key) else key,
    )


def _authors(text: str) -> tuple[str, ...]:
    """`Ada Byron; Kurt Weil`, `Byron, Ada; Weil, Kurt` or `Ada Byron, Kurt Weil`."""
    if ";" in text:
        return tuple(spoken(name) for name in split_names(text))
    parts = split_names(text)
    # "Byron, Ada" is one author in last-first order; two full names are two authors
    if len(parts) == 2 and all(" " not in part for part in parts):
        return (spoken(text),)
    return parts


def _unguarded(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from computing it (`library.formats.table.guarded`)."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell
