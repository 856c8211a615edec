"""Closing and opening again: one is where one was, in every listing on its own."""

from __future__ import annotations

import pytest

from library import Library
from tests.tui.desk import Drive, browser, count, press, query, settled
from tui.browser import remembering


async def test_reopening_brings_query_order_and_paper_back(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "slash", *"learning", "enter", "s", "j", "j")
        row, said = browser(pilot).papers.row, count(pilot)
        await pilot.press("q")
    async with drive(library) as pilot:
        assert query(pilot) == "learning"
        assert count(pilot) == said
        assert browser(pilot).papers.row == row


async def test_reopening_brings_the_pane_back(library: Library, drive: Drive) -> None:
    for key, pane in (("enter", "paper"), ("escape", "list"), ("f", "filters")):
        async with drive(library) as pilot:
            await press(pilot, key)
            await pilot.press("ctrl+q")
        async with drive(library) as pilot:
            await settled(pilot)
            assert browser(pilot).focused is not None
            assert browser(pilot).focused.id == pane


async def test_every_listing_has_its_own_place(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "c")
        await pilot.press("q")
    async with drive(library, scope=()) as pilot:
        assert query(pilot) == ""
    async with drive(library) as pilot:
        assert query(pilot) == "code:yes"


async def test_another_listing_is_opened_where_it_was_left(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "c", "colon", *"all listings", "enter")
        assert query(pilot) == ""
        await press(pilot, "colon", *"listing sample", "enter")
        assert query(pilot) == "code:yes"


async def test_a_crash_keeps_the_place(
    library: Library, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembering, "KEEP_EVERY", 0.01)
    async with drive(library) as pilot:
        await press(pilot, "c", "j", "j")
        key = browser(pilot).papers.key
        for _ in range(500):  # nobody leaves: what another process reads now is what a kill would leave
            await pilot.pause(0.01)
            place = library.recall('place ["sample"]', {})
            if place.get("paper") == key:
                break
        assert (place["query"], place["paper"]) == ("code:yes", key)


async def test_a_place_that_stays_is_written_once(
    library: Library, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembering, "KEEP_EVERY", 3600.0)
    async with drive(library) as pilot:
        await press(pilot, "j")
        browser(pilot)._keep_place()
        await settled(pilot)
        library.remember('place ["sample"]', {"query": "somebody else's"})
        browser(pilot)._keep_place()
        await settled(pilot)
        assert library.recall('place ["sample"]') == {"query": "somebody else's"}


@pytest.mark.parametrize(
    "kept", [3, [], {"sort": "up", "paper": 7}, {"query": "nosuch:x", "pane": "roof"}, {"paper": "gone"}]
)
async def test_a_place_that_is_none_does_no_harm(library: Library, drive: Drive, kept: object) -> None:
    library.remember('place ["sample"]', kept)
    async with drive(library) as pilot:
        assert browser(pilot).papers.row is not None
