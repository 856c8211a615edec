"""Bringing listings in while the papers stay usable: progress, stopping, and files that have changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from library import LibraryError
from library.pace import pace
from library.paths import typed_path
from tui.at_hand import at_hand
from tui.browser.base import BrowserBase
from tui.message import message

if TYPE_CHECKING:  # these screens, and what they show, are loaded when they are asked for
    from library import ImportReport, Newer
    from tui.listings_screen import ListingsScreen, Wanted
    from tui.stats_screen import StatsScreen

LOOK_EVERY = 5.0
"""Seconds between two looks at the listing files."""
REDRAW = 0.1
"""Seconds between two lines of progress."""


class Importing(BrowserBase):
    """One import runs at a time; what it has read is in the list as soon as the index has it."""

    @message
    class ImportMoved(Message):
        text: str

    @message
    class ImportEnded(Message):
        """An import is over: with a report, or an error that says why nothing was read."""

        report: ImportReport | None
        error: str = ""

    @message
    class NewerFound(Message):
        """Listing files have changed since they were imported."""

        newer: list[Newer]
        ended: int
        """How many imports had ended when the look began: what it saw may have been brought in since."""

    _newer: tuple[Newer, ...] = ()
    _ended = 0
    """Imports that have come to an end."""
    _stopping = False
    _shows_next: object = None
    """Where somebody was who has added a listing, and waits for its papers."""

    def on_mount(self) -> None:
        self.set_interval(LOOK_EVERY, self.look_for_newer)

    # Files that have changed

    @work(thread=True, exclusive=True, group="watch", exit_on_error=False)
    def look_for_newer(self) -> None:
        ended = self._ended
        if newer := self.library.newer_listings():
            self.post_message(self.NewerFound(newer, ended))

    @on(NewerFound)
    def _newer_found(self, event: NewerFound) -> None:
        if event.ended == self._ended and tuple(event.newer) != self._newer:
            self._newer = tuple(event.newer)
            said = ", ".join(f"{n.name} has {_new(n)}" for n in event.newer)
            brings = self.keymap.hint("update", "brings that in")
            self.message.say(f"Changed since the import: {said}", brings)

    def action_update(self) -> None:
        if self._newer:
            self.import_listings([newer.path for newer in self._newer])
        else:
            self.message.say("No listing file has changed since its import")

    # Importing

    @work(thread=True, group="import", exit_on_error=False)
    def import_listings(self, paths: list[Path]) -> None:
        """Adds or updates listings, one after the other, beside everything else."""
        self._stopping = False
        for path in paths:
            try:
                report = self.library.add(path, progress=self._meter(path.name))
                self.post_message(self.ImportEnded(report))
            except LibraryError as error:
                self.post_message(self.ImportEnded(None, str(error)))
            if self._stopping:
                return

    def _meter(self, name: str) -> Meter:
        return Meter(name, lambda text: self.post_message(self.ImportMoved(text)), lambda: self._stopping)

    @on(ImportMoved)
    def _import_moved(self, event: ImportMoved) -> None:
        self.show_progress("import", event.text)

    @on(ImportEnded)
    def _import_ended(self, event: ImportEnded) -> None:
        self._newer = ()
        self._ended += 1
        self.show_progress("import", "")
        self.message.say(summary(event.report) if event.report else event.error)
        self.papers.forget_rows()
        self.refresh_index()
        shows, self._shows_next = self._shows_next == self._whereabouts, None
        if event.report is not None and shows:
            self.show_scope((event.report.listing,))

    @property
    def _whereabouts(self) -> object:
        """Where the person is: somebody who has gone on meanwhile is not taken anywhere else."""
        return self.scope, self.search.text, self.papers.key, self.app.screen

    def action_stop_import(self) -> None:
        if self._progress.get("import"):
            self._stopping = True
            self.message.say("Stopping the import; what was read stays")
        else:
            self.message.say("No import is running")

    # The screen of listings

    def listings_sheet(self) -> ListingsScreen:
        from tui.listings_screen import ListingsScreen

        return at_hand(self.app, "listings", lambda: ListingsScreen(self.keymap))

    def action_listings(self) -> None:
        listings, total = self.library.listings(), self.library.tally(())
        self.app.push_screen(self.listings_sheet().fill(listings, total, self.scope), self._listing_wanted)

    def _listing_wanted(self, wanted: Wanted | None) -> None:
        from tui.listings_screen import Wanted

        match wanted:
            case Wanted("open", name):
                self.show_scope((name,) if name else ())
            case Wanted("add", path):
                self._shows_next = self._whereabouts
                self.import_listings([typed_path(path)])
            case Wanted("update", path):
                self.import_listings([typed_path(path)])
            case Wanted("remove", name):

                def removed() -> None:
                    if name in self.scope:
                        self.show_scope(())
                    self.refresh_index()

                self.change(lambda: self.library.remove_listing(name), then=removed)

    # The screen of statistics

    def statistics_sheet(self) -> StatsScreen:
        from tui.stats_screen import StatsScreen

        return at_hand(self.app, "statistics", lambda: StatsScreen(self.keymap))

    def action_statistics(self) -> None:
        def show_query(query: str | None) -> None:
            if query:
                self.search.text = query

        scope = self.scope
        sheet = self.statistics_sheet().fill(
            lambda: self.library.statistics(scope),
            scope,
            lambda author: self.library.coauthors(author, scope),
            papers=self.view.tally.papers if self.view is not None else 0,
        )
        self.app.push_screen(sheet, show_query)


class Meter:
    """The progress of one import: says how far it is, ten times a second, and asks whether to go on."""

    def __init__(self, name: str, say: Callable[[str], object], stop: Callable[[], bool]) -> None:
        self._name = name
        self._say = say
        self._stop = stop
        self._start = time.monotonic()
        self._said = 0.0

    def __call__(self, done: int, total: int) -> bool:
        now = time.monotonic()
        if now - self._said > REDRAW:
            self._said = now
            self._say(f"{self._name} {pace(done, total, now - self._start) or 'is being counted'}")
        return not self._stop()


def summary(report: ImportReport) -> str:
    """What an import did, in one line."""
    if report.same:
        return f"Read {report.listing}: nothing has changed"
    counts = {
        "updated": report.updated, "unchanged": report.unchanged, "doubtful": report.doubtful_count,
        "problems": report.problem_count,
    }  # fmt: skip
    parts = [f"{report.new:,} new", *(f"{count:,} {what}" for what, count in counts.items() if count)]
    return f"Read {report.listing}: {', '.join(parts)}{' (stopped)' if report.cancelled else ''}"


def _new(newer: Newer) -> str:
    if newer.new is None:
        return "changed"
    return f"{newer.new:,} new" if newer.new else "changed papers"
