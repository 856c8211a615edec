"""The text of a paper and its cost: given a paper beside the list, when I go on, then its lines follow."""

from __future__ import annotations

from textual.content import Content

from library import Library
from tests.tui.desk import Drive, browser, lines, press, settled


async def test_another_text_needs_no_layout_of_the_screen(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        laid_out: list[object] = []
        screen = browser(pilot)
        screen.screen_layout_refresh_signal.subscribe(screen, laid_out.append)
        for _ in range(10):
            await press(pilot, "j")
        assert not laid_out


async def test_a_query_with_other_counts_needs_no_layout_either(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        laid_out: list[object] = []
        screen = browser(pilot)
        screen.screen_layout_refresh_signal.subscribe(screen, laid_out.append)
        for query in ("agents", "world", "cat:LG", ""):
            screen.search.text = query
            await settled(pilot)
        assert not laid_out


async def test_a_long_text_is_scrolled_to_its_end(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        paper = browser(pilot).detail.scroller
        paper.show(Content("\n".join(f"line {number}" for number in range(200))))
        await pilot.pause()
        assert any("line 0 " in line for line in lines(pilot))
        await press(pilot, "enter", "G")
        assert any("line 199" in line for line in lines(pilot))
        assert not any("line 0 " in line for line in lines(pilot))


async def test_what_is_dragged_over_can_be_copied(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        paper = browser(pilot).detail.scroller
        paper.show(Content("first line\nsecond line"))
        await pilot.pause()
        await pilot.mouse_down(paper, offset=(2, 0))
        await pilot.hover(paper, offset=(8, 1))
        await pilot.mouse_up(paper, offset=(8, 1))
        assert browser(pilot).get_selected_text() == "first line\nsecond "
