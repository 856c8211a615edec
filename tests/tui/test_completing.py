"""Completion in the search bar: given a few letters, when I press tab, then the query has the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library import Library
from search.answer import FacetValue
from search.fields import BY_NAME
from tests.tui.desk import Drive, browser, count, lines, press, query, settled, shown
from tui.completing import Begun, Offer, begun, completed, offers_at_once, offers_of


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
        offers = [offer.shown for offer in browser(pilot).search.completions.offers]
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
        offers = {offer.shown: offer.note for offer in browser(pilot).search.completions.offers}
        assert offers["Jakob Foerster"] == str(library.view('code:yes author:"Jakob Foerster"').count)


async def test_my_own_tags_are_completed(library: Library, drive: Drive) -> None:
    library.tag(list(library.newest())[:3], add=["to-cite"])
    async with drive(library) as pilot:
        await press(pilot, "slash", *"tag:to")
        assert [(o.shown, o.note) for o in browser(pilot).search.completions.offers] == [("to-cite", "3")]
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("au", Begun(0, 2, "au")),
        ("world -au", Begun(7, 9, "au")),
        ("a", None),
        ("author:", Begun(7, 7, "", "author")),
        ("by:fo", Begun(3, 5, "fo", "author")),
        ("cat:LG,A", Begun(7, 8, "A", "cat")),
        ('author:"Jakob Fo', Begun(7, 16, "Jakob Fo", "author")),
        ('author:"Jakob Foerster"', None),
        ("(code:", Begun(6, 6, "", "code")),
        ("nosuch:a", None),
        ("cat:LG ", None),
        ('"au', None),
    ],
)
def test_what_is_being_typed(text: str, expected: Begun | None) -> None:
    assert begun(text, len(text)) == expected


def test_inside_a_word_nothing_is_offered() -> None:
    assert begun("author", 2) is None
    assert begun("au world", 2) == Begun(0, 2, "au")


@pytest.mark.parametrize(
    ("text", "cursor", "offer", "expected"),
    [
        ("world au", 8, Offer("author:", "", ""), ("world author:", 13)),
        ("cat:L", 5, Offer("LG ", "", ""), ("cat:LG ", 7)),
        ("cat:L world", 5, Offer("LG ", "", ""), ("cat:LG world", 7)),
        ("cat:AI,L", 8, Offer("LG ", "", ""), ("cat:AI,LG ", 10)),
    ],
)
def test_an_offer_taken(text: str, cursor: int, offer: Offer, expected: tuple[str, int]) -> None:
    part = begun(text, cursor)
    assert part is not None
    assert completed(text, part, offer) == expected


def test_what_stands_there_already_is_not_offered() -> None:
    part = Begun(4, 6, "lg", "cat")
    assert offers_of(part, [FacetValue("LG", 3)]) == []
    assert [offer.shown for offer in offers_of(part, [FacetValue("LG", 3), FacetValue("lgx", 1)])] == [
        "LG",
        "lgx",
    ]
    assert offers_at_once(Begun(5, 8, "yes", "code")) == []


@given(st.text(max_size=40), st.integers(0, 40))
def test_any_text_can_be_looked_at(text: str, cursor: int) -> None:
    part = begun(text, min(cursor, len(text)))
    if part is not None:
        assert text[part.start : part.end].endswith(part.text)
        assert part.field is None or part.field in BY_NAME
