"""Completion in the search bar: given a few letters, when I press tab, then the query has the rest."""

from __future__ import annotations

import pytest

from library import Library
from search.complete import Completion
from tests.tui.desk import Drive, browser, count, lines, press, query, settled, shown
from tui.completing import can_be_completed, completed, note, worth_showing
from tui.completing import shown as shown_text


async def test_a_field_and_then_its_value_are_completed(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "slash", *"au")
        assert "author:  an author's name" in shown(pilot)
        await press(pilot, "tab")
        assert query(pilot) == "author:"
        await press(pilot, *"ja")
        assert "Jakob Foerster       10" in shown(pilot)
        assert "take" in lines(pilot)[-1]
        await press(pilot, "tab")
        assert query(pilot) == 'author:"Jakob Foerster" '
        assert count(pilot).startswith("10 of 50")
        assert not browser(pilot).search.completions.display


async def test_arrows_choose_and_enter_takes_what_was_chosen(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "slash", *"author:ja")
        offers = [shown_text(offer) for offer in browser(pilot).search.completions.offers]
        await press(pilot, "down", "down", "enter")
        assert query(pilot) == f'author:"{offers[1]}" '
        assert browser(pilot).search.input.has_focus
        await press(pilot, "enter")
        assert browser(pilot).focused is browser(pilot).papers


async def test_enter_keeps_what_was_typed_where_nothing_was_chosen(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "slash", *"author:ja", "enter")
        assert query(pilot) == "author:ja"
        assert browser(pilot).focused is browser(pilot).papers
        assert not browser(pilot).search.completions.display


async def test_escape_closes_the_list_first(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "slash", *"author:ja", "escape")
        assert not browser(pilot).search.completions.display
        assert query(pilot) == "author:ja"
        cursor = browser(pilot).papers.cursor
        await press(pilot, "down")
        assert browser(pilot).papers.cursor == cursor + 1, "the arrows are the list's again"
        await press(pilot, "escape")
        assert query(pilot) == ""


async def test_counts_are_those_of_the_rest_of_the_query(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "slash", *"code:yes author:ja")
        offers = {shown_text(offer): note(offer) for offer in browser(pilot).search.completions.offers}
        assert offers["Jakob Foerster"] == str(library.view('code:yes author:"Jakob Foerster"').count)


async def test_my_own_tags_are_completed(library: Library, drive: Drive) -> None:
    library.tag(list(library.newest())[:3], add=["to-cite"])
    async with drive(library) as pilot:
        await press(pilot, "slash", *"tag:to")
        assert [(shown_text(o), note(o)) for o in browser(pilot).search.completions.offers] == [
            ("to-cite", "3")
        ]
        await press(pilot, "tab")
        assert query(pilot) == "tag:to-cite "


async def test_a_completion_is_taken_by_a_click(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "slash", *"is:")
        await pilot.click("#completions", offset=(3, 1))
        await settled(pilot)
        assert query(pilot).startswith("is:")
        assert len(query(pilot)) > len("is: ")
        assert browser(pilot).search.input.has_focus


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_the_list_stays_on_the_screen(library: Library, drive: Drive, size: tuple[int, int]) -> None:
    async with drive(library, size=size) as pilot:
        browser(pilot).search.text = "learning " * 12
        await press(pilot, "slash", *"author:")
        region = browser(pilot).search.completions.region
        assert region.area > 0
        assert pilot.app.screen.region.contains_region(region)


# Text


def value(start: int, end: int, text: str) -> Completion:
    return Completion(start, end, text, "", 3, "cat")


@pytest.mark.parametrize(
    ("text", "cursor", "expected"),
    [("au", 2, True), ("au world", 2, True), ("au", 1, False), ("au ", 3, False), ("", 0, False)],
)
def test_nothing_is_offered_inside_a_word_or_behind_one(text: str, cursor: int, expected: bool) -> None:
    assert can_be_completed(text, cursor) == expected


@pytest.mark.parametrize(
    ("text", "offer", "expected"),
    [
        ("world au", Completion(6, 8, "author:", "a name"), ("world author:", 13)),
        ("cat:L", value(4, 5, "LG"), ("cat:LG ", 7)),
        ("cat:L world", value(4, 5, "LG"), ("cat:LG world", 7)),
        ("cat:AI,L", value(7, 8, "LG"), ("cat:AI,LG ", 10)),
        ('tag:"to r', value(4, 9, '"to read"'), ('tag:"to read" ', 14)),
    ],
)
def test_an_offer_taken(text: str, offer: Completion, expected: tuple[str, int]) -> None:
    assert completed(text, offer) == expected


def test_what_stands_there_already_is_not_offered() -> None:
    assert worth_showing("cat:lg", [value(4, 6, "LG")]) == []
    assert worth_showing("cat:lg", [value(4, 6, "LG"), value(4, 6, "LGX")]) != []
    assert worth_showing("a", [Completion(0, 1, "author:", "a name")]) == [], "one letter is too little"
    assert len(worth_showing("cat:", [value(4, 4, f"C{n}") for n in range(30)])) == 8
