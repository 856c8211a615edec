"""The least that a three-pane Textual app can be: what a start is measured against."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import Footer, Input, Static

LAST = "the last line of the bare list"


class Bare(App[None]):
    CSS = "Static { width: 1fr; }"

    def compose(self) -> ComposeResult:
        yield Input(placeholder="search")
        with Horizontal():
            yield Static("value\n" * 30, markup=False)
            yield Static("a paper\n" * 38 + LAST, markup=False)
            yield Static("abstract " * 200, markup=False)
        yield Footer()


if __name__ == "__main__":
    Bare().run()
