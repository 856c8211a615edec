"""The edge of a pane that the mouse can take. Knows where it is; who gets the room, the screen says."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widget import Widget

from tui.message import message


@message
class EdgeDragged(Message):
    """The edge of a pane was moved by the mouse to a place of the screen."""

    pane: Widget
    x: int
    y: int
    done: bool = False
    """The mouse let go of it."""


class MovableEdge(Widget):
    """A pane whose border towards its neighbour can be dragged; where there is none, it stands alone."""

    edge_taken = False
    """The button was pressed on the edge, and so the click that follows means nothing else."""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self.edge_taken = self._is_edge(event)
        if self.edge_taken:
            self.capture_mouse()
            self.add_class("-dragged")

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self.has_class("-dragged"):
            self.post_message(EdgeDragged(self, event.screen_x, event.screen_y))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self.has_class("-dragged"):
            self.remove_class("-dragged")
            self.release_mouse()
            self.post_message(EdgeDragged(self, event.screen_x, event.screen_y, done=True))

    def _is_edge(self, event: events.MouseEvent) -> bool:
        border, region = self.styles.border, self.region
        return any(
            side[0] and at == line
            for side, at, line in (
                (border.left, event.screen_x, region.x),
                (border.right, event.screen_x, region.right - 1),
                (border.top, event.screen_y, region.y),
            )
        )
