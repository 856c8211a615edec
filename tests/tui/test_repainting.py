"""What is painted, and when: nothing half done, nothing in the styles of a moment ago."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

import tui
from library import Library
from tests.tui.desk import Drive, browser, press, settled, shown
from tui.browser.panes import MARKS
from tui.idle import REST, Idle

RULE = re.compile(r"([^{}]+)\{[^{}]*\}")
ARRANGEMENTS = {"-wide", "-stacked", "-single"}


def marked_rules() -> list[tuple[str, set[str], str]]:
    """Every selector of the main screen's stylesheet with a mark: the mark, where it matters, and to whom."""
    css = Path(tui.__path__[0], "paperdeck.tcss").read_text(encoding="utf-8")
    css = re.sub(r"/\*.*?\*/|&[^{}]*\{[^{}]*\}", "", css, flags=re.DOTALL)
    found = [selector.split() for rule in RULE.findall(css) for selector in rule.split(",")]
    named = [({*".".join(parts[:-1]).split(".")}, parts[-1]) for parts in found]
    return [
        (mark, {each[1:] for each in classes & ARRANGEMENTS or ARRANGEMENTS}, part)
        for classes, part in named
        for mark in MARKS
        if mark in classes
    ]


def test_a_mark_is_told_to_those_whose_look_depends_on_it() -> None:
    rules = marked_rules()
    for mark, (arrangements, parts) in MARKS.items():
        assert {part for name, _, part in rules if name == mark} == set(parts)
        assert set().union(*(where for name, where, _ in rules if name == mark)) == arrangements


def frames(pilot: Pilot[int], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What stands on the screen after each repaint from now on."""
    seen: list[str] = []
    monkeypatch.setattr(pilot.app, "post_display_hook", lambda: seen.append(shown(pilot)))
    return seen


@pytest.mark.parametrize(
    ("key", "title", "rest"),
    [
        ("question_mark", "Keys", ("Next paper", "esc close", "type a word")),
        ("colon", "Everything", ("Next paper", "esc close", "type to find")),
        ("L", "Listings", ("All papers", "add a file")),
        ("M", "Where does the title end?", ("leave it",)),
        ("T", "triage", ("not for me", "1 of 50")),
    ],
)
async def test_a_sheet_is_never_seen_half_done(
    library: Library,
    drive: Drive,
    monkeypatch: pytest.MonkeyPatch,
    key: str,
    title: str,
    rest: tuple[str, ...],
) -> None:
    async with drive(library) as pilot:
        seen = frames(pilot, monkeypatch)
        await press(pilot, key)
        opened = [frame for frame in seen if re.search(rf"  {re.escape(title)}", frame)]
        assert opened
        for frame in opened:
            assert all(word in frame for word in rest), frame


async def test_a_sheet_lies_over_the_papers(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        title = browser(pilot).papers.row_of(browser(pilot).papers.order[0]).title
        await press(pilot, "L")
        assert title in shown(pilot)


async def test_lines_are_drawn_anew_in_another_theme(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        papers = browser(pilot).papers
        before = papers.render_line(3)
        await press(pilot, "tab", "shift+tab")
        assert papers.render_line(3) is before
        pilot.app.theme = "paperdeck-light"
        await settled(pilot)
        assert [segment.text for segment in papers.render_line(3)] == [segment.text for segment in before]
        assert papers.render_line(3) != before


async def test_what_is_put_off_is_done_one_piece_a_moment(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        idle, done = Idle(pilot.app), list[int]()
        idle.put_off(lambda: done.append(1), lambda: done.append(2))
        idle._look()
        assert done == []  # a key was pressed a moment ago
        idle._last -= REST
        idle._look()
        assert done == [1]
        idle._look()
        assert done == [1, 2]
