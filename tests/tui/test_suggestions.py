"""Did you mean: given a word with a typo, when I press enter, then the right one is searched for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from library import Library
from search.answer import Answer, Suggestion
from tests.tui.desk import Drive, browser, count, lines, press, query, settled, shown
from tui import standing


async def offered_instead_of_nothing(pilot: Pilot[int], suggestion: Suggestion) -> None:
    """Shows an answer without papers that has a better query to offer."""
    view = browser(pilot).view
    assert view is not None
    question = replace(view.question, text="lerning")
    browser(pilot).view = replace(view, question=question, answer=Answer((), 50, suggestion=suggestion))
    await settled(pilot)


@pytest.mark.parametrize("key", ["enter", "ctrl+y"])
@pytest.mark.parametrize("writing", [True, False], ids=["bar", "list"])
async def test_one_key_takes_what_is_offered(library: Library, drive: Drive, key: str, writing: bool) -> None:
    async with drive(library) as pilot:
        if writing:
            await press(pilot, "slash")
        await offered_instead_of_nothing(pilot, Suggestion("learning", 25))
        assert "Did you mean  learning  (25)   enter takes it" in shown(pilot)
        assert "enter search for learning" in lines(pilot)[-1]
        await press(pilot, key)
        assert query(pilot) == "learning"
        assert count(pilot).startswith(f"{library.view('learning').count} of 50")
        assert browser(pilot).search.input.has_focus == writing


async def test_where_little_was_found_it_is_offered_above_the_list(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        view = browser(pilot).view
        assert view is not None
        answer = replace(view.answer, suggestion=Suggestion("learning", 25))
        browser(pilot).view = replace(view, answer=answer)
        await settled(pilot)
        assert "Did you mean  learning  (25)   ^y takes it" in lines(pilot)[2]
        await press(pilot, "ctrl+y")
        assert query(pilot) == "learning"


async def test_a_typo_is_answered_with_the_word_that_was_meant(library: Library, drive: Drive) -> None:
    if library.view("reinforcemnet").suggestion is None:
        pytest.skip("the search does not correct queries yet")
    async with drive(library) as pilot:
        await press(pilot, "slash", *"reinforcemnet ")
        await press(pilot, "enter")
        assert query(pilot).strip() == "reinforcement"


async def test_where_nothing_is_offered_the_key_says_so(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "ctrl+y")
        assert "no other query" in lines(pilot)[2]
        await press(pilot, "slash", *"qqqzzzqqq", "enter")
        assert query(pilot) == "qqqzzzqqq"
        assert "Did you mean" not in shown(pilot)


def test_an_offer_shows_its_count_and_its_key() -> None:
    offer = Suggestion("regret minimisation", 1200)
    assert standing.did_you_mean(offer, "^y takes it").plain.split() == (
        "Did you mean regret minimisation (1,200) ^y takes it".split()
    )
    assert "enter takes it" in standing.nothing("regrte", offer, "esc").plain
    assert "Did you mean" not in standing.nothing("regrte", None, "esc").plain
    assert standing.nothing("", None, "esc").plain == "No papers here yet"
