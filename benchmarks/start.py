"""Start to first rows on the screen, as a multiple of a bare three-pane Textual app in the same run.

    python -m benchmarks.start [ROUNDS]

Budget: 1.5 times. Both run in a terminal of 160 x 45, by turns, so that a busy machine is busy for both.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

from benchmarks.bare import LAST
from library import Library, Paths, sample_path

SIZE = struct.pack("HHHH", 45, 160, 0, 0)
ROUNDS = 9
PATIENCE = 60.0
"""Seconds after which a program that shows nothing is given up."""
_CONTROL = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")


def shown_after(command: list[str], env: dict[str, str], text: str) -> tuple[float, float]:
    """Seconds from the start of a program to the moment at which `text` is among what it wrote.

    By the clock, and of processor time; the second is what remains comparable on a busy machine.
    """
    start = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(command[0], command, env)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, SIZE)
    written = b""
    try:
        while text.encode() not in _CONTROL.sub(b"", written):
            written += os.read(terminal, 1 << 16)
            if time.perf_counter() - start > PATIENCE:
                raise SystemExit(f"{command[-1]} shows nothing")
        seconds = time.perf_counter() - start
    finally:
        os.kill(pid, signal.SIGKILL)
        used = os.wait4(pid, 0)[2]
        os.close(terminal)
    return seconds, used.ru_utime + used.ru_stime


def main(rounds: int = ROUNDS) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths.under(Path(folder))
        names = {"DATA": paths.data, "CACHE": paths.cache, "CONFIG": paths.config, "STATE": paths.state}
        moved = {f"XDG_{name}_HOME": str(path) for name, path in names.items()}
        env = {**os.environ, **moved, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        paths = Paths(*(path / "paperdeck" for path in names.values()))
        with Library.open(paths) as library:
            library.add(sample_path())
            library.remember("toured", True)
            library.refresh_index()
            first = library.rows(library.newest()[:1])[0].title
        programs = {
            "bare": ([sys.executable, "-m", "benchmarks.bare"], LAST),
            "paperdeck": ([sys.executable, "-c", "from cli.main import main; main()"], first[:20]),
        }
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
        for _ in range(rounds):
            for name, (command, text) in programs.items():
                times[name].append(shown_after(command, env, text))
    for place, kind in enumerate(("by the clock", "of processor time")):
        bare, ours = (statistics.median(each[place] for each in times[name]) * 1000 for name in programs)
        print(f"{ours:5.0f} ms {kind} to the first rows, {ours / bare:.2f} times a bare app's {bare:.0f} ms")
    print(f"medians of {rounds} starts each; the budget is 1.5 times")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
