"""Given the sample, when I decide about one paper or many, then I see what was done, and can take it back."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from library import Library, ReadState, Row
from parser import PaperKey
from search.answer import Sort
from tests.tui.desk import Drive, browser, count, lines, press, query, settled, shown
from tui.browser import BrowserScreen
from tui.browser.queueing import places_past
from tui.chooser import ChooserScreen
from tui.tag_screen import TagScreen


def rows(library: Library, first: int = 5) -> list[Row]:
    """The newest papers, as they are now."""
    return library.rows(list(library.newest())[:first])


def said(pilot: Pilot[int]) -> str:
    return lines(pilot)[2].strip()


def selected(pilot: Pilot[int]) -> str:
    return str(browser(pilot).query_one("#query-selected", Static).content)


@pytest.mark.parametrize(
    ("key", "state"), [("r", ReadState.READ), ("i", ReadState.READING), ("d", ReadState.NO)]
)
async def test_a_key_gives_a_read_state_and_takes_it_back(
    library: Library, drive: Drive, key: str, state: ReadState
) -> None:
    async with drive(library) as pilot:
        await press(pilot, key)
        assert rows(library)[0].state is state
        assert said(pilot).startswith("Marked “")
        await press(pilot, key)
        assert rows(library)[0].state is ReadState.UNREAD


@pytest.mark.parametrize(("key", "state"), zip("uird", ReadState, strict=True))
@pytest.mark.parametrize("size", [(160, 45), (80, 24)])
async def test_the_chooser_gives_any_read_state(
    library: Library, drive: Drive, key: str, state: ReadState, size: tuple[int, int]
) -> None:
    async with drive(library, size=size) as pilot:
        await press(pilot, "m")
        assert isinstance(pilot.app.screen, ChooserScreen)
        assert "not for me" in shown(pilot)
        assert "esc close" in shown(pilot)
        await press(pilot, key)
        assert isinstance(pilot.app.screen, BrowserScreen)
        assert rows(library)[0].state is state


async def test_the_chooser_is_left_without_a_change_or_answered_with_the_mouse(
    library: Library, drive: Drive
) -> None:
    async with drive(library) as pilot:
        await press(pilot, "m", "escape")
        browser(pilot)
        assert library.history() == []
        await press(pilot, "m")
        await pilot.click("#chooser-list", offset=(9, 0))
        await settled(pilot, on=BrowserScreen)
        assert said(pilot) == "That is what it is already"


async def test_decisions_go_to_the_selection_as_one_step(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "space", "space", "j", "space")
        assert selected(pilot) == "3 selected"
        assert [line[29] for line in lines(pilot)[3:7]] == list("✓✓ ✓")
        await press(pilot, "r")
        assert [row.state for row in rows(library)] == ["read", "read", "unread", "read", "unread"]
        assert said(pilot).startswith("Marked 3 papers read")
        await press(pilot, "b", "a")
        assert [row.starred for row in rows(library)] == [True, True, False, True, False]
        assert [row.queued for row in rows(library)] == [True, True, False, True, False]
        assert len(library.history()) == 3
        await press(pilot, "u", "u", "u")
        assert said(pilot) == "Undone: marked 3 papers read"
        assert {row.state for row in rows(library)} == {ReadState.UNREAD}
        await press(pilot, "escape")
        assert selected(pilot) == ""
        await press(pilot, "b")
        assert sum(row.starred for row in rows(library)) == 1, "the cursor's paper again"


async def test_a_mixed_selection_is_made_alike_before_it_is_turned_off(
    library: Library, drive: Drive
) -> None:
    async with drive(library) as pilot:
        await press(pilot, "b", "space", "space", "b")
        assert [row.starred for row in rows(library)][:3] == [True, True, False]
        await press(pilot, "b")
        assert not any(row.starred for row in rows(library))


async def test_all_shown_are_selected_and_nothing_that_is_not_shown_is_touched(
    library: Library, drive: Drive
) -> None:
    async with drive(library) as pilot:
        await press(pilot, "V")
        assert selected(pilot) == "50 selected"
        await press(pilot, "c")
        shown_now = set(browser(pilot).view.answer.order)  # type: ignore[union-attr]
        assert selected(pilot) == f"{len(shown_now)} of 50 selected"
        await press(pilot, "d")
        refused = set(library.view("is:no").order)
        assert refused == shown_now
        assert said(pilot).startswith(f"Marked {len(shown_now)} papers as not for me")
        await press(pilot, "V")
        assert selected(pilot) == ""
        await press(pilot, "c", "V", "V")
        assert selected(pilot) == ""


async def test_a_selection_that_is_not_shown_leaves_decisions_to_the_cursor(
    library: Library, drive: Drive
) -> None:
    async with drive(library) as pilot:
        first = browser(pilot).papers.key
        await press(pilot, "space", "slash", *"hanabi", "enter")
        assert selected(pilot) == "0 of 1 selected"
        await press(pilot, "b")
        starred = set(library.view("is:starred").order)
        assert starred == {browser(pilot).papers.key}
        assert first not in starred
        await press(pilot, "escape")
        assert selected(pilot) == ""
        assert query(pilot) == "hanabi", "escape lets the selection go first"
        await press(pilot, "escape")
        assert query(pilot) == ""


async def test_what_a_decision_takes_out_of_the_list_is_no_longer_selected(
    library: Library, drive: Drive
) -> None:
    async with drive(library) as pilot:
        browser(pilot).search.text = "is:unread"
        await settled(pilot)
        await press(pilot, "space", "space", "r")
        assert count(pilot).startswith("48 of 50")
        assert selected(pilot) == ""
        await press(pilot, "u")
        assert count(pilot).startswith("50 of 50")


@pytest.mark.parametrize("start", [0, 7, 49])
async def test_the_cursor_goes_on_to_the_next_paper_where_its_own_is_gone(
    library: Library, drive: Drive, start: int
) -> None:
    async with drive(library) as pilot:
        browser(pilot).search.text = "is:unread"
        await settled(pilot)
        browser(pilot).papers.move_to(start)
        await settled(pilot)
        order = list(library.newest())
        await press(pilot, "r")
        assert browser(pilot).papers.key == (order[start + 1] if start < 49 else order[48])
        await press(pilot, "u")
        assert browser(pilot).papers.key == order[start], "undo goes to where it happened"


async def test_ctrl_and_a_click_select(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        for place in (2, 4):
            await pilot.click("#list", offset=(10, place), control=True)
        await settled(pilot)
        assert selected(pilot) == "2 selected"
        await pilot.click("#list", offset=(10, 2), control=True)
        await press(pilot, "b")
        assert [row.starred for row in rows(library)] == [False] * 4 + [True]


async def test_while_the_query_has_a_mistake_decisions_go_to_what_is_shown(
    library: Library, drive: Drive
) -> None:
    async with drive(library) as pilot:
        browser(pilot).search.text = "nosuch:thing"
        await settled(pilot)
        await press(pilot, "space", "space", "b")
        assert [row.starred for row in rows(library)] == [True, True, False, False, False]
        assert selected(pilot) == "2 selected"
        await press(pilot, "V", "T", "d", "escape", "escape")
        assert rows(library)[2].state is ReadState.NO


# Tags


async def test_tags_are_written_several_at_once(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "t")
        assert isinstance(pilot.app.screen, TagScreen)
        await press(pilot, *"Later #to-cite", "enter")
        assert rows(library)[0].tags == ("later", "to-cite")
        assert "+later +to-cite" in said(pilot)
        assert "#" in lines(pilot)[3], "a sign in the list"
        await press(pilot, "t")
        assert pilot.app.screen.query_one(Input).value == "later to-cite "
        await press(pilot, *["backspace"] * 8, *"x", "enter")
        assert rows(library)[0].tags == ("later", "x")
        await press(pilot, "u", "u")
        assert rows(library)[0].tags == ()


async def test_tags_of_many_papers_begin_with_those_that_all_carry(library: Library, drive: Drive) -> None:
    a, b, c, *_ = (row.key for row in rows(library))
    library.tag([a, b, c], ["later"])
    library.tag([b], ["odd", "kept"])
    async with drive(library) as pilot:
        await press(pilot, "space", "space", "space", "t")
        assert pilot.app.screen.query_one(Input).value == "later "
        assert "Some have  kept  odd" in shown(pilot)
        assert "Tags on 3 papers" in shown(pilot)
        await press(pilot, *"good -odd", "enter")
        assert [row.tags for row in rows(library)][:3] == [
            ("good", "later"),
            ("good", "kept", "later"),
            ("good", "later"),
        ]
        assert "3 papers: +good -odd" in said(pilot)
        await press(pilot, "u")
        assert library.entry(b).tags == ("kept", "later", "odd")


async def test_tab_completes_a_tag_and_comes_back_to_what_was_typed(library: Library, drive: Drive) -> None:
    keys = [row.key for row in rows(library)]
    library.tag(keys[1:4], ["later"])
    library.tag(keys[1:3], ["latent"])
    library.tag(keys[1:2], ["chocolate"])
    async with drive(library) as pilot:
        await press(pilot, "t", *"new lat")
        line = pilot.app.screen.query_one(Input)
        assert "later 3   latent 2   chocolate 1" in shown(pilot)
        seen = []
        for key in ("tab", "tab", "tab", "tab", "shift+tab", "down"):
            await press(pilot, key)
            seen.append(line.value)
        assert seen == ["new later", "new latent", "new chocolate", "new lat", "new chocolate", "new lat"]
        await press(pilot, "tab", "space", *"lat", "tab", "enter")
        assert rows(library)[0].tags == ("latent", "later", "new")


async def test_the_tag_line_can_be_left_and_an_unchanged_one_does_nothing(
    library: Library, drive: Drive
) -> None:
    async with drive(library, size=(80, 24)) as pilot:
        await press(pilot, "t", *"never", "escape")
        await press(pilot, "t", *"- #", "enter")
        browser(pilot)
        assert library.history() == []
        assert library.tags() == []


# The reading list


async def test_the_reading_list_is_filled_shown_and_put_in_order(library: Library, drive: Drive) -> None:
    a, b, c, d, _ = (row.key for row in rows(library))
    async with drive(library) as pilot:
        await press(pilot, "a", "j", "a", "j", "a", "j", "a")
        assert library.queued() == [a, b, c, d]
        assert "≡" in lines(pilot)[3]
        await press(pilot, "Q")
        assert query(pilot) == "is:queued sort:queue"
        assert list(browser(pilot).papers._order) == [a, b, c, d]
        await press(pilot, "g", "J")
        assert library.queued() == [b, a, c, d]
        assert browser(pilot).papers.key == a, "the cursor goes along"
        assert "down the reading list" in said(pilot)
        await press(pilot, "space", "space", "J")
        assert library.queued() == [b, d, a, c]
        await press(pilot, "J")
        assert said(pilot) == "That is the end of the reading list"
        await press(pilot, "u", "u", "escape", "g", "K")
        assert said(pilot) == "That is the beginning of the reading list"
        await press(pilot, "a")
        assert library.queued() == [b, c, d]
        await press(pilot, "Q")
        assert query(pilot) == ""
        await press(pilot, "g", "J")
        assert "not on the reading list" in said(pilot)


async def test_a_move_passes_the_neighbour_that_is_seen(library: Library, drive: Drive) -> None:
    with_code = list(library.view("code:yes").order)[:2]
    without = list(library.view("code:no").order)[:3]
    library.queue([with_code[0], *without, with_code[1]])
    async with drive(library) as pilot:
        await press(pilot, "c", "Q")
        assert list(browser(pilot).papers._order) == with_code
        await press(pilot, "J")
        assert library.queued() == [*without, with_code[1], with_code[0]]
        await press(pilot, "K")
        assert library.queued() == [*without, *with_code]


def test_places_are_counted_among_those_that_stay() -> None:
    queue = [PaperKey(name) for name in "abcdefg"]
    seen = [PaperKey(name) for name in "acef"]
    assert places_past(queue, seen, [PaperKey("a")], 1) == 2
    assert places_past(queue, seen, [PaperKey("f")], -1) == -1
    assert places_past(queue, seen, [PaperKey("c"), PaperKey("e")], -1) == -2
    assert places_past(queue, seen, [PaperKey("a"), PaperKey("e")], 1) == 1
    assert places_past(queue, seen, [PaperKey("g")], -1) == -1


async def test_history_reaches_back_beyond_the_start_of_the_app(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "V", "d")
    assert library.view("is:no").count == 50
    async with drive(library, size=(80, 24)) as pilot:
        await press(pilot, "u")
        assert said(pilot) == "Undone: marked 50 papers as not for me"
        assert library.view("is:no").count == 0
        await press(pilot, "U")
        assert said(pilot) == "Done again: marked 50 papers as not for me"
        assert library.view("is:no", sort=Sort.NEWEST).count == 50
        await press(pilot, "u", "u")
        assert said(pilot) == "Nothing to undo"


async def test_what_another_paperdeck_decides_is_seen(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        first = rows(library)[0].key
        assert "★" not in lines(pilot)[3]
        with Library.open(library.paths) as other:
            other.star([first], True)
        browser(pilot)._look_for_changes()
        await settled(pilot)
        assert "★" in lines(pilot)[3]
        assert "★ bookmarked" in shown(pilot)


async def test_what_is_selected_from_below_stands_in_the_order_of_the_list(
    library: Library, drive: Drive
) -> None:
    async with drive(library) as pilot:
        order = list(browser(pilot).papers.order)
        await press(pilot, "j", "j", "j", "space", "g", "space", "space", "k", "space")
        assert browser(pilot).targets() == [order[0], order[3]]
