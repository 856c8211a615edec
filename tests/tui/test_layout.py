"""The arithmetic of the screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from tui.cells import bar, cut, fit, fit_right, keep_what_fits, marked
from tui.layout import MARKS, Arrangement, arrange, columns


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((160, 45), Arrangement.WIDE),
        ((120, 40), Arrangement.WIDE),
        ((100, 30), Arrangement.STACKED),
        ((80, 24), Arrangement.STACKED),
        ((130, 90), Arrangement.STACKED),  # taller than wide
        ((79, 24), Arrangement.SINGLE),
        ((20, 5), Arrangement.SINGLE),
        ((1, 1), Arrangement.SINGLE),
    ],
)
def test_panes_stand_by_size(size: tuple[int, int], expected: Arrangement) -> None:
    assert arrange(*size) is expected


@given(st.integers(12, 400), st.integers(0, 20))
def test_columns_fill_the_line_exactly(width: int, category: int) -> None:
    cols = columns(width, category)
    small = [cols.code, cols.category, cols.date]
    used = MARKS + cols.title + sum(c + 1 for c in small if c) + (cols.author + 2 if cols.author else 0) + 1
    assert used == width
    assert cols.title >= min(26, width - MARKS - 1), "the title keeps its room"


texts = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=60)


@given(texts, st.integers(0, 40))
def test_cut_and_padded_text_has_the_cells_it_should(text: str, width: int) -> None:
    assert cell_len(cut(text, width)) <= width
    assert cell_len(fit(text, width)) == width
    assert cell_len(fit_right(text, width)) == width


@given(texts, st.integers(1, 40), st.lists(st.integers(0, 60), max_size=6))
def test_marked_text_is_the_fitted_text(text: str, width: int, places: list[int]) -> None:
    edges = sorted({place for place in places if place <= len(text)})
    spans = list(zip(edges[::2], edges[1::2], strict=False))
    segments = marked(text, width, spans, Style(), Style(bold=True))
    assert "".join(segment.text for segment in segments) == fit(text, width)
    hits = "".join(segment.text for segment in segments if segment.style and segment.style.bold)
    assert "".join(text[a:b] for a, b in spans).startswith(hits)


@given(st.floats(0, 1), st.integers(1, 20))
def test_a_bar_has_its_width_and_shows_what_is_not_nothing(share: float, width: int) -> None:
    assert len(bar(share, width)) == width
    assert (bar(share, width).strip() == "") == (share == 0)


def test_the_footer_keeps_the_important_in_its_order() -> None:
    parts = [(3, "least"), (1, "first"), (2, "second")]
    assert keep_what_fits(parts, 100, 3) == ["least", "first", "second"]
    assert keep_what_fits(parts, 14, 3) == ["first", "second"]
    assert keep_what_fits(parts, 5, 3) == ["first"]
    assert keep_what_fits(parts, 2, 3) == []
