"""Papers as plain aligned lines, for pipes and logs: date, category, code, title, first author."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from cli.output import counted, out, say
from library import Library, Row
from parser import PaperKey

_AT_ONCE = 500
"""Rows that are read, and measured for the columns, in one go."""
_WIDEST = 120
"""Cells of the title's column; a longer title is shown whole and pushes its author to the right."""


def print_papers(library: Library, scope: tuple[str, ...]) -> int:
    """The papers of some listings (of all, where none is named), newest first; a hint goes to stderr."""
    keys = library.newest(scope)
    if not keys:
        say("The library is empty. Add a listing with `paperdeck add LISTING`, or try `paperdeck --sample`.")
        return 0
    say(f"paperdeck: the browser wants a terminal; here are {counted(len(keys), 'paper')} as plain lines")
    print_rows(library, keys)
    return 0


def print_rows(library: Library, keys: Sequence[PaperKey]) -> None:
    """One line per paper; the columns are as wide as the first rows need."""
    widths: tuple[int, int] | None = None
    for start in range(0, len(keys), _AT_ONCE):
        rows = library.rows(keys[start : start + _AT_ONCE])
        if widths is None:
            widths = (_widest([r.category for r in rows]), min(_widest([r.title for r in rows]), _WIDEST))
        for row in rows:
            out(line(row, *widths))


def line(row: Row, category: int, title: int) -> str:
    """One paper; columns are padded by the cells they take on a screen, not by their characters."""
    author = f"{row.first_author} et al." if row.more_authors else row.first_author
    columns = (
        f"{row.date_known:10}",
        _padded(row.category, category),
        "code" if row.has_code else "    ",
        _padded(row.title, title),
        author,
    )
    return "  ".join(columns).rstrip()


def _padded(text: str, width: int) -> str:
    return text if cell_len(text) >= width else set_cell_size(text, width)


def _widest(texts: list[str]) -> int:
    return max(map(cell_len, texts), default=0)
