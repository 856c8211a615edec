"""RIS: records of `TAG  - value` lines, from `TY` to `ER`.

Read by hand, in one pass and with line numbers; the libraries for it want the whole file in memory and stop
at the first odd line. Source: the RIS specification (2011) and what Zotero, EndNote and Scopus write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parser.links import links_in
from parser.paper import Problem, Record
from parser.readers.fields import Fields, bare, month_and_day, record, split_names, spoken

_TAG = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*))?$")
# The part behind the day may be a season.
_DATE_PARTS = re.compile(r"(\d{4})(?:[/-](\d{0,2}))?(?:[/-](\d{0,2}))?")
# What databases put where a person's notes go.
_SERVICE = re.compile(
    r"(?:Export Date|Query date|Cited By|(?:Total )?Times Cited|Cited References? Count|CODEN"
    r"|Funding (?:details|text)|Correspondence Address|References|Conference code|Chemicals/CAS|Tradenames"
    r"|Manufacturers)\b",
    re.I,
)

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
            elif line.strip():
                where = "between the records" if tags is None else "before the first field of a record"
                yield Problem(number, f"text {where}: {line.strip()[:60]}", "left out")
            continue
        tag, value = found[1], (found[2] or "")
        if tag == "TY":
            if tags is not None:
                yield Problem(number, f"the record of line {start} has no end (ER)", "it was read up to here")
                yield record(_fields(tags), start)
            tags, start, last = {}, number, ""
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
    # C1 to C5 mean something else to everybody else.
    ours = first("DP") == "paperdeck"
    return Fields(
        title=first("TI", "T1", "CT"),
        authors=tuple(spoken(name) for name in (*tags.get("AU", ()), *tags.get("A1", ()))),
        category=first("C1") if ours else "",
        date=_date(first("PY", "Y1"), first("DA")),
        has_code=first("C2") == "code" if ours else None,
        affiliations=tuple(part for value in tags.get("AD", ()) for part in value.split(";")),
        abstract=abstract,
        links=(*pages[1:], *tags.get("LK", ())),
        arxiv_id=first("AN") if is_arxiv else "",
        doi=first("DO"),
        url=pages[0] if pages else "",
        venue=first("T2", "JO", "JF", "BT", "JA"),
        keywords=tuple(tags.get("KW", ())),
        citation_key=first("ID"),
        starred=ours and first("C4") == "starred",
        state=first("C3") if ours else "",
        tags=split_names(first("C5")) if ours else (),
        note="\n".join(line.rstrip() for line in tags.get("N1", ()) if not _SERVICE.match(line)),
    )


def _date(year: str, date: str) -> str:
    """`2024/08//` as `2024-08`, from the tag that knows more; `AUG 12` takes its year from the other one."""
    if not _DATE_PARTS.match(date):
        date = "/".join((year[:4], *month_and_day(date)))
    found = [_DATE_PARTS.match(text) for text in (date, year)]
    return max(("-".join(filter(None, one.groups())) for one in found if one), key=len, default="")
