"""One line of the filter pane as segments of a given width: signs and styles."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from search.answer import Choice, FacetValue
from tui.cells import bar, cut, fit, fit_right
from tui.filter_lines import Line, Saved, label

SIGNS: dict[Choice | None, str] = {None: "○", "include": "●", "exclude": "⊘"}
BAR = 6
"""Cells of a bar beside a count of four; a longer count takes the bar's room, not the name's."""
SHORTEST_BAR = 2
Styles = Mapping[str, Style]
"""The style of each part, by its name in `FilterPane.STYLES`."""


def drawn(line: Line, width: int, looks: Styles) -> list[Segment]:
    """The segments of one line, `width` cells or fewer."""
    if line.heading:
        return _heading(line, width, looks)
    if line.more:
        return [Segment(f"  … {line.more} more" if line.more > 0 else "  … fewer", looks["more"])]
    if line.words:
        return [Segment("  " + cut(line.words, width - 2), looks["more"])]
    if line.saved is not None:
        return _saved(line, line.saved, width, looks)
    return _value(line, line.value, width, looks) if line.value is not None else []


def _heading(line: Line, width: int, looks: Styles) -> list[Segment]:
    count = f"{line.distinct:,}" if line.distinct else ""
    if line.typed is not None:
        room = width - cell_len(line.heading) - 3 - len(count)
        typed = line.typed if cell_len(line.typed) <= room else "…" + line.typed[1 - room :]
        return [
            Segment(line.heading + "  ", looks["heading"]),
            Segment(fit(typed + "▏", room + 1), looks["typed"]),
            Segment(count, looks["more"]),
        ]
    room = width - cell_len(line.heading) - len(count) - 2  # a curve has a space before and behind it
    right = line.spark[-room:] + " " if line.spark and room > 0 else ""
    return [
        Segment(fit(line.heading, width - len(right) - len(count)), looks["heading"]),
        Segment(right, looks["bar"]),
        Segment(count, looks["more"]),
    ]


def _value(line: Line, value: FacetValue, width: int, looks: Styles) -> list[Segment]:
    chosen = value.choice
    count = f"{value.count:,}"
    bar_cells = max(SHORTEST_BAR, BAR + 4 - line.counted)
    bars = 0 if line.share is None else bar_cells + 1
    inset = 2 if line.inner else 0
    room = width - inset - 2 - bars - 1 - line.counted
    name = {"include": "chosen", "exclude": "excluded"}.get(chosen or "", "value")
    return [
        Segment(" " * inset + SIGNS[chosen] + " ", looks["chosen" if chosen else "sign"]),
        Segment(fit(label(line.field, value.value), room), looks[name]),
        Segment(
            " " + bar(line.share, bar_cells) if line.share is not None else "",
            looks["bar-chosen" if chosen == "include" else "bar"],
        ),
        Segment(" " + fit_right(count, line.counted), looks["chosen" if chosen else "count"]),
    ]


def _saved(line: Line, saved: Saved, width: int, looks: Styles) -> list[Segment]:
    """`1 World models      +3   27`"""
    count = "" if saved.papers is None else f"{saved.papers:,}"
    new = f" +{saved.new:,}" if saved.new else ""
    room = width - 2 - len(new) - 1 - line.counted
    return [
        Segment(f"{saved.search.slot or '·'} ", looks["chosen" if saved.search.slot else "sign"]),
        Segment(fit(saved.search.name, room), looks["value"]),
        Segment(new, looks["new"]),
        Segment(" " + fit_right(count, line.counted), looks["count"]),
    ]
