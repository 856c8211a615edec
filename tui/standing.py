"""What the message line shows while nothing just happened: a mistake, a better query, a place of a hit."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from search.answer import Hits, QueryProblem, Related, Suggestion
from search.snippets import snippet
from tui.cells import cut, cut_quoted

LEFT = 2


def mistake(problem: QueryProblem, column: int, cells: int, width: int) -> Content:
    """The place of a mistake underlined, with what is wrong and what to write instead beside it.

    column, cells: where the place stands on the line of `width` cells.
    """
    right = width - column - cells - 2
    if right >= min(cell_len(problem.what), column - LEFT - 1):
        what = cut(problem.what, right)
        hint = cut(problem.hint, right - cell_len(what) - 2)
        return Content.assemble(
            " " * column, ("▔" * cells, "$error"), " ", (what, "$error"), "  ", (hint, "$rank-2")
        )
    room = column - LEFT - 1
    what = cut(problem.what, room)
    hint = cut(problem.hint, room - cell_len(what) - 2)
    before = room - cell_len(what) - (cell_len(hint) + 2 if hint else 0)
    gap = "  " if hint else ""
    return Content.assemble(
        " " * (LEFT + before), (what, "$error"), gap, (hint, "$rank-2"), " ", ("▔" * cells, "$error")
    )


def nothing(text: str, suggestion: Suggestion | None, clear: str) -> Content:
    """What stands where the papers would be: why there are none, and the way on; clear: its key."""
    if not text:
        return Content("No papers here yet")
    lines = [Content.assemble("No paper matches  ", (text, "$foreground"))]
    if suggestion is not None:
        lines += [Content(""), did_you_mean(suggestion, "enter takes it")]
    if clear:
        lines += [Content(""), Content.assemble((clear, "bold $foreground"), " clears the query")]
    return Content("\n").join(lines)


def did_you_mean(suggestion: Suggestion, taken: str) -> Content:
    """`  Did you mean  regret minimisation  (12)   ^y takes it`; taken: the key and what it does, or ""."""
    key, _, does = taken.partition(" ")
    return Content.assemble(
        ("  Did you mean  ", "$rank-2"), (suggestion.text, "bold $primary"),
        (f"  ({suggestion.count:,})   ", "$rank-2"), (key, "bold $foreground"), (f" {does}", "$rank-2"),
    )  # fmt: skip


def searched_so_far(papers: int) -> Content:
    """What is said while the index is built and a scan answers for it."""
    said = f"  The newest {papers:,} papers are searched; all of them once the index is built"
    return Content.styled(said, "$rank-2")


def ties(related: Related, about: str, back: str, width: int) -> Content:
    """`  Near by  symmetry, zero-shot · Jakob Foerster   esc back to “Another title”`; back: its key."""
    shared = " · ".join(filter(None, (", ".join(related.words), ", ".join(related.people))))
    shown = cut(shared, width * 2 // 3)
    leads = cut_quoted(f" back to “{about}”", width - cell_len(shown) - cell_len(back) - 16)
    key = (back, "bold $foreground")
    return Content.assemble(("  Near by  ", "$rank-2"), (shown, "$accent"), "   ", key, (leads, "$rank-2"))


def hit_in_abstract(abstract: str, hits: Hits, width: int) -> Content:
    """The words around the hits of an abstract in `width` cells; nothing where there is none."""
    spans = hits.spans(abstract, "abstract")
    if not spans:
        return Content("")
    text, kept = snippet(abstract, spans, width - 2 * LEFT)
    content = Content.styled(text.replace("\n", " "), "$rank-2")
    for span in kept:
        content = content.stylize("bold $accent", *span)
    return Content(" " * LEFT) + content
