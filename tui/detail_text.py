"""The text of the detail pane: one paper as styled content. No widget, no state."""

from __future__ import annotations

import re
from collections.abc import Iterable

from textual.content import Content

from library import Entry, ReadState
from library.dates import readable
from parser import category_name
from search.answer import Hits

STATE_WORDS = {
    ReadState.UNREAD: "• unread", ReadState.READING: "◐ reading",
    ReadState.READ: "read", ReadState.NO: "× not for me",
}  # fmt: skip
HIT = "bold $accent"
_HEADING = re.compile(r"#{1,6} ")


def detail(entry: Entry, hits: Hits, *, recut: str = "", with_note: bool = True) -> Content:
    """Title, authors, facts, marks, abstract, note and links of one paper, hits marked.

    recut: how an uncertain cut between title and authors is put right, where that can be done.
    with_note: not where the note is being written just below.
    """
    paper = entry.paper
    authors = ", ".join(paper.authors)
    parts: list[Content] = [
        with_hits(paper.title, hits.spans(paper.title, "title"), "bold $foreground"),
        Content(""),
    ]
    if authors:
        shown = with_hits(authors, hits.spans(authors, "authors"), "$primary")
        parts.append(Content.assemble(shown, (" et al." if paper.et_al else "", "$rank-2")))
    parts.append(_facts(entry))
    if paper.affiliations:
        names = ", ".join(paper.affiliations)
        parts.append(with_hits(names, hits.spans(names, "affiliations"), "$rank-2"))
    if paper.keywords:
        words = ", ".join(paper.keywords)
        parts.append(with_hits(words, hits.spans(words, "keywords"), "$rank-3"))
    parts.append(_marks(entry))
    if entry.doubtful:
        doubt = "? The cut between title and authors is uncertain"
        parts.append(Content.styled(f"{doubt}: {recut}" if recut else doubt, "$warning"))
    abstract = with_hits(paper.abstract, hits.spans(paper.abstract, "abstract"), "$foreground")
    parts += [Content(""), abstract if paper.abstract else Content.styled("No abstract.", "$rank-2")]
    if with_note:
        parts += _section("Note", [_note_line(line, hits) for line in entry.note.splitlines()])
    parts += _section("Links", [Content.styled(link, "$primary") for link in _links(entry)])
    parts += [Content(""), _sources(entry)]
    return Content("\n").join(parts)


def with_hits(text: str, spans: Iterable[tuple[int, int]], style: str) -> Content:
    """Plain text in one style, with its hits on top."""
    content = Content.styled(text, style)
    for start, end in spans:
        content = content.stylize(HIT, start, end)
    return content


def _facts(entry: Entry) -> Content:
    paper = entry.paper
    facts = []
    if paper.category:
        name = category_name(paper.category)
        facts.append(f"{paper.category} {name}" if name else paper.category)
    if paper.date:
        facts.append(readable(paper))
    if paper.venue:
        facts.append(paper.venue)
    return Content.styled(" · ".join(facts), "$rank-2")


def _marks(entry: Entry) -> Content:
    marks = [
        ("★ bookmarked", "$accent") if entry.starred else None,
        ("≡ reading list", "$accent") if entry.queued else None,
        (STATE_WORDS[entry.state], "$primary" if entry.state is ReadState.UNREAD else "$rank-2"),
        ("+ new", "$primary") if entry.is_new else None,
        ("code", "$success") if entry.paper.has_code else None,
        *((f"# {tag}", "$accent") for tag in entry.tags),
    ]
    return Content("   ").join([Content.styled(*mark) for mark in marks if mark])


def _links(entry: Entry) -> list[str]:
    paper = entry.paper
    known = [f"https://arxiv.org/abs/{paper.arxiv_id}" if paper.arxiv_id else None, paper.url]
    return list(dict.fromkeys([*(link for link in known if link), *paper.links]))


def _sources(entry: Entry) -> Content:
    """Where the paper stands; of one that was put together, how to part it."""
    facts = [f"In {', '.join(entry.listings)}"] if entry.listings else []
    if entry.merged:
        facts.append(f"merged by DOI or arXiv number: `paperdeck split {entry.paper.key}` parts it")
    return Content.styled(" · ".join(facts), "$rank-2")


def _note_line(line: str, hits: Hits) -> Content:
    """A line of a note as it was typed; Markdown's headings stand out."""
    weight = "bold $foreground" if _HEADING.match(line) else "$foreground"
    return with_hits(line, hits.spans(line, "note"), weight)


def _section(heading: str, body: list[Content]) -> list[Content]:
    return [Content(""), Content.styled(heading, "bold $rank-2"), *body] if body else []
