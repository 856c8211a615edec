"""What Textual does not give back in a program that is open all day, mended from outside."""

from __future__ import annotations

from functools import lru_cache, partial

from textual._styles_cache import StylesCache

_by_widget = StylesCache.get_inner_outer


def forget_closed_widgets() -> None:
    """Lets the drawn lines of closed sheets go.

    Textual 8.2 remembers the colours of a ground in an `lru_cache` on a method that makes no use of its
    `self`, and so keeps up to 1,024 widgets' lines after their end: some 20 MB in a day of opening sheets.
    Remembered by the colours alone they are found more often, too.
    """
    if plain := getattr(_by_widget, "__wrapped__", None):
        by_colours = lru_cache(1024)(partial(plain, None))
        StylesCache.get_inner_outer = staticmethod(by_colours)  # type: ignore[method-assign, assignment]
