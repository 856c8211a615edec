"""The three single lines around the panes: title, message and keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from library import Tally
from parser import clean
from tui.cells import cut, cut_quoted, keep_what_fits
from tui.footers import Footer
from tui.keys import Key

GAP = 3


class TitleBar(Static):
    """The program, the listing, how many papers it has and how many of them are new."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", markup=False, id=id)
        self._shown = Content("")

    def show(self, scope: Sequence[str], tally: Tally, progress: str = "") -> None:
        name = ", ".join(scope) or "all papers"
        facts = f"{tally.papers:,} paper{'' if tally.papers == 1 else 's'}"
        if tally.new:
            facts += f" · {tally.new:,} new"
            if tally.new_since:
                facts += f" since {day(tally.new_since)}"
        if progress:
            facts += f" · {progress}"
        room = max(8, self.size.width - len("paperdeck") - len(facts) - 6)
        shown = Content.assemble(
            ("paperdeck", "bold $accent"),
            "  ",
            (cut(name, room), "$foreground"),
            "  ",
            (facts, "$rank-2"),
        )
        if not shown.is_same(self._shown):
            self._shown = shown
            self.update(shown, layout=False)


class MessageLine(Static):
    """What just happened, else what stands there for the present answer; empty most of the time."""

    SHOWN_FOR = 6.0
    """Seconds."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", markup=False, id=id)
        self._standing = Content("")
        self._clearing = 0
        self._saying = False

    def say(self, text: str, hint: str = "") -> None:
        """Shows a sentence for a while; it is cleaned here, for what an error from below may quote."""
        text, hint = clean(text), clean(hint)
        self._clearing += 1
        self._saying = True
        number = self._clearing
        room = self.size.width - len(hint) - 6
        shown = cut_quoted(text[:1].upper() + text[1:], room)
        self._put(Content.assemble("  ", (shown, "$accent"), "  ", (hint, "$rank-2")))
        self.set_timer(self.SHOWN_FOR, lambda: self._clear(number))

    def stand(self, content: Content, *, at_once: bool = False) -> None:
        """Shows something for as long as nothing happens; empty takes it away.

        at_once: even over a sentence that was said a moment ago (a mistake in the query).
        """
        if self._standing.is_same(content):
            return
        self._standing = content
        if at_once or not self._saying:
            self._saying = False
            self._put(content)

    def _put(self, content: Content) -> None:
        self.update(content, layout=False)  # always one line: a layout of the screen costs 10 ms

    def _clear(self, number: int) -> None:
        if number == self._clearing and self._saying:
            self._saying = False
            self._put(self._standing)


class KeyBar(Static):
    """The keys that fit the focused pane; the more important ones stay when there is little room."""

    def __init__(self, keys: Footer | None = None, *, id: str | None = None, classes: str = "") -> None:
        super().__init__("", markup=False, id=id, classes=classes)
        self._keys = keys or []

    def show(self, keys: Footer) -> None:
        if keys != self._keys:
            self._keys = keys
            self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        texts = [(rank, f"{key} {label}") for rank, key, label in self._keys]
        kept = set(keep_what_fits(texts, self.content_size.width, GAP))
        parts = [
            Content.assemble((key, "bold $foreground"), " ", (label, "$rank-3"))
            for _, key, label in self._keys
            if f"{key} {label}" in kept
        ]
        self.update(Content(" " * GAP).join(parts), layout=False)


def footer_keys(keys: Sequence[Key]) -> Footer:
    """The keys that have a place in the footer."""
    return [(key.footer, key.display, key.label) for key in keys if key.footer and key.display]


def day(date: dt.date, *, with_year: bool = False) -> str:
    """`14 Nov` or `14 Nov 2026`."""
    return f"{date.day} {date:%b %Y}" if with_year else f"{date.day} {date:%b}"


def within(widget: Widget, ancestor: Widget) -> bool:
    """Whether `widget` is `ancestor` or stands inside it."""
    return ancestor in widget.ancestors_with_self
