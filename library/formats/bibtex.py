"""BibTeX, as BibTeX and biber read it: UTF-8, balanced braces, capitals protected, one entry per paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from library.addresses import paper_url, safe_url
from library.formats import Cited, joined
from library.formats.latex import is_balanced, to_latex
from library.formats.names import split_name
from parser import Paper

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MEETING = re.compile(
    r"proceedings|conference|workshop|symposium|\b(?:neurips|nips|icml|iclr|aaai|ijcai|aamas|acl|emnlp|naacl"
    r"|cvpr|iccv|eccv|corl|icra|iros|kdd|uai|aistats|colt|chi|www)\b",
    re.IGNORECASE,
)
# Styles put titles in lower case; a word with a capital behind its first letter would lose its meaning.
_CAPITALS = re.compile(r"(?<![\w\\{$-])\w[\w-]*[A-Z][\w-]*(?![\w}$-])")
_INSIDE = re.compile(r"[{}]")


def bibtex(
    paper: Paper,
    key: str,
    *,
    note: str = "",
    tags: Sequence[str] = (),
    state: str = "",
    starred: bool = False,
) -> str:
    """One entry, ending in a newline. key: the citation key.

    What BibTeX has no name for is in fields that its styles leave alone (`category`, `affiliation`, `code`,
    `links`, `tags`, and JabRef's `readstatus` and `relevance`), so that a library survives the way out and
    back. tags are among the keywords once more, for programs that know only those.
    """
    fields = {
        "title": _protected(to_latex(paper.title)),
        "author": " and ".join([*map(_author, paper.authors), *(["others"] if paper.et_al else [])]),
        **_date(paper),
        **_venue(paper),
        "doi": _verbatim(paper.doi or ""),
        **_eprint(paper),
        "url": _verbatim(paper_url(paper) or ""),
        "abstract": to_latex(paper.abstract),
        "keywords": joined([*map(to_latex, dict.fromkeys((*paper.keywords, *tags)))]),
        "tags": ", ".join(map(to_latex, tags)),
        "annote": to_latex(note, literal=True),
        "category": to_latex(paper.category),
        "affiliation": to_latex("; ".join(paper.affiliations)),
        "code": "yes" if paper.has_code else "",
        "links": _verbatim(" ".join(url for link in paper.links if (url := safe_url(link)))),
        "readstatus": state,
        "relevance": "relevant" if starred else "",
    }
    lines = [f"  {name} = {_valued(name, value)},\n" for name, value in fields.items() if value]
    return f"@{_kind(paper)}{{{key},\n{''.join(lines)}}}\n"


def write(cited: Iterable[Cited]) -> Iterator[str]:
    for one in cited:
        entry = one.entry
        state = entry.state.value if entry.state.value != "unread" else ""
        text = bibtex(
            entry.paper, one.key, note=entry.note, tags=entry.tags, state=state, starred=entry.starred
        )
        yield text + "\n"


def is_meeting(venue: str) -> bool:
    """Whether a venue is a conference rather than a journal, by its words."""
    return _MEETING.search(venue) is not None


def _valued(name: str, value: str) -> str:
    return value if name == "month" else f"{{{value}}}"


def _kind(paper: Paper) -> str:
    if not paper.venue:
        return "misc"
    return "inproceedings" if is_meeting(paper.venue) else "article"


def _venue(paper: Paper) -> dict[str, str]:
    place = {"misc": "howpublished", "inproceedings": "booktitle", "article": "journal"}[_kind(paper)]
    return {place: to_latex(paper.venue or "")}


def _date(paper: Paper) -> dict[str, str]:
    """Year, month and day as far as the source knew them."""
    if paper.date is None:
        return {}
    fields = {"year": str(paper.date.year)}
    precision = paper.date_precision
    if precision != "year":
        fields["month"] = _MONTHS[paper.date.month - 1]
    if precision == "day":
        fields["day"] = str(paper.date.day)
    return fields


def _eprint(paper: Paper) -> dict[str, str]:
    if not paper.arxiv_id:
        return {}
    return {"eprint": _verbatim(paper.arxiv_id), "archiveprefix": "arXiv"}


def _author(author: str) -> str:
    name = split_name(author)
    if not name.given or re.search(r"\sand\s", author):  # in braces, no comma or "and" means anything
        return f"{{{to_latex(author)}}}"
    return to_latex(name.sorted)


def _protected(title: str) -> str:
    """The title with its inner capitals in braces; left alone where it has braces or formulas of its own."""
    if _INSIDE.search(title) or "$" in title:
        return _CAPITALS.sub(lambda word: _outside(title, word), title)
    return _CAPITALS.sub(r"{\g<0>}", title)


def _outside(title: str, word: re.Match[str]) -> str:
    """The word in braces, unless it stands within a formula or a group."""
    before = title[: word.start()].replace(r"\$", "")
    inside = before.count("$") % 2 or before.count("{") != before.count("}")
    return word[0] if inside else f"{{{word[0]}}}"


def _verbatim(text: str) -> str:
    """Addresses and identifiers: nothing is escaped but what would break the entry."""
    return text if is_balanced(text) else text.replace("{", "%7B").replace("}", "%7D")
