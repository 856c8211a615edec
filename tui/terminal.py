"""The way to the terminal and back: bytes that are no keys, a terminal that is gone, signals. No widget."""

from __future__ import annotations

import asyncio
import logging
import os
import selectors
import signal
import sys
from codecs import getincrementaldecoder
from collections.abc import Callable, Mapping
from typing import IO, Any

from textual import constants
from textual._parser import Read1
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Paste, Resize
from textual.message import Message

from parser import clean_block

log = logging.getLogger(__name__)

LARGEST = 2_000
"""Columns or rows; what claims to be a larger terminal is a mistake or an attack on our memory."""
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
IDLE = 0.1
"""Seconds between two looks at whether the app has ended."""
NEAR, FAR = 0.01, 0.03


def wait_behind_escape(environ: Mapping[str, str]) -> float:
    """Seconds after which the byte of escape is that key, and not the beginning of another one.

    Textual waits a tenth of a second, which everyone would see who closes a sheet. A terminal writes the
    bytes of a key in one go, and tmux waits 10 ms as well; only a network may bring them in two pieces.
    """
    if "ESCDELAY" in environ:
        return constants.ESCAPE_DELAY
    return FAR if environ.keys() & {"SSH_CONNECTION", "SSH_TTY"} else NEAR


ALONE = wait_behind_escape(os.environ)


class TerminalClosed(Message):
    """Nothing can be read from the terminal any more; sent to the app."""


class KeyParser(XTermParser):
    """Textual's, with a shorter wait behind an escape."""

    def read1(self, timeout: float | None = None) -> Read1:  # type: ignore[override]
        return Read1(timeout and ALONE)


class SteadyDriver(LinuxDriver):
    """Textual 8.2's driver, which an invalid byte on the keyboard ends and which outlives its terminal.

    Its decoder is strict, an end of input makes it spin, and after a write that failed it waits for ever.
    """

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._file = _Screen(self._file or sys.stderr)  # type: ignore[assignment]

    def run_input_thread(self) -> None:
        """Turns bytes into events until the app ends or the terminal does."""
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        parser, text = KeyParser(self._debug), ""
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                wait, text = min(ALONE, IDLE) if text else IDLE, ""
                if selector.select(wait):
                    if not (data := self._read()):
                        self.send_message(TerminalClosed())
                        return
                    text = decode(data)
                parser = self._feed(parser, text)

    def process_message(self, message: Message) -> None:
        """Hands an event on; what a terminal may say, but no sane one says, is left out."""
        if isinstance(message, Resize) and not all(0 < side <= LARGEST for side in message.size):
            return
        if isinstance(message, Paste):
            message.text = pasted(message.text)
        super().process_message(message)

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, 4096)
        except OSError:  # EIO: the terminal was closed
            return b""

    def _feed(self, parser: KeyParser, text: str) -> KeyParser:
        """Hands on what the text means; gives a new parser where a key code that is no character broke it."""
        for character in (*text, ""):
            try:
                for event in parser.feed(character) if character else parser.tick():
                    self.process_message(event)
            except Exception:
                log.info("not a key that anybody has")
                parser = KeyParser(self._debug)
        return parser


def pasted(text: str) -> str:
    """What a paste brings in: whatever lay in the clipboard, nothing that a terminal would obey."""
    return clean_block(text)


class _Screen:
    """Where the driver writes; a terminal that is gone takes nothing and complains of nothing."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        try:
            self._file.write(text)
        except UnicodeEncodeError:
            self._file.write(text.encode("ascii", "replace").decode())
        except OSError:
            log.info("the terminal is gone")

    def flush(self) -> None:
        try:
            self._file.flush()
        except OSError:
            log.info("the terminal is gone")

    def fileno(self) -> int:
        return self._file.fileno()

    def isatty(self) -> bool:
        return self._file.isatty()


def listen(leave: Callable[[int], object]) -> None:
    """Calls `leave` with the exit code (128 + number) for every signal that asks the program to end.

    Until then such a signal ends Python at once and leaves the terminal as it is: raw, on the other screen.
    """
    loop = asyncio.get_running_loop()
    for number in ENDINGS:
        loop.add_signal_handler(number, leave, 128 + number)
