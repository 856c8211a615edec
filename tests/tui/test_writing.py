"""Given a paper, when I write about it, here or in my own editor, then it is kept and never lost."""

from __future__ import annotations

import contextlib
import datetime as dt
import signal
import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from library import Library, Paths
from parser import Paper, PaperKey
from tests.tui.desk import Drive, browser, count, lines, press, query, settled, shown
from tui.note_area import NoteArea
from tui.note_template import filled
from tui.outside_editor import EditorError, NoteFile, editor_command

TEMPLATE = '[note]\ntemplate = """\n## {title}\n{authors}, {date}\n\n"""\n'


def note(pilot: Pilot[int], library: Library) -> str:
    key = browser(pilot).papers.key
    assert key is not None
    return library.entry(key).note


def left_behind(library: Library) -> list[Path]:
    """The files of notes in the state folder."""
    return sorted(library.paths.state.glob("note-*"))


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Makes a small program the editor: Python code in which `path` is the file."""

    def use(code: str) -> None:
        program = tmp_path / "my editor.py"
        program.write_text(f"import os, sys\nfrom pathlib import Path\npath = Path(sys.argv[-1])\n{code}\n")
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{program}'")

    return use


@contextlib.contextmanager
def lent(pilot: Pilot[int]):  # type: ignore[no-untyped-def]
    """Lets the app lend its terminal, which a test does not have; it has to be given back every time."""
    away = 0

    @contextlib.contextmanager
    def suspend():  # type: ignore[no-untyped-def]
        nonlocal away
        away += 1
        yield
        away -= 1  # as Textual does it: not after an error

    pilot.app.suspend = suspend  # type: ignore[method-assign,assignment]
    yield
    assert away == 0


# Here


@pytest.mark.parametrize("size", [(160, 45), (100, 30), (80, 24)])
async def test_a_note_is_written_beside_its_abstract(
    library: Library, drive: Drive, size: tuple[int, int]
) -> None:
    async with drive(library, size=size) as pilot:
        await press(pilot, "e", *"mine", "enter", *"all")
        screen = browser(pilot)
        assert screen.query_one(TextArea).size.height >= 8
        assert screen.query_one("#paper").size.height >= 8
        assert screen.detail.region.height == screen.query_one("#panes").region.height
        assert library.entry(library.newest()[0]).paper.abstract.split(".")[0][:30] in shown(pilot)
        assert "esc back" in shown(pilot)
        await press(pilot, "escape")
        assert note(pilot, library) == "mine\nall"
        screen.detail.scroller.scroll_end(animate=False)
        await settled(pilot)
        assert any("mine" in line.split() for line in lines(pilot))


async def test_the_paper_scrolls_while_its_note_is_written(library: Library, drive: Drive) -> None:
    async with drive(library, size=(80, 24)) as pilot:
        await press(pilot, "e", "ctrl+down", "ctrl+down")
        assert browser(pilot).detail.scroller.scroll_offset.y > 0
        await press(pilot, "ctrl+up", "ctrl+up", *"x")
        assert browser(pilot).detail.scroller.scroll_offset.y == 0
        assert browser(pilot).query_one(TextArea).text == "x"


async def test_one_sitting_is_one_step_however_often_it_was_saved(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "e", *"first")
        screen = browser(pilot)
        for word in ("second", "third"):
            screen.query_one(NoteArea).on_blur()  # saved, as after every rest
            await settled(pilot)
            await press(pilot, "space", *word)
        await press(pilot, "escape", "e", *", later", "escape")
        assert note(pilot, library) == "first second third, later"
        assert len(library.history()) == 2
        await press(pilot, "u")
        assert note(pilot, library) == "first second third"
        await press(pilot, "u")
        assert note(pilot, library) == ""


async def test_notes_are_found_by_their_words(library: Library, drive: Drive) -> None:
    library.set_note(library.newest()[7], "A *baseline* to beat")
    async with drive(library) as pilot:
        await press(pilot, "slash", *"note:basel")
        assert count(pilot).startswith("1 of 50")
        assert query(pilot) == "note:basel"
        assert browser(pilot).papers.key == library.newest()[7]
        assert "✎" in lines(pilot)[3]


# Templates


def test_a_template_is_filled_in_from_the_paper() -> None:
    paper = Paper(
        PaperKey("k"), "On {authors}", ("Ada Byron", "Kurt Weil"), True, "LG", dt.date(2024, 3, 1), "Mar 1",
        False, (), "", (), arxiv_id="2403.00001",
    )  # fmt: skip
    text = filled("# {title}\n{authors} ({date}, {category}) {link} {other} {", paper)
    assert text == (
        "# On {authors}\nAda Byron, Kurt Weil et al. (2024-03-01, LG)"
        " https://arxiv.org/abs/2403.00001 {other} {"
    )


async def test_an_empty_note_begins_with_the_template_and_stays_empty_untouched(
    library: Library, drive: Drive
) -> None:
    library.paths.settings.write_text(TEMPLATE)
    with Library.open(Paths.under(library.paths.data.parent)) as own:
        async with drive(own) as pilot:
            title = own.rows(list(own.newest())[:1])[0].title
            await press(pilot, "e")
            assert browser(pilot).query_one(TextArea).text.startswith(f"## {title}\n")
            await press(pilot, "escape")
            assert note(pilot, own) == ""
            assert own.history() == []
            await press(pilot, "e", *"x", "escape")
            assert note(pilot, own).startswith(f"## {title}\n")
            assert note(pilot, own).endswith("x")
            await press(pilot, "e")
            assert browser(pilot).query_one(TextArea).text == note(pilot, own)


# In the user's own editor


async def test_the_own_editor_gets_the_note_and_gives_it_back(library: Library, drive: Drive, editor) -> None:  # type: ignore[no-untyped-def]
    editor("path.write_text(path.read_text() + f'mode {path.stat().st_mode & 0o777:o}\\n')")
    async with drive(library) as pilot:
        await press(pilot, "e", *"before", "escape")
        with lent(pilot):
            await press(pilot, "E")
        assert note(pilot, library) == "before\nmode 600"
        assert "Wrote the note on" in shown(pilot)
        assert left_behind(library) == []
        await press(pilot, "u")
        assert note(pilot, library) == "before"
        await pilot.press("ctrl+q")
    assert library.entry(library.newest()[0]).note == "before", "nothing stale is saved at the end"


async def test_an_editor_that_changes_nothing_changes_nothing(library: Library, drive: Drive, editor) -> None:  # type: ignore[no-untyped-def]
    editor("pass")
    async with drive(library) as pilot:
        with lent(pilot):
            await press(pilot, "E")
        assert "The note is as it was" in shown(pilot)
        assert library.history() == []
        assert left_behind(library) == []


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("sys.exit(3)", "ended with code 3"),
        (f"os.kill(os.getpid(), {int(signal.SIGKILL)})", "was ended by signal 9"),
    ],
)
async def test_a_failing_editor_loses_nothing(
    library: Library, drive: Drive, editor, end: str, said: str
) -> None:  # type: ignore[no-untyped-def]
    editor(f"path.write_text('half a thought')\n{end}")
    async with drive(library, size=(160, 45)) as pilot:
        await press(pilot, "e", *"before", "escape")
        with lent(pilot):
            await press(pilot, "E")
        assert note(pilot, library) == "before"
        (kept,) = left_behind(library)
        assert kept.read_text() == "half a thought"
        assert lines(pilot)[2].strip().startswith("Kept in ")
        await press(pilot, "j")
    file = NoteFile(library.paths.state, PaperKey("k"), "before")
    with pytest.raises(EditorError, match=said):
        file.edit([sys.executable, "-c", f"import os, sys\n{end}"])
    assert left_behind(library) == [kept], "an untouched file is not kept"


async def test_an_editor_that_is_not_there_is_said_with_what_to_do(
    library: Library, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor --wait")
    async with drive(library) as pilot:
        with lent(pilot):
            await press(pilot, "E")
        assert "Cannot start no-such-editor: No such file" in shown(pilot)
        assert "$EDITOR" in shown(pilot)
        monkeypatch.setenv("VISUAL", "'half a quote")
        await press(pilot, "E")
        assert "$VISUAL has a quote that is not closed" in shown(pilot)
        assert left_behind(library) == []


async def test_a_terminal_that_cannot_be_lent_is_said(library: Library, drive: Drive, editor) -> None:  # type: ignore[no-untyped-def]
    editor("pass")
    async with drive(library) as pilot:
        await press(pilot, "E")
        assert "cannot be lent" in shown(pilot)
        assert left_behind(library) == []


def test_the_editor_is_named_by_config_then_visual_then_editor() -> None:
    environ = {"VISUAL": "code --wait", "EDITOR": "nano"}
    assert editor_command(("hx", "-w"), environ) == ["hx", "-w"]
    assert editor_command((), environ) == ["code", "--wait"]
    assert editor_command((), {"VISUAL": "", "EDITOR": "'my editor' -x"}) == ["my editor", "-x"]
    assert editor_command((), {}) == ["vi"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import os, sys; os.unlink(sys.argv[-1])", "left no file"),
        ("import sys; open(sys.argv[-1], 'wb').write(b'\\xff\\xfe')", "kept in"),
    ],
)
def test_what_an_editor_may_do_to_the_file(tmp_path: Path, code: str, said: str) -> None:
    file = NoteFile(tmp_path, PaperKey("k"), "text")
    with pytest.raises(EditorError, match=said):
        file.edit([sys.executable, "-c", code])


def test_ctrl_c_is_meant_for_the_editor_and_ours_again_after_it(tmp_path: Path) -> None:
    file = NoteFile(tmp_path, PaperKey("k"), "text")
    code = (
        # a program that was started in the background hands on that it ignores ctrl+c
        "import os, signal; signal.signal(signal.SIGINT, signal.SIG_DFL);"
        "os.kill(os.getppid(), signal.SIGINT); os.kill(os.getpid(), signal.SIGINT)"
    )
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(EditorError, match=r"code|signal"):
        file.edit([sys.executable, "-c", code])
    assert signal.getsignal(signal.SIGINT) is before
