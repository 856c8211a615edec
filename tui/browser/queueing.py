"""The reading list: shown by a key, and put in order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import takewhile

from library import Step
from parser import PaperKey
from search.answer import Sort
from search.edit import chosen, toggled, without
from tui.browser.deciding import Deciding


class Queueing(Deciding):
    """Papers move past the neighbour that is seen, even where a filter hides those in between."""

    def action_show_queue(self) -> None:
        """Only the reading list, in its order; or everything again."""
        text = self.search.text
        if "queued" in chosen(text).get("is", {}):
            self.search.text = without(toggled(text, "is", "queued", None), "sort")
        else:
            self.search.text = f"{toggled(without(text, 'sort'), 'is', 'queued', 'include')} sort:queue"

    def action_move_in_queue(self, by: int) -> None:
        queued = self.view is not None and self.view.answer.sort is Sort.QUEUE
        order = self.papers.order if queued else ()

        def move(keys: list[PaperKey]) -> Step | None:
            queue = self.library.queued()
            on_it = set(queue)
            seen = list(takewhile(on_it.__contains__, order))
            return self.library.move_in_queue(keys, places_past(queue, seen or queue, keys, by))

        self.decide(move, none=f"That is the {'end' if by > 0 else 'beginning'} of the reading list")


def places_past(
    queue: Sequence[PaperKey], seen: Sequence[PaperKey], keys: Collection[PaperKey], by: int
) -> int:
    """How many places of `queue` papers have to move to pass their next neighbour among those `seen`."""
    block = [key for key in seen if key in keys]
    if not block:
        return by
    edge = seen.index(block[-1] if by > 0 else block[0])
    beyond = seen[edge + 1 :] if by > 0 else seen[:edge][::-1]
    neighbour = next((key for key in beyond if key not in keys), None)
    if neighbour is None:
        return by
    first, last = sorted((queue.index(seen[edge]), queue.index(neighbour)))
    passed = sum(key not in keys for key in queue[first : last + 1])
    return passed if by > 0 else -passed
