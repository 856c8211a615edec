"""Questions to the library: one at a time in a thread, and of those that wait only the newest."""

from __future__ import annotations

import logging
from collections.abc import Callable

from textual.message import Message
from textual.widget import Widget

from library import Library, LibraryError
from tui.message import message
from tui.view import Question, View

log = logging.getLogger(__name__)


@message
class Answered(Message):
    """The library answered a question."""

    view: View


@message
class AskingFailed(Message):
    """A question could not be answered."""

    error: str


class Asker:
    """Keeps a fast typist from queueing: while one question runs, a newer one replaces the one that waits."""

    def __init__(self, library: Library, owner: Widget) -> None:
        self._library = library
        self._owner = owner
        self._waiting: Question | None = None
        self._number = 0
        self.busy = False

    def ask(self, make: Callable[[int], Question]) -> None:
        """Asks what `make` builds from the next number; the answer comes to the owner as a message."""
        self._number += 1
        self._waiting = make(self._number)
        if not self.busy:
            self.next()

    def next(self) -> None:
        """Starts the question that waits; to be called when an answer has come."""
        question, self._waiting = self._waiting, None
        self.busy = question is not None
        if question is not None:
            self._owner.run_worker(
                lambda: self._answer(question), group="ask", thread=True, exit_on_error=False
            )

    def _answer(self, question: Question) -> None:
        try:
            answer = self._library.view(
                question.text, scope=question.scope, sort=question.sort, typing=question.typing
            )
            view = View(question, answer, self._library.tally(question.scope))
            self._owner.post_message(Answered(view))
        except LibraryError as error:
            self._owner.post_message(AskingFailed(str(error)))
        except Exception:
            log.exception("no answer to %r", question)
            self._owner.post_message(AskingFailed("The search failed; the log has the details"))
