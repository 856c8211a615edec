"""Start to first rows on the screen, as a multiple of a bare three-pane Textual app in the same run.

    python -m benchmarks.start [ROUNDS]

Budget: 1.5 times. Both run in a terminal of 160 x 45, by turns, so that a busy machine is busy for both.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.bare import LAST
from benchmarks.terminal import Terminal, environment
from library import Library, sample_path

ROUNDS = 9


def shown_after(command: list[str], env: dict[str, str], text: str) -> tuple[float, float]:
    """Seconds from the start of a program to the moment at which `text` is among what it wrote.

    By the clock, and of processor time; the second is what remains comparable on a busy machine.
    """
    with Terminal(command, env) as terminal:
        seconds = terminal.wait_for(text)
        return seconds, terminal.end()


def main(rounds: int = ROUNDS) -> None:
    with tempfile.TemporaryDirectory() as folder:
        env, paths = environment(Path(folder))
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
