"""A program in a terminal of our own: keys go in, and the moment of each of its repaints comes out."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from library import Paths

COLUMNS, LINES = 160, 45
PATIENCE = 60.0
"""Seconds after which a program that shows nothing is given up."""
_CONTROL = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")
_ASKS, _HAS = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
"""Whether a terminal can show a repaint as a whole, and that ours can: so each one has a marked end."""
_END = b"\x1b[?2026l"
_TICK = os.sysconf("SC_CLK_TCK")
MOST = 500
"""Repaints after which a program is taken for one that never rests."""


class SilentError(Exception):
    """A program did not show what was waited for."""


@dataclass(frozen=True, slots=True)
class Repaint:
    """One repaint of the program, complete at a moment of `time.perf_counter`."""

    at: float
    size: int
    """Bytes."""
    stolen: float
    """What `stolen` said then."""


class Terminal:
    """Runs one program, and ends it when the `with` does."""

    def __init__(self, command: Sequence[str], env: dict[str, str]) -> None:
        self.started = time.perf_counter()
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            os.execvpe(command[0], list(command), env)
        self._name = command[-1]
        self._open = True
        self._rest = b""
        self._written = b""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self.end()

    def end(self) -> float:
        """Ends the program; seconds of processor time that it and its children used."""
        if not self._open:
            return 0.0
        self._open = False
        os.kill(self.pid, signal.SIGKILL)
        used = os.wait4(self.pid, 0)[2]
        os.close(self._file)
        return used.ru_utime + used.ru_stime

    def leave(self, keys: bytes) -> None:
        """Presses the keys that leave the program, and waits for its end."""
        os.write(self._file, keys)
        until = time.perf_counter() + PATIENCE
        while time.perf_counter() < until:
            try:
                self._read(0.1)
            except OSError:  # it has closed its side
                break
        self._open = False
        os.waitpid(self.pid, 0)
        os.close(self._file)

    def press(self, key: bytes) -> float:
        """Presses a key; the moment at which that was done."""
        os.write(self._file, key)
        return time.perf_counter()

    def wait_for(self, text: str) -> float:
        """Seconds from the start to the moment at which `text` was among what the program wrote."""
        while text.encode() not in _CONTROL.sub(b"", self._written):
            self._read(1.0)
            if time.perf_counter() - self.started > PATIENCE:
                raise SilentError(f"{self._name} shows nothing")
        return time.perf_counter() - self.started

    def repaints(self, quiet: float, first: float = 10.0) -> list[Repaint]:
        """What is repainted until `quiet` seconds (`first`: for the first one) pass without a repaint."""
        seen = self._next(time.perf_counter() + first)
        while seen and (more := self._next(seen[-1].at + quiet)) and len(seen) < MOST:
            seen += more
        return seen

    def repaints_until(self, moment: float) -> list[Repaint]:
        """What is repainted until a moment of `time.perf_counter`."""
        seen: list[Repaint] = []
        while more := self._next(moment):
            seen += more
        return seen

    def _next(self, end: float) -> list[Repaint]:
        """The repaints that are complete next, unless none is until `end`."""
        found: list[Repaint] = []
        while not found and (left := end - time.perf_counter()) > 0:
            found = self._read(left)
        return found

    def _read(self, seconds: float) -> list[Repaint]:
        if not select.select([self._file], [], [], max(0.0, seconds))[0]:
            return []
        piece = os.read(self._file, 1 << 16)
        at = time.perf_counter()
        if _ASKS in piece:
            os.write(self._file, _HAS)
        self._written = (self._written + piece)[-200_000:]
        *whole, self._rest = (self._rest + piece).split(_END)
        lost = stolen() if whole else 0.0
        return [Repaint(at, len(each), lost) for each in whole]

    # What it costs

    @property
    def processor_time(self) -> float:
        """Seconds used so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

    def memory(self, name: str = "VmRSS") -> int:
        """Megabytes now (VmRSS), now without those of files (RssAnon), or at most so far (VmHWM)."""
        status = Path(f"/proc/{self.pid}/status").read_text("utf-8")
        line = next(line for line in status.splitlines() if line.startswith(name))
        return round(int(line.split()[1]) / 1024)


def stolen() -> float:
    """Seconds so far in which the host of this machine gave its processors to others; 0 if that is unknown.

    From the eighth number of the first line of /proc/stat, see proc(5); it moves in steps of 10 ms.
    """
    try:
        return int(Path("/proc/stat").read_text("ascii").split(None, 9)[8]) / _TICK
    except (OSError, LookupError, ValueError):
        return 0.0


def environment(folder: Path) -> tuple[dict[str, str], Paths]:
    """The environment of a paperdeck whose files all lie in `folder`, and where they lie."""
    names = ("DATA", "CACHE", "CONFIG", "STATE")
    moved = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in names}
    env = {**os.environ, **moved, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    return env, Paths(*(folder / name.lower() / "paperdeck" for name in names))
