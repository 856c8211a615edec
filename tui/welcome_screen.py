"""What an empty library shows: what paperdeck does, and the two ways to go on."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Center, Middle, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from parser import clean_block
from tui.footers import Footer
from tui.keymap import Keymap
from tui.keys import WELCOME_KEYS, bindings
from tui.message import message

WAYS_ON: Footer = [
    (1, "{welcome.sample}", "look around with a sample of 50 papers"),
    (1, "{welcome.add}", "add a listing: type its path below"),
    (1, "{welcome.leave}", "leave"),
]


def welcome(keymap: Keymap) -> Content:
    """What paperdeck does, and the ways on with the keys that hold for this user."""
    ways = [
        Content.assemble((f"  {key}  ", "bold $accent"), (said, "$foreground"))
        for _, key, said in keymap.footer(WAYS_ON)
    ]
    return Content.assemble(
        ("paperdeck", "bold $accent"), "  ", ("a reading desk for listings of papers", "$foreground"), "\n\n",
        ("Copy a web page that lists papers into a text file, then open it here.\n"
         "Everything stays on this machine; your notes are kept apart from the page.", "$rank-2"), "\n\n",
        Content("\n").join(ways), "\n\n",
        ("From a shell:  paperdeck my-listing.txt", "$rank-2"),
    )  # fmt: skip


class WelcomeScreen(Screen[None]):
    """Offers the sample with one key, or a listing by its path."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(WELCOME_KEYS)]
    AUTO_FOCUS = ""

    @message
    class ListingWanted(Message):
        """The user wants a listing: a path as typed, or None for the sample."""

        path: str | None

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        with Middle(), Center(), Vertical(id="welcome"):
            yield Static(welcome(self._keymap), markup=False)
            yield Input(placeholder="path of a listing", compact=True, id="welcome-path")
            yield Static("", id="welcome-message", markup=False)

    def say(self, text: str) -> None:
        """Shows what went wrong, or what is going on."""
        self.query_one("#welcome-message", Static).update(Content(clean_block(text)))

    def action_sample(self) -> None:
        self.post_message(self.ListingWanted(None))

    def action_path(self) -> None:
        self.query_one("#welcome-path", Input).focus()

    def action_back(self) -> None:
        self.set_focus(None)

    def action_leave(self) -> None:
        self.app.exit(0)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.post_message(self.ListingWanted(event.value.strip()))
