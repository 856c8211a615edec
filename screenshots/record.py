"""Records session.cast (asciinema, version 2): the program in a terminal, on the sample, in its own folders.

Times are those of the script, not of this machine: what a key brings stands at the moment of the key.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import sys
import tempfile
import termios
from pathlib import Path

from textual.keys import format_key

from library import Paths
from screenshots.session import SCRIPT, SIZE
from screenshots.take import NOW, open_library

TARGET = Path(__file__).with_name("session.cast")
QUIET, HASTY = 0.4, 0.15
"""Seconds without a byte after which a screen is finished (a cursor blinks twice a second); while typing."""
FIRST, ANSWER = 30.0, 2.0
"""Seconds that a busy machine may take for its first screen, and to begin with the answer to a key."""
BYTES = {"escape": "\x1b", "enter": "\r", "space": " "}

Style = tuple[str, str, str]
"""Codes of weight and form, of the text's colour, of the ground's."""
PLAIN: Style = ("", "39", "49")
_CODE = re.compile(r"(\x1b\[[0-9;]*m)")
_MOVE = re.compile(r"\x1b[^a-zA-Z]*[a-zA-Z]|[\r\n]")
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "9": "29"}
_ONE = re.compile(r"[34]8;2;\d+;\d+;\d+|[34]8;5;\d+|\d+")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        events = recorded(Path(folder))
    columns, rows = SIZE
    head = {"version": 2, "width": columns, "height": rows, "title": "paperdeck"}
    lines = [json.dumps(each, ensure_ascii=False) for each in (head, *events)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(events)} screens, {TARGET.stat().st_size // 1000} kB")
    return 0


def recorded(folder: Path) -> list[tuple[float, str, str]]:
    """What the terminal gets after each key, as (seconds, "o", text)."""
    pid, terminal = pty.fork()
    if pid == 0:
        begin(folder)
    columns, rows = SIZE
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    events: list[tuple[float, str, str]] = []
    pen = Pen()
    at = 0.0
    try:
        for shown in SCRIPT:
            if shown.key:
                os.write(terminal, BYTES.get(shown.key, format_key(shown.key)).encode())
            quiet = HASTY if shown.seconds < QUIET else QUIET
            if text := answer(terminal, quiet, until="" if shown.key else "quit"):
                events.append((round(at, 2), "o", pen.thrifty(text)))
            at += shown.seconds
    finally:
        os.kill(pid, signal.SIGTERM)
        os.close(terminal)
        os.waitpid(pid, 0)
    return events


def begin(folder: Path) -> None:
    """The child: the program itself, with nothing of this machine in its surroundings."""
    for name in ("DATA", "CACHE", "CONFIG", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(folder / name.lower())
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
    for name in ("COLUMNS", "LINES", "NO_COLOR"):
        os.environ.pop(name, None)
    os.chdir(folder)
    open_library(Paths.of_user(), lambda: NOW).close()
    program = "from cli.main import main; main()"
    os.execv(sys.executable, [sys.executable, "-c", program, "--sample"])


def answer(terminal: int, quiet: float, until: str) -> str:
    """Everything until `until` has been said and the terminal is quiet for some seconds."""
    data = b""
    while True:
        waits = FIRST if until.encode() not in data else quiet if data else ANSWER
        if not select.select([terminal], [], [], waits)[0]:
            return data.decode("utf-8", "replace")
        data += os.read(terminal, 65536)


class Pen:
    """Says a style once, and of the next one only what is different: a quarter of what Textual writes."""

    def __init__(self) -> None:
        self._now = PLAIN

    def thrifty(self, text: str) -> str:
        """The same text with fewer codes; what it does on a screen is the same."""
        wanted, written = self._now, ""
        for part in _CODE.split(text):
            if _CODE.fullmatch(part):
                wanted = styled(part[2:-1])
                continue
            seen = _MOVE.sub("", part)
            if seen.isspace() and not (wanted[0] or self._now[0]).strip("1"):
                wanted = (*self._now[:2], wanted[2])  # of a space only the ground can be seen
            if seen:
                written += step(self._now, wanted)
                self._now = wanted
            written += part
        return written


def styled(codes: str) -> Style:
    """`1;38;2;216;218;224` as form, text and ground; Textual never leaves a style to the one before."""
    form, text, ground = PLAIN
    for code in _ONE.findall(codes):
        if code.startswith(("38;", "3", "9")) and len(code) > 1:
            text = code
        elif code.startswith(("48;", "4", "10")) and len(code) > 1:
            ground = code
        elif code != "0":
            form = f"{form};{code}".strip(";")
    return form, text, ground


def step(now: Style, wanted: Style) -> str:
    """The code that leads from one style to another."""
    codes = [code for before, code in zip(now[1:], wanted[1:], strict=True) if before != code]
    if now[0] != wanted[0]:
        off = sorted({_OFF[code] for code in now[0].split(";") if code})
        codes = [*off, wanted[0], *codes]
    return f"\x1b[{';'.join(filter(None, codes))}m" if codes else ""


if __name__ == "__main__":
    sys.exit(main())
