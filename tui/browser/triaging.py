"""The way into triage and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.at_hand import at_hand
from tui.browser.selecting import Selecting

if TYPE_CHECKING:
    from tui.triage import Triage
    from tui.triage_screen import TriageScreen


class Triaging(Selecting):
    """Triage walks what is shown, or what of it is selected."""

    def action_triage(self) -> None:
        """Begins at the cursor; of a selection at its first paper."""
        if self.view is None or (key := self.papers.key) is None:
            return
        from tui.triage import Triage

        some = self.shown_selection
        at = self.papers.cursor if not some else some.index(key) if key in some else 0
        triage = Triage(some or self.papers.order, at)
        self.app.push_screen(self.triage_sheet().fill(triage, self.view.answer.hits), self._triaged)

    def triage_sheet(self) -> TriageScreen:
        from tui.triage_screen import TriageScreen

        return at_hand(self.app, "triage", lambda: TriageScreen(self.library, self.writer))

    def _triaged(self, triage: Triage | None) -> None:
        if triage is not None:
            self.wanted = triage.key
            self.message.say(triage.words() or "nothing was decided")
            self.show_changed()
