"""What an empty library shows: what paperdeck does, and the two ways to go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Middle, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

WELCOME = Content.assemble(
    ("paperdeck", "bold $accent"), "  ", ("a reading desk for listings of papers", "$foreground"), "\n\n",
    ("Copy a web page that lists papers into a text file, then open it here.\n"
     "Everything stays on this machine; your notes are kept apart from the page.", "$rank-2"), "\n\n",
    ("  s  ", "bold $accent"), ("look around with a sample of 50 papers\n", "$foreground"),
    ("  a  ", "bold $accent"), ("add a listing: type its path below\n", "$foreground"),
    ("  q  ", "bold $accent"), ("leave\n\n", "$foreground"),
    ("From a shell:  paperdeck my-listing.txt", "$rank-2"),
)  # fmt: skip


class WelcomeScreen(Screen[None]):
    """Offers the sample with one key, or a listing by its path."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "sample", "Sample", show=False),
        Binding("a", "path", "Add", show=False),
        Binding("escape", "back", "Back", show=False),
        Binding("q,ctrl+q", "leave", "Leave", show=False),
    ]
    AUTO_FOCUS = ""

    @dataclass
    class ListingWanted(Message):
        """The user wants a listing: a path as typed, or None for the sample."""

        path: str | None

    def compose(self) -> ComposeResult:
        with Middle(), Center(), Vertical(id="welcome"):
            yield Static(WELCOME, markup=False)
            yield Input(placeholder="path of a listing", compact=True, id="welcome-path")
            yield Static("", id="welcome-message", markup=False)

    def say(self, text: str) -> None:
        """Shows what went wrong, or what is going on."""
        self.query_one("#welcome-message", Static).update(text)

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
