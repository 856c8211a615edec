"""A pseudo-terminal with paperdeck in it: keys in, bytes out, and whether it is left as it was found."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).parents[1]
PROGRAM = "from cli.main import main; main()"
PATIENCE = 30.0
"""Seconds after which something that should have happened has not."""

_PAIRS = (
    (b"\x1b[?1049h", b"\x1b[?1049l"),
    (b"\x1b[?1000h", b"\x1b[?1000l"),
    (b"\x1b[?1003h", b"\x1b[?1003l"),
    (b"\x1b[?2004h", b"\x1b[?2004l"),
    (b"\x1b[?25l", b"\x1b[?25h"),
)


def home(folder: Path) -> dict[str, str]:
    """The variables that make `folder` the home of a paperdeck: what `Paths.of_user` reads."""
    names = ("DATA", "CACHE", "CONFIG", "STATE")
    return {"HOME": str(folder), **{f"XDG_{name}_HOME": str(folder / name.lower()) for name in names}}


class Terminal:
    """One program on a terminal of its own; use it in a `with` block, which ends the program."""

    def __init__(
        self,
        *args: str,
        env: Mapping[str, str],
        size: tuple[int, int] = (100, 30),
        program: str = PROGRAM,
    ) -> None:
        self._master, slave = os.openpty()
        columns, rows = size
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.set_blocking(self._master, False)
        self._before = termios.tcgetattr(slave)
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, *args],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=ROOT,
            env={"PATH": os.environ.get("PATH", ""), "TERM": "xterm-256color", "LANG": "C.UTF-8", **env},
            start_new_session=True,
            # The terminal must be the session's own, or closing it would not send SIGHUP.
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(slave)
        self.output = b""
        self._closed = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.close()

    def _read(self) -> None:
        while not self._closed:
            try:
                ready, _, _ = select.select([self._master], [], [], 0.05)
                if ready:
                    self.output += os.read(self._master, 1 << 16)  # EIO once the program has ended
                elif self.process.poll() is not None:
                    return
            except (OSError, ValueError):
                return

    def send(self, data: bytes) -> None:
        """Types; what a dead program does not take is dropped."""
        end = time.monotonic() + PATIENCE
        while data and time.monotonic() < end and self.alive:
            # A program that has stopped reading would make a plain write wait for ever.
            if not select.select([], [self._master], [], 0.1)[1]:
                continue
            try:
                data = data[os.write(self._master, data[:256]) :]
            except BlockingIOError:
                continue
            except OSError:
                return

    def wait_for(self, text: str | bytes, *, after: int = 0, patience: float = PATIENCE) -> bool:
        """Whether the program writes something, from a place in the output on, before patience ends."""
        wanted = text.encode() if isinstance(text, str) else text
        return self.wait_until(lambda: self.output.find(wanted, after) >= 0, patience)

    def wait_until_quiet(self, seconds: float = 0.2) -> None:
        """Waits until nothing has been written for a while."""
        length = -1
        while length != len(self.output):
            length = len(self.output)
            time.sleep(seconds)

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def close(self) -> None:
        """Closes the window, as a person does with a mouse."""
        if not self._closed:
            self._closed = True
            self._reader.join()
            os.close(self._master)

    def code(self, patience: float = PATIENCE) -> int | None:
        """The exit code; None where the program does not end."""
        try:
            code = self.process.wait(patience)
        except subprocess.TimeoutExpired:
            return None
        if not self._closed:
            self._reader.join()
        return code

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    @property
    def stopped(self) -> bool:
        """Whether it has been paused, as with ctrl+z."""
        state = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()[0]
        return state == "T"

    def unrestored(self) -> list[str]:
        """What the program left behind on the terminal; to be asked after its end."""
        left = []
        now = termios.tcgetattr(self._master)
        if now[:4] != self._before[:4]:
            left.append("the line settings")
        for on, off in _PAIRS:
            if self.output.rfind(on) > self.output.rfind(off):
                left.append(on[2:].decode())
        return left

    def wait_until(self, done: Callable[[], bool], patience: float = PATIENCE) -> bool:
        """Whether something comes true before patience ends."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if done():
                return True
            if not self.alive and not self._reader.is_alive():
                return done()
            time.sleep(0.01)
        return False
