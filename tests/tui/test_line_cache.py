"""Lines between sides that were looked up once: each cell as Textual would draw it."""

from __future__ import annotations

import pytest
from rich.style import Style
from textual._styles_cache import StylesCache
from textual.geometry import Region
from textual.strip import Strip

from library import Library
from tests.tui.desk import Drive, press
from tui.line_cache import LineCache, blank


def cells(strip: Strip) -> list[tuple[str, Style | None]]:
    return [(sign, segment.style) for segment in strip for sign in segment.text]


@pytest.mark.parametrize("size", [(160, 45), (100, 30), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(
    "keys",
    [
        [],
        ["slash", *"learn", "enter", "R"],  # filters are pale
        ["f", "x"],
        ["e", *"# Why?"],
        ["z"],
        ["question_mark", *"pa"],
        ["colon", "down"],
        ["L"],
        ["percent_sign"],
        ["T"],
        ["y"],
        ["t"],
        ["x"],
        ["M"],
    ],
    ids=lambda keys: " ".join(keys) or "main",
)
async def test_each_cell_is_as_textual_draws_it(
    library: Library, drive: Drive, keys: list[str], size: tuple[int, int]
) -> None:
    async with drive(library, size=size) as pilot:
        await press(pilot, *keys)
        screen = pilot.app.screen
        looked_at = 0
        for widget in (screen, *screen.walk_children()):
            if not isinstance(widget._styles_cache, LineCache) or not widget.region:
                continue
            whole = widget.region.reset_offset
            for crop in (whole, whole.intersection(Region(2, 1, 7, 3))):
                ours = LineCache().render_widget(widget, crop)
                plain = StylesCache().render_widget(widget, crop)
                assert list(map(cells, ours)) == list(map(cells, plain)), widget
                looked_at += len(ours)
        assert looked_at > size[1]


def test_who_asks_for_the_same_blank_line_gets_the_same_one() -> None:
    assert blank(9, Style(bgcolor="red")) is blank(9, Style(bgcolor="red"))
    assert blank(9, Style(bgcolor="red")) != blank(8, Style(bgcolor="red"))
