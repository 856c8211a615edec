"""The piece of a text that shows best why it was found. No Whoosh here."""

from __future__ import annotations

from collections.abc import Sequence

Span = tuple[int, int]
_ELLIPSIS = "…"


def snippet(text: str, spans: Sequence[Span], width: int) -> tuple[str, tuple[Span, ...]]:
    """At most `width` characters around the most hits, and the hits' places in them.

    Starts and ends between words; an ellipsis (counted in the width) marks what was left out.
    """
    if len(text) <= width:
        return text, tuple(spans)
    room = max(width - 2, 1)
    start = _start(text, spans, room)
    end = min(start + room, len(text))
    if end < len(text) and (space := text.rfind(" ", start, end + 1)) > start:
        end = space
    before, after = _ELLIPSIS if start else "", _ELLIPSIS if end < len(text) else ""
    shift = len(before) - start
    kept = tuple((a + shift, min(b, end) + shift) for a, b in spans if start <= a < end)
    return before + text[start:end] + after, kept


def _start(text: str, spans: Sequence[Span], room: int) -> int:
    """Where to begin so that most hits are seen: a little before the first of them, at a word."""
    if not spans:
        return 0
    best = max(
        spans, key=lambda span: (sum(span[0] <= a and b <= span[0] + room for a, b in spans), -span[0])
    )
    lead = max(best[0] - room // 5, 0)
    lead = min(lead, max(len(text) - room, 0))
    if lead == 0:
        return 0
    space = text.find(" ", lead, best[0])
    return space + 1 if space >= 0 else lead
