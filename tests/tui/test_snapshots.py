"""Pictures of the main screens at three sizes. Few on purpose: each holds a layout that words would not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from library import Library
from tests.tui.desk import settled
from tui.app import PaperdeckApp
from tui.note_area import NoteArea

SIZES = [(160, 45), (100, 30), (80, 24)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(
    "keys",
    [
        (),
        ("slash", *"cat:LG regret"),
        ("f", "enter", "j", "x"),
        ("j", "e", *"A note."),
        ("question_mark",),
        ("T", "b"),
        ("percent_sign",),
        ("L",),
        ("M",),
        ("slash", *"zyxwvu"),
    ],
    ids=["main", "search", "filters", "note", "help", "triage", "statistics", "listings", "cut", "nothing"],
)
def test_screen(
    library: Library,
    snap_compare: Callable[..., bool],
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    keys: tuple[str, ...],
) -> None:
    monkeypatch.setattr(NoteArea, "REST", 60.0)  # a note that is saved by then has its sign in the list

    async def act(pilot: Pilot[int]) -> None:
        await settled(pilot)
        await pilot.press(*keys)
        await settled(pilot)
        for line in pilot.app.screen.query("Input, TextArea").results(Input | TextArea):
            line.cursor_blink = False  # half of the time the cursor is not there
            line.notify_style_update()  # a text area keeps its lines as drawn
        await pilot.pause(0.1)

    assert snap_compare(PaperdeckApp(library, ("sample",)), terminal_size=size, run_before=act)
