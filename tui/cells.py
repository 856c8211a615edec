"""Text measured in terminal cells: cut, pad and mark hits without breaking a wide character in two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

ELLIPSIS = "…"


def cut(text: str, width: int) -> str:
    """Text in at most `width` cells, ended by an ellipsis where something is missing."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS


def cut_quoted(text: str, width: int) -> str:
    """The same for a sentence about a “title”: the title is cut, what is said of it stays."""
    before, opened, rest = text.partition("“")
    title, closed, after = rest.rpartition("”")
    room = width - cell_len(f"{before}“”{after}")
    if not (opened and closed) or cell_len(text) <= width or room < 8:
        return cut(text, width)
    return f"{before}“{cut(title, room)}”{after}"


def fit(text: str, width: int) -> str:
    """Text cut or padded on the right to exactly `width` cells."""
    shown = cut(text, width)
    return shown + " " * max(0, width - cell_len(shown))


def fit_right(text: str, width: int) -> str:
    """Text cut or padded on the left to exactly `width` cells."""
    shown = cut(text, width)
    return " " * max(0, width - cell_len(shown)) + shown


def marked(
    text: str, width: int, spans: Iterable[tuple[int, int]], plain: Style, hit: Style
) -> list[Segment]:
    """`text` in exactly `width` cells, with the character ranges of `spans` in the style of a hit."""
    shown = fit(text, width)
    kept = len(cut(text, width))
    if kept < len(text):
        kept -= 1  # the ellipsis stands for what is missing; it is never a hit
    segments: list[Segment] = []
    at = 0
    for start, end in spans:
        if start >= kept:
            break
        segments.append(Segment(shown[at:start], plain))
        at = min(end, kept)
        segments.append(Segment(shown[start:at], hit))
    segments.append(Segment(shown[at:], plain))
    return [segment for segment in segments if segment.text]


def bar(share: float, width: int) -> str:
    """A thin bar of `width` cells filled by `share` (0 to 1) in halves; never empty for a share over 0."""
    halves = round(max(0.0, min(1.0, share)) * width * 2)
    whole, half = divmod(max(1, halves) if share > 0 else 0, 2)
    return ("━" * whole + "╸" * half).ljust(width)


def keep_what_fits(parts: Sequence[tuple[int, str]], width: int, gap: int) -> list[str]:
    """The most important parts that fit beside one another, in their given order.

    parts: (rank, text), a lower rank matters more. width: cells in all. gap: cells between two parts.
    """
    kept: set[int] = set()
    used = 0
    for index in sorted(range(len(parts)), key=lambda i: (parts[i][0], i)):
        need = cell_len(parts[index][1]) + (gap if kept else 0)
        if used + need <= width:
            kept.add(index)
            used += need
    return [text for index, (_, text) in enumerate(parts) if index in kept]
