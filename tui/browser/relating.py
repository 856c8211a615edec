"""Related papers: `R` shows what is near to a paper instead of the list, escape leads back to its place."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual import on
from textual.message import Message

from library import Library, LibraryError, Row
from parser import PaperKey
from search.answer import Answer, Related
from tui import standing
from tui.browser.finding import Finding
from tui.message import message
from tui.view import Question, View
from tui.writer import Writer

MOST = 20
FOLLOW_AFTER = 0.02
"""Seconds in which the list comes on the screen."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A list of related papers that is shown, and the place to go back to."""

    about: Row
    found: dict[PaperKey, Related]
    before: View
    cursor: int


class Relating(Finding):
    """From a paper to those near it and on from there; a question asked anew ends the walk."""

    @message
    class RelatedFound(Message):
        """What is near to a paper has been found."""

        about: Row
        found: Sequence[Related]

    def __init__(self, library: Library, writer: Writer, scope: tuple[str, ...] = ()) -> None:
        super().__init__(library, writer, scope)
        self._walk: list[Visit] = []

    def action_related(self) -> None:
        if (row := self.papers.row) is not None:
            if not self.library.indexed:
                self.message.say("Looking for near papers without the index, which is being built …")
            self.run_worker(self._find_related(row), group="related", exit_on_error=False)

    async def _find_related(self, about: Row) -> None:
        try:
            found = await asyncio.to_thread(self.library.related, about.key, limit=MOST)
        except LibraryError as error:
            self.message.say(str(error))
            return
        self.post_message(self.RelatedFound(about, found))

    @on(RelatedFound)
    def _related_found(self, event: RelatedFound) -> None:
        if not event.found:
            if self.library.indexed:
                self.message.say("No paper is near to this one")
            else:
                self.message.say("No near paper is known yet", "R once more when the index is built")
        elif self.view is not None and self.papers.key == event.about.key:
            found = {related.key: related for related in event.found}
            self._walk.append(Visit(event.about, found, self.view, self.papers.cursor))
            asked = self.view.question
            question = Question(asked.number, f"related to {event.about.key}", self.scope, None, False)
            shown = self.view.answer
            answer = Answer(tuple(found), shown.total, shown.facets, sort=shown.sort)
            self.view = View(question, answer, self.view.tally)

    # The way back

    def action_clear(self) -> None:
        if self._walk and self.focused is self.papers:
            self._go_back()
        else:
            super().action_clear()

    def _go_back(self) -> None:
        visit = self._walk.pop()
        self.view = visit.before
        self.papers.move_to(visit.cursor)
        self.papers.go_to_paper(visit.about.key)  # the answer may have come during the walk
        self.ask_soon()

    def show_answer(self, view: View) -> None:
        """An answer that was on its way when the walk began is shown when it has led back."""
        if self._walk:
            self._walk[0] = replace(self._walk[0], before=view)
        else:
            super().show_answer(view)

    def ask(self, *, typing: bool) -> None:
        self._walk.clear()
        super().ask(typing=typing)

    def ask_again(self) -> None:
        if not self._walk:  # else the related papers stay, with what was decided about them
            super().ask_again()

    # What is shown

    def follow(self) -> None:
        """On the way there and back the other panes follow the list: all in one paint takes twice as long."""
        if self._walk or self.filters.has_class("-aside"):
            self.set_timer(FOLLOW_AFTER, self._follow)
        else:
            super().follow()

    def _follow(self) -> None:
        super().follow()
        # The counts are those of the query, and so is what choosing one asks for.
        self.filters.set_class(bool(self._walk), "-aside")

    def show_count(self, view: View) -> None:
        if self._walk:
            self.search.show_count(view.answer.count, view.answer.total, "nearest first")
        else:
            super().show_count(view)

    def show_standing(self, view: View) -> None:
        visit, key = (self._walk[-1] if self._walk else None), self.papers.key
        if visit is not None and key in visit.found:
            ties = visit.found[key]
            back = self.keymap.shown("clear")
            self.message.stand(standing.ties(ties, visit.about.title, back, self.size.width))
        else:
            super().show_standing(view)
