"""From a key to its repaint: the real app in a terminal of 160 x 45, worked by keys as a person would.

    python -m benchmarks.keys [LISTING] [--sizes 10000,100000] [--keep FOLDER] [--only help,palette]

The time of a key is that of its first repaint, and of its last: the answer with its counts, the paper that
follows the cursor after a rest of 50 ms, a sheet with all that is on it. The keys of a bare Textual app are
measured before and after, in the same terminal: what they take is the machine's share. On a virtual machine
the host may take a processor away for a while; keys during which it did not are counted once more by
themselves, as undisturbed.
"""

from __future__ import annotations

import argparse
import lzma
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice, pairwise
from pathlib import Path

from benchmarks.bare import LAST
from benchmarks.shelf import load
from benchmarks.terminal import Terminal, environment, stolen
from library import Library, Paths
from parser import Paper

ESCAPE, ENTER = b"\x1b", b"\r"
REST = 0.25
"""Seconds without a repaint after which a key has had all its effect; a text cursor blinks after 0.5."""
QUERIES = ("reinforcement learning", "world models", "graph neural", "cat:LG diffusion", "author:wang -new")
LOOKING = 5.0
"""Seconds before the first key, as a person looks at the first titles; what is put off is done then."""
TIMES = 24
"""With 20 or fewer the 95th percentile would be the slowest of all."""
HELD_FOR, HELD_RATE = 10.0, 30


@dataclass
class Measured:
    """The keys of one kind: seconds to the first repaint and to the last, processor time and bytes of all."""

    first: list[float] = field(default_factory=list)
    undisturbed: list[float] = field(default_factory=list)
    """Those of the first repaints until which the host of the machine took no processor away."""
    last: list[float] = field(default_factory=list)
    processor: float = 0.0
    size: int = 0


class Desk:
    """The app at work, and what its keys took, by kind."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self.measured: dict[str, Measured] = {}

    def press(self, kind: str, *keys: bytes, rest: float = REST) -> None:
        """Presses keys, each after all effects of the one before."""
        measured = self.measured.setdefault(kind, Measured())
        for key in keys:
            before, lost = self._terminal.processor_time, stolen()
            at = self._terminal.press(key)
            if seen := self._terminal.repaints(rest):
                measured.first.append(seen[0].at - at)
                if seen[0].stolen == lost:
                    measured.undisturbed.append(seen[0].at - at)
                measured.last.append(seen[-1].at - at)
                measured.size += sum(repaint.size for repaint in seen)
            measured.processor += self._terminal.processor_time - before

    def type(self, kind: str, text: str) -> None:
        self.press(kind, *(letter.encode() for letter in text))

    def both(
        self, there: str, back: str, key: bytes, *ways_back: bytes, times: int, rest: float = REST
    ) -> None:
        """Opens something with a key, and leaves it by others."""
        for _ in range(times):
            self.press(there, key, rest=rest)
            self.press(back, *ways_back)


Scene = Callable[[Desk, int], None]
"""One kind of work; the number says how often each thing is done, about."""


def moving(desk: Desk, times: int) -> None:
    desk.press("cursor", *[b"j"] * 3 * times, *[b"k"] * times)
    desk.press("page", *[b"\x04", b"\x15"] * (times // 2), *[b"G", b"g"] * (times // 4))


def searching(desk: Desk, times: int) -> None:
    for query in QUERIES:
        desk.press("to the query", b"/")
        desk.type("typing", query)
        desk.press("clear the query", ESCAPE)
        desk.press("leave the query", ESCAPE)
    for _ in range(times - len(QUERIES)):
        desk.press("to the query", b"/")
        desk.type("typing", "m")
        desk.press("clear the query", ESCAPE)
        desk.press("leave the query", ESCAPE)
    desk.both("code only", "all papers again", b"c", b"c", times=times)


def filtering(desk: Desk, times: int) -> None:
    desk.both("to the filters", "leave the filters", b"f", ESCAPE, times=times - 1)
    desk.press("to the filters", b"f")
    desk.press("filter, cursor", b"j", *[b"j", b"k"] * (times // 2))
    desk.both("filter chosen", "filter let go", ENTER, ENTER, times=times)
    desk.both("filter excluded", "exclusion let go", b"x", b"x", times=times)
    desk.press("leave the filters", ESCAPE)


def ordering(desk: Desk, times: int) -> None:
    desk.press("order", *[b"s"] * times)


def deciding(desk: Desk, times: int) -> None:
    for _ in range(times):
        desk.press("bookmark", b"b")
        desk.press("cursor", b"j")
        desk.press("read", b"r")
        desk.press("undo", b"u", b"u")


def selecting(desk: Desk, times: int) -> None:
    desk.press("select", *[b" "] * times)
    desk.press("let go", ESCAPE)
    desk.both("select all", "select none", b"V", b"V", times=times)


def writing(desk: Desk, times: int) -> None:
    desk.both("note, open", "note, leave", b"e", ESCAPE, times=times - 1)
    desk.press("note, open", b"e")
    desk.type("note, type", "What is this paper about, and why?")
    desk.press("note, leave", ESCAPE)


def opening(kind: str, key: bytes, rest: float = REST) -> Scene:
    """Opens a sheet and leaves it."""

    def scene(desk: Desk, times: int) -> None:
        desk.both(kind, "leave a sheet", key, ESCAPE, times=times, rest=rest)

    return scene


def triaging(desk: Desk, times: int) -> None:
    desk.both("triage", "leave triage", b"T", ESCAPE, times=times)


def relating(desk: Desk, times: int) -> None:
    desk.both("related", "back from related", b"R", ESCAPE, times=times)


def zooming(desk: Desk, times: int) -> None:
    desk.both("zoom", "zoom back", b"z", b"z", times=times)


SCENES: dict[str, Scene] = {
    "moving": moving,
    "searching": searching,
    "filtering": filtering,
    "ordering": ordering,
    "deciding": deciding,
    "selecting": selecting,
    "writing": writing,
    "help": opening("help", b"?"),
    "palette": opening("palette", b":"),
    "listings": opening("listings", b"L"),
    "tags": opening("tags", b"t"),
    "copy": opening("copy", b"y"),
    "export": opening("export", b"x"),
    "statistics": opening("statistics", b"%", rest=1.0),  # it counts
    "triage": triaging,
    "related": relating,
    "zoom": zooming,
}
"""What a person does in an hour, in a few minutes."""


def hold(terminal: Terminal, key: bytes) -> tuple[int, float, float]:
    """Holds a key: how often it came, seconds from the last to its repaint, the longest gap between two."""
    start = time.perf_counter()
    count = int(HELD_FOR * HELD_RATE)
    moments = [start]
    for number in range(count):
        at = terminal.press(key)
        moments += [seen.at for seen in terminal.repaints_until(start + (number + 1) / HELD_RATE)]
    late = [seen.at for seen in terminal.repaints(REST, first=0.5)]
    # The very last repaint is that of the paper, which follows the cursor after its rest.
    backlog = max(*moments[-2:], *late[:-1]) - at
    return count, max(0.0, backlog), max(after - before for before, after in pairwise(moments))


def report(desk: Desk, bare: float) -> None:
    heads = (
        f"{'first repaint, ms':^23}  {'undisturbed':^13}   {'last repaint, ms':^23} {'of bare':>8}{'CPU':>7}"
        f"{'bytes':>9}"
    )
    print(f"\n{'':<25}   {heads}")
    spread = f"{'p50':>7}{'p95':>8}{'max':>8}"
    print(f"{'key':<20}{'times':>5}   {spread}  {'times':>5}{'p95':>8}   {spread} {'p50':>8}{'ms':>7}")
    for kind, each in desk.measured.items():
        if not (count := len(each.first)):
            print(f"{kind:<20}    no repaint at all")
            continue
        ratio = statistics.median(each.last) / bare
        print(
            f"{kind:<20}{count:>5}   {_spread(each.first)}  {_tail(each.undisturbed)}   {_spread(each.last)}"
            f" {ratio:>7.1f}x"
            f"{each.processor / count * 1e3:>7.1f}{each.size // count:>9,}"
        )


def _spread(seconds: Sequence[float]) -> str:
    middle, most = statistics.median(seconds), _p95(seconds)
    return f"{middle * 1e3:>7.1f}{most * 1e3:>8.1f}{max(seconds) * 1e3:>8.1f}"


def _tail(seconds: Sequence[float]) -> str:
    return f"{len(seconds):>5}{_p95(seconds) * 1e3:>8.1f}" if seconds else f"{0:>5}{'':8}"


def _p95(seconds: Sequence[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]


def bare_keys(count: int = 60) -> Measured:
    """The same for letters typed into a bare app."""
    env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    with Terminal([sys.executable, "-m", "benchmarks.bare"], env) as terminal:
        terminal.wait_for(LAST)
        terminal.repaints(REST)
        desk = Desk(terminal)
        desk.type("bare", "a" * count)
    return desk.measured["bare"]


# The library


def as_listing(papers: Iterable[Paper]) -> Iterator[str]:
    """Papers in the three lines of a listing."""
    for paper in papers:
        date = f"{paper.date:%b} {paper.date.day}, {paper.date.year}" if paper.date else ""
        yield f"{paper.category}{date}{'Code' * paper.has_code}\n"
        yield f"{paper.title}{', '.join(paper.authors)}\n{paper.abstract}\n"


@contextmanager
def library_of(listing: Path | None, count: int, keep: Path | None) -> Iterator[tuple[dict[str, str], Paths]]:
    """A library of `count` papers with its index; kept for another run where a folder is given."""
    with tempfile.TemporaryDirectory() as passing:
        folder = keep / str(count) if keep else Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        env, paths = environment(folder)
        with Library.open(paths) as library:
            if not library.tally().papers:
                text = Path(passing) / "papers.txt"
                with text.open("w", encoding="utf-8") as file:
                    file.writelines(_lines(listing, count))
                library.add(text)
                text.unlink()
                library.remember("toured", True)
            library.refresh_index()
            library.remember("place []", {})
        yield env, paths


def _lines(listing: Path | None, count: int) -> Iterable[str]:
    if listing is None:
        return as_listing(load(None, count))
    with (lzma.open if listing.suffix == ".xz" else open)(listing, "rt", encoding="utf-8") as file:
        return list(islice(file, 3 * count))


def measure(listing: Path | None, count: int, times: int, keep: Path | None, scenes: Sequence[Scene]) -> None:
    with library_of(listing, count, keep) as (env, paths):
        with Library.open(paths) as library:
            first = library.rows(library.newest()[:1])[0].title
            papers = library.tally().papers
        print(f"\n## {papers:,} papers; load {_load()}", flush=True)
        bare = bare_keys()
        print(f"a letter in a bare app: {_spread(bare.last)} ms (p50, p95, max)", flush=True)
        with Terminal([sys.executable, "-c", "from cli.main import main; main()"], env) as terminal:
            print(f"first rows after {terminal.wait_for(first[:20]) * 1e3:.0f} ms")
            terminal.repaints(LOOKING, first=LOOKING)
            print(f"memory after the start {terminal.memory()} MB")
            desk = Desk(terminal)
            for scene in scenes:
                scene(desk, times)
            for _ in range(3):
                terminal.press(ESCAPE)
                terminal.repaints(REST, first=REST)  # there may be nothing to leave
            desk.press("first paper", b"g")
            held, backlog, longest = hold(terminal, b"j")
            memory = terminal.memory(), terminal.memory("RssAnon"), terminal.memory("VmHWM")
            terminal.leave(b"q")
        report(desk, statistics.median(bare.last))
        with Library.open(paths) as library:
            stands = library.recall("place []", {}).get("paper")
            moved = list(library.newest()).index(stands)
        print(
            f"j held {HELD_FOR:.0f} s at {HELD_RATE} Hz: the list stood {backlog * 1e3:.0f} ms after the last"
            f" key, longest gap {longest * 1e3:.0f} ms; {held} keys moved the cursor by {moved}"
        )
        print(f"memory after browsing {memory[0]} MB, {memory[1]} of it its own, at most {memory[2]} MB")
        print(f"a letter in a bare app, again: {_spread(bare_keys().last)} ms; load {_load()}")


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def main() -> None:
    options = argparse.ArgumentParser(description="From a key to its repaint, in a terminal.")
    options.add_argument("listing", nargs="?", type=Path)
    options.add_argument("--sizes", default="10000,100000")
    options.add_argument("--times", type=int, default=TIMES, help="how often each thing is done, about")
    options.add_argument("--keep", type=Path, help="folder in which the libraries stay for the next run")
    options.add_argument("--only", help=f"comma separated, of {', '.join(SCENES)}")
    chosen = options.parse_args()
    names = chosen.only.split(",") if chosen.only else list(SCENES)
    print(f"{time.strftime('%Y-%m-%d')}, Python {sys.version.split()[0]}")
    for size in map(int, chosen.sizes.split(",")):
        measure(chosen.listing, size, chosen.times, chosen.keep, [SCENES[name] for name in names])


if __name__ == "__main__":
    main()
