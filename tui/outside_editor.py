"""A note in the user's own editor: a private file, a program with an argument list, no shell. No widget."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from parser import PaperKey, clean


class EditorError(Exception):
    """The editor could not be used, or failed; `str()` is the whole message, one line."""


def editor_command(configured: Sequence[str], environ: Mapping[str, str]) -> list[str]:
    """The argument list: of config.toml, else of $VISUAL, else of $EDITOR, else `vi`."""
    if configured:
        return list(configured)
    for name in ("VISUAL", "EDITOR"):
        try:
            if command := shlex.split(environ.get(name, "")):
                return command
        except (ValueError, RuntimeError):
            raise EditorError(f"${name} has a quote that is not closed") from None
    return ["vi"]


class NoteFile:
    """A note while another program has it: readable by its owner alone, there until it is dropped."""

    def __init__(self, folder: Path, key: PaperKey, text: str) -> None:
        try:
            descriptor, name = tempfile.mkstemp(dir=folder, prefix=f"note-{key}-", suffix=".md")
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(_as_file(text))
        except OSError as error:
            raise EditorError(f"no file for the note in {folder}: {error.strerror}") from error
        self.path = Path(name)
        self._written = text

    def edit(self, command: Sequence[str]) -> str | None:
        """The text after the editor has ended; None where it is as before.

        EditorError where the editor failed. What was written until then stays in the file, and the message
        says where; a file that says nothing new is dropped.
        """
        try:
            code = _run([*command, str(self.path)])
        except OSError as error:
            self.drop()
            what = clean(f"cannot start {command[0]}: {error.strerror}")
            raise EditorError(f"{what} (set $EDITOR, or command under [editor] in config.toml)") from error
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise EditorError("the editor left no file; the note is as it was") from None
        except (OSError, UnicodeDecodeError) as error:
            raise EditorError(f"kept in {self.place}: not a text that can be read ({error})") from error
        changed = text != _as_file(self._written)
        if code != 0:
            if changed:
                raise EditorError(f"kept in {self.place}: the editor {_ended(code)}")
            self.drop()
            raise EditorError(f"the editor {_ended(code)}; the note is as it was")
        return text.rstrip("\n") if changed else None

    @property
    def place(self) -> str:
        """The path as a person writes it."""
        try:
            return f"~/{self.path.relative_to(Path.home())}"
        except (ValueError, RuntimeError):
            return str(self.path)

    def drop(self) -> None:
        """Removes the file; to be called once its text is in the library."""
        self.path.unlink(missing_ok=True)


def _run(command: Sequence[str]) -> int:
    """Waits for a program that has the terminal. ctrl+c is then meant for it, not for us."""
    process = subprocess.Popen(command)
    # Ignored only after the start: the program would inherit it.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return process.wait()
    finally:
        signal.signal(signal.SIGINT, before)


def _as_file(text: str) -> str:
    """Texts end with a newline in a file; an empty one stays empty."""
    return text if not text or text.endswith("\n") else text + "\n"


def _ended(code: int) -> str:
    return f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
