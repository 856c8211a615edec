"""What the eye needs: contrast, signs beside colours, every theme, every size, every script."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual import events
from textual.color import Color
from textual.pilot import Pilot
from textual.theme import BUILTIN_THEMES, Theme
from textual.widgets import Input

from library import Library, ReadState
from tests.tui.desk import Drive, browser, lines, press, settled, shown
from tui.app import PaperdeckApp
from tui.help_screen import HelpScreen
from tui.theme import ANSI, CONTRAST, DARK, HOUSE_THEMES, READ_BY_CONTRAST, fallbacks

SIZES = [(160, 45), (100, 30), (80, 24), (60, 20), (40, 12), (20, 5)]
ODD = """\
AIAug 12, 2024Code
機械学習による論文の整理と検索のための新しい方法についての研究Taro Yamada, Hanako Suzuki
要約です。
LGJun 3, 2024
Émile's naïve 👩‍👩‍👧 family of 🇩🇪 models: déjà vu, a title that goes on until it is cutZoë Ünal, Ann Lee
An abstract with 漢字 and 👍🏽 in it.
LGMay 3, 2024
ทดสอบ Thai and العربية and combining é é ôBob Ray, Ann Lee
Another abstract.
"""


def ratio(front: str, back: str) -> float:
    """Contrast by WCAG 2.2: (lighter + 0.05) / (darker + 0.05), of relative luminance."""

    def luminance(colour: str) -> float:
        parts = [value / 255 for value in Color.parse(colour).rgb]
        linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    one, other = sorted((luminance(front), luminance(back)))
    return (other + 0.05) / (one + 0.05)


@pytest.mark.parametrize("theme", READ_BY_CONTRAST, ids=lambda theme: theme.name)
def test_house_themes_can_be_read(theme: Theme) -> None:
    """4.5:1 is what WCAG 2.2 asks of text; the third rank repeats or decorates and has 3:1."""
    strict = theme is CONTRAST
    grounds = [str(theme.background), str(theme.surface), theme.variables["cursor-line"]]
    texts = [theme.foreground, theme.accent, theme.primary, theme.success, theme.error]
    texts += [theme.variables["rank-2"], theme.variables["category"]]
    for ground in grounds:
        for text in texts:
            assert ratio(str(text), ground) >= (7 if strict else 4.5), (text, ground)
        assert ratio(theme.variables["rank-3"], ground) >= (4.5 if strict else 3), ground


@pytest.mark.parametrize("name", sorted(BUILTIN_THEMES))
def test_textuals_themes_have_our_names_too(name: str) -> None:
    """None of our colours is missing; ranks go from the text towards the background."""
    names = fallbacks(BUILTIN_THEMES[name])
    assert set(names) == set(fallbacks(HOUSE_THEMES[0]))
    if not BUILTIN_THEMES[name].ansi:
        back = BUILTIN_THEMES[name].to_color_system().generate()["background"]
        assert ratio(names["rank-2"], back) > ratio(names["rank-3"], back) > ratio(names["hairline"], back)


async def test_every_theme_can_be_worn(library: Library, drive: Drive) -> None:
    async with drive(library, size=(100, 30)) as pilot:
        for name in pilot.app.available_themes:
            pilot.app.theme = name
            await pilot.pause()
            assert "50 papers" in lines(pilot)[0]


@pytest.mark.parametrize(
    ("terminal", "theme"),
    [
        ({"TERM": "linux"}, ANSI),
        ({"TERM": "xterm"}, ANSI),
        ({"TERM": "xterm-256color"}, DARK),
        ({"TERM": "linux", "COLORTERM": "truecolor"}, DARK),
    ],
    ids=str,
)
async def test_a_terminal_of_16_colours_gets_its_own(
    library: Library, monkeypatch: pytest.MonkeyPatch, terminal: dict[str, str], theme: Theme
) -> None:
    monkeypatch.delenv("COLORTERM", raising=False)
    for name, value in terminal.items():
        monkeypatch.setenv(name, value)
    assert PaperdeckApp(library).theme == theme.name


async def test_a_theme_chosen_on_a_console_stays_there(
    library: Library, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLORTERM", raising=False)
    monkeypatch.setenv("TERM", "linux")
    async with drive(library) as pilot:
        await press(pilot, "colon", *"theme ansi-light", "enter")
    assert PaperdeckApp(library).theme == "ansi-light"
    monkeypatch.setenv("COLORTERM", "truecolor")
    assert PaperdeckApp(library).theme == DARK.name


async def test_no_meaning_by_colour_alone(library: Library, drive: Drive) -> None:
    keys = library.newest()[:5]
    library.star(keys[:1], True)
    library.set_state(keys[1:2], ReadState.READING)
    library.set_state(keys[2:3], ReadState.READ)
    library.set_state(keys[3:4], ReadState.NO)
    async with drive(library) as pilot:
        left = browser(pilot).papers.region.x
        signs = [line[left : left + 4] for line in lines(pilot)[3:8]]
        assert signs[0].startswith("▌★•")
        assert len({sign[2] for sign in signs[1:]}) == 4
        await press(pilot, "f", "enter", "j", "x")
        assert "●" in shown(pilot)
        assert "⊘" in shown(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_wide_letters_accents_and_emoji_align(
    library: Library, drive: Drive, size: tuple[int, int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("odd") / "odd.txt"
    path.write_text(ODD, encoding="utf-8")
    library.add(path)
    async with drive(library, scope=("odd",), size=size) as pilot:
        assert len(browser(pilot).papers._order) == 3
        for key in ("slash", "escape", "escape", "enter"):
            assert all(cell_len(line) == size[0] for line in lines(pilot))
            await press(pilot, key)


@pytest.mark.parametrize("size", SIZES)
async def test_everything_is_reached_at_any_size(
    library: Library, drive: Drive, size: tuple[int, int]
) -> None:
    async with drive(library, size=size) as pilot:
        title = library.rows(library.newest()[:1])[0].title
        assert title[:10] in shown(pilot), "titles never vanish"
        assert "50" in shown(pilot), "nor does the count"
        await press(pilot, "enter")
        assert browser(pilot).detail.scroller.region.height >= 1
        await press(pilot, "escape", "f")
        assert browser(pilot).filters.region.height >= 1
        await press(pilot, "enter", "escape")
        assert browser(pilot).search.text
        await press(pilot, "escape", "e", "x")
        editor = browser(pilot).query_one("#note-text")
        assert editor.region.bottom <= browser(pilot).query_one("#panes").region.bottom
        assert editor.region.height >= 1
        await press(pilot, "escape", "question_mark", *"bookmark")
        await settled(pilot, on=HelpScreen)
        assert pilot.app.screen.query_one(Input).region.height == 1
        assert "ookmark" in shown(pilot)
        await press(pilot, "escape", "g")
        assert title[:10] in shown(pilot)


def wheel(pilot: Pilot[int], x: int, y: int) -> events.MouseScrollDown:
    return events.MouseScrollDown(None, x, y, 0, 1, 0, False, False, False, x, y)


async def test_the_wheel_moves_what_is_under_it(library: Library, drive: Drive) -> None:
    async with drive(library, size=(160, 20)) as pilot:
        for pane in (browser(pilot).papers, browser(pilot).filters):
            before = pane.scroll_offset.y
            for _ in range(3):
                pane.post_message(wheel(pilot, pane.region.x + 5, pane.region.y + 5))
            await pilot.app.animator.wait_until_complete()
            await settled(pilot)
            assert pane.scroll_offset.y > before


async def test_a_double_click_opens_the_paper(library: Library, drive: Drive) -> None:
    async with drive(library, size=(60, 20)) as pilot:
        await pilot.click("#list", offset=(10, 3), times=2)
        await settled(pilot)
        assert browser(pilot).reading
