"""`paperdeck show`: papers whole, with everything written about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli import options

if TYPE_CHECKING:
    from library import Entry


@click.command(short_help="Print papers whole: abstract, links, marks and note.")
@options.which
@options.as_json
def show(which: tuple[str, ...], as_json: bool) -> int:
    """Print papers whole: abstract, links, marks and note. `-` reads keys from standard input."""
    from cli.asking import named
    from cli.duplicates import sources_json
    from cli.output import out, out_json
    from library import Library

    with Library.open() as library:
        keys = named(library, which)
        for number, entry in enumerate(library.entries(keys)):
            if as_json:
                out_json({**entry.to_json(), "sources": sources_json(library, entry.paper.key)})
            else:
                out(("\n" if number else "") + "\n".join(_lines(entry)))
    return 0 if keys else 1


def _lines(entry: Entry) -> list[str]:
    """The paper as a person reads it; a line that would be empty is left out."""
    from library.addresses import paper_url
    from library.dates import readable

    paper = entry.paper
    merged = f"its sources have other titles; `paperdeck split {paper.key}` parts them"
    facts = (
        ("authors", ", ".join((*paper.authors, *(["et al."] if paper.et_al else [])))),
        ("date", readable(paper)),
        ("category", paper.category),
        ("venue", paper.venue),
        ("code", "yes" if paper.has_code else ""),
        ("from", ", ".join(paper.affiliations)),
        ("doi", paper.doi),
        ("arxiv", paper.arxiv_id),
        ("page", paper_url(paper)),
        ("links", " ".join(paper.links)),
        ("marks", ", ".join((*(["starred"] if entry.starred else []), entry.state.value))),
        ("tags", " ".join(f"#{tag}" for tag in entry.tags)),
        ("keywords", ", ".join(paper.keywords)),
        ("in", ", ".join(entry.listings)),
        ("key", paper.key),
        ("merged", merged if entry.merged else ""),
    )
    lines = [paper.title, *(f"  {name:<8}  {value}" for name, value in facts if value)]
    if paper.abstract:
        lines += ["", *paper.abstract.split("\n")]
    if entry.note:
        lines += ["", *(f"> {line}".rstrip() for line in entry.note.split("\n"))]
    return lines
