"""Room for the paper: keys, the mouse, the zoom, and what is remembered of it."""

from __future__ import annotations

import pytest

from library import Library
from tests.tui.desk import Drive, browser, lines, press


@pytest.mark.parametrize("size", [(160, 45), (100, 30)])
async def test_keys_give_the_paper_more_or_less_room(
    library: Library, drive: Drive, size: tuple[int, int]
) -> None:
    async with drive(library, size=size) as pilot:
        before = browser(pilot).detail.size.area
        await press(pilot, "greater_than_sign", "greater_than_sign")
        more = browser(pilot).detail.size.area
        assert more > before
        await press(pilot, "less_than_sign")
        assert before < browser(pilot).detail.size.area < more
    async with drive(library, size=size) as pilot:
        assert before < browser(pilot).detail.size.area < more, "the next start knows it"


async def test_neither_pane_can_be_pushed_out(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        for key in ("greater_than_sign", "less_than_sign"):
            await press(pilot, *[key] * 30)
            assert browser(pilot).papers.size.width >= 20
            assert browser(pilot).detail.size.width >= 20


async def test_the_mouse_drags_the_edge_between_list_and_paper(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        edge = browser(pilot).detail.region
        await pilot.mouse_down(offset=(edge.x, edge.y + 5))
        await pilot.hover(offset=(edge.x - 20, edge.y + 5))
        await pilot.mouse_up(offset=(edge.x - 20, edge.y + 5))
        await press(pilot)
        assert abs(browser(pilot).detail.region.x - (edge.x - 20)) <= 1
    async with drive(library) as pilot:
        assert abs(browser(pilot).detail.region.x - (edge.x - 20)) <= 1


@pytest.mark.parametrize("size", [(160, 45), (100, 30)])
async def test_the_mouse_drags_the_edge_of_the_filters(
    library: Library, drive: Drive, size: tuple[int, int]
) -> None:
    async with drive(library, size=size) as pilot:
        await press(pilot, "f")
        edge = browser(pilot).filters.region.right - 1
        await pilot.mouse_down(offset=(edge, 10))
        await pilot.hover(offset=(edge + 8, 10))
        await pilot.mouse_up(offset=(edge + 8, 10))
        await press(pilot)
        assert browser(pilot).filters.region.right - 1 == edge + 8
        assert not browser(pilot).search.text, "nothing was chosen by it"
        assert browser(pilot).papers.region.x >= edge + 9, "the list gives way"
        await press(pilot, "less_than_sign")
        assert browser(pilot).filters.region.right - 1 == edge + 6
    async with drive(library, size=size) as pilot:
        await press(pilot, "f")
        assert browser(pilot).filters.region.right - 1 == edge + 6, "the next start knows it"


@pytest.mark.parametrize("size", [(160, 45), (100, 30), (60, 20)])
async def test_z_gives_the_paper_the_whole_screen(
    library: Library, drive: Drive, size: tuple[int, int]
) -> None:
    async with drive(library, size=size) as pilot:
        await press(pilot, "z")
        detail = browser(pilot).detail
        assert detail.region.width == size[0]
        assert not browser(pilot).papers.display
        await press(pilot, "z")
        assert browser(pilot).papers.display
        assert browser(pilot).papers.has_focus


async def test_escape_leaves_the_zoom_and_brackets_turn_the_pages(library: Library, drive: Drive) -> None:
    titles = [row.title for row in library.rows(list(library.newest()))]
    async with drive(library) as pilot:
        await press(pilot, "z", "right_square_bracket")
        assert titles[1][:20] in lines(pilot)[3]
        await press(pilot, "left_square_bracket")
        assert titles[0][:20] in lines(pilot)[3]
        await press(pilot, "escape")
        assert browser(pilot).papers.display


@pytest.mark.parametrize("kept", [7, {"wide": "x"}, {"wide": 900}, [], None])
async def test_sizes_that_are_none_do_no_harm(library: Library, drive: Drive, kept: object) -> None:
    library.remember("panes", kept)
    async with drive(library) as pilot:
        assert browser(pilot).detail.size.width >= 20
        assert browser(pilot).papers.size.width >= 20
