"""The hits in a paper's text as places one can go to: which there are, on which line each stands."""

from __future__ import annotations

from textual.content import Content

from tui.detail_text import HIT

CURRENT = "bold $background on $accent"


def hit_spans(content: Content) -> list[tuple[int, int]]:
    """The character ranges that are marked as hits, in the order of the text."""
    return sorted((span.start, span.end) for span in content.spans if span.style == HIT)


def with_current(content: Content, span: tuple[int, int]) -> Content:
    """The text with one of its hits marked as the one that the reader stands on."""
    return content.stylize(CURRENT, *span)


def line_of(content: Content, span: tuple[int, int], width: int) -> int:
    """The line, from 0, on which a hit ends when the text is wrapped to `width` cells.

    Wrapping looks at words only, so the text up to the end of the hit's word breaks as the whole one does.
    """
    plain = content.plain
    end = span[1]
    while end < len(plain) and not plain[end].isspace():
        end += 1
    return len(Content(plain[:end]).wrap(width)) - 1
