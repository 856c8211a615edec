"""RIS: records of `TAG  - value` lines, from `TY` to `ER`.

Read by hand, in one pass and with line numbers; the libraries for it want the whole file in memory and stop
at the first odd line. Source: the RIS specification (2011) and what Zotero, EndNote and Scopus write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parser.links import links_in
from parser.paper import Problem, Record
from parser.readers.fields import Fields, bare, record, spoken

_TAG = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*))?$")
_DATE_PARTS = re.compile(r"(\d{4})(?:/(\d{0,2}))?(?:/(\d{0,2}))?")

Tags = dict[str, list[str]]


def read(lines: Iterator[str | Problem]) -> Iterator[Record | Problem]:
    tags: Tags | None = None
    last = ""
    start = number = 0
    for line in lines:
        if isinstance(line, Problem):
            yield line
            continue
        number += 1
        found = _TAG.match(line.strip("\ufeff").rstrip())
        if found is None:
            if tags is not None and last and line.strip():
                tags[last][-1] += f"\n{line.strip()}"  # a long value goes on in the next line
            elif line.strip() and tags is None:
                yield Problem(number, f"text between the records: {line.strip()[:60]}", "left out")
            continue
        tag, value = found[1], (found[2] or "")
        if tag == "TY":
            if tags is not None:
                yield Problem(number, f"the record of line {start} has no end (ER)", "it was read up to here")
                yield record(_fields(tags), start)
            tags, start = {}, number
        elif tags is None:
            yield Problem(number, f"{tag} stands outside a record", "a record begins with TY")
        elif tag == "ER":
            yield record(_fields(tags), start)
            tags = None
        else:
            tags.setdefault(tag, []).append(value)
            last = tag
    if tags is not None:
        yield Problem(number, f"the record of line {start} has no end (ER)", "was the file cut?")
        yield record(_fields(tags), start)


def _fields(tags: Tags) -> Fields:
    def first(*names: str) -> str:
        return next((value.strip() for name in names for value in tags.get(name, ()) if value.strip()), "")

    abstract = first("AB", "N2")
    mentioned = {bare(link) for link in links_in(abstract)}
    pages = [url.strip() for url in tags.get("UR", ()) if bare(url.strip()) not in mentioned]
    is_arxiv = first("DB").casefold() == "arxiv"
    return Fields(
        title=first("TI", "T1", "CT"),
        authors=tuple(spoken(name) for name in (*tags.get("AU", ()), *tags.get("A1", ()))),
        category=first("C1"),
        date=_date(first("DA")) or _date(first("PY", "Y1")),
        has_code=first("C2") == "code",
        affiliations=tuple(part for value in tags.get("AD", ()) for part in value.split(";")),
        abstract=abstract,
        links=(*pages[1:], *tags.get("LK", ())),
        arxiv_id=first("AN") if is_arxiv else "",
        doi=first("DO"),
        url=pages[0] if pages else "",
        venue=first("T2", "JO", "JF", "BT", "JA"),
        citation_key=first("ID"),
        starred=first("C4") == "starred",
        state=first("C3"),
        tags=tuple(tags.get("KW", ())),
        note="\n".join(line.rstrip() for line in tags.get("N1", ())),
    )


def _date(text: str) -> str:
    """`2024/08//` as `2024-08`; the fourth part may be a season and is left out."""
    found = _DATE_PARTS.match(text)
    if found is None:
        return ""
    parts = [part for part in found.groups() if part]
    return "-".join(parts)
