"""What the first sheet and the first note would have to load, in pieces for moments without keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

MODULES = (
    "tui.chooser", "tui.palette", "tui.help_screen", "tui.note_area", "tui.triage_screen",
    "tui.listings_screen", "tui.tag_screen", "tui.save_screen", "tui.export_screen", "tui.cut_screen",
    "tui.stats_screen",
)  # fmt: skip
"""The likelier first."""


def pieces(app: App[Any]) -> Iterator[Callable[[], object]]:
    """The pieces in their order: the modules, then the styles that they bring. Each takes about a frame."""
    for module in MODULES:
        yield partial(import_module, module)
    yield partial(_read_widgets, app)
    yield partial(_read_sheets, app)


def _read_sheets(app: App[Any]) -> None:
    """Reads the sheets' stylesheet, as opening the first of them would (and all styles anew with it)."""
    from tui.sheet import Sheet

    path = str(Path(__file__).with_name(Sheet.CSS_PATH))
    if not app.stylesheet.has_source(path):
        app.stylesheet.read(path)
        app.stylesheet.parse()


def _read_widgets(app: App[Any]) -> None:
    """Reads the styles that Textual's widgets bring along, as mounting the first of each would."""
    from textual.containers import VerticalScroll
    from textual.widgets import Input, OptionList

    from tui.choice_list import ChoiceList
    from tui.text_lines import TextLines

    for widget in (Input(), OptionList(), TextLines(), ChoiceList(), VerticalScroll()):
        widget._post_register(app)
    app.stylesheet.parse()
