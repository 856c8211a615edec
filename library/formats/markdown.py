"""A reading list in CommonMark: titles that link, who and when, abstracts, and notes as they were written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from library.citation import markdown_link, markdown_text
from library.dates import readable
from library.formats import Cited


def write(cited: Iterable[Cited]) -> Iterator[str]:
    yield "# Reading list\n"
    for one in cited:
        yield "".join(f"\n{block}\n" for block in _blocks(one))


def _blocks(cited: Cited) -> Iterator[str]:
    entry, paper = cited.entry, cited.entry.paper
    yield f"## {markdown_link(paper)}"
    authors = ", ".join((*paper.authors, *(["et al."] if paper.et_al else [])))
    facts = (
        authors,
        readable(paper),
        paper.venue or "",
        paper.category,
        "code" if paper.has_code else "",
        "★" if entry.starred else "",
        entry.state.value if entry.state.value != "unread" else "",
        *(f"#{tag}" for tag in entry.tags),
    )
    if line := " · ".join(markdown_text(fact) for fact in facts if fact):
        yield _unlisted(line)
    if paper.abstract:
        yield _unlisted(markdown_text(" ".join(paper.abstract.split())))
    if entry.note:
        # In a quotation, so that no heading or fence of a note runs on into the papers below it.
        yield "\n".join(f"> {line}".rstrip() for line in entry.note.split("\n"))


def _unlisted(text: str) -> str:
    """A paragraph that does not begin a list, a heading or a rule by accident."""
    head = text.split(" ", 1)[0]
    if head[:1] in "-+=":
        return f"\\{text}"
    if head[:-1].isdecimal() and head[-1:] in ".)":
        return f"{head[:-1]}\\{head[-1]}{text[len(head) :]}"
    return text
