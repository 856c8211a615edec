"""Measures the search engine beside others: `python -m benchmarks.search [LISTING] [--sizes 1000,10000]`.

All figures come from one run on one machine and are CPU time of this process (a busy machine disturbs wall
time more); medians and 95th percentiles in milliseconds. Ratios travel between machines, times do not. Of an
engine that takes long, only the first queries of a class are timed; all classes are shuffled."""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.questions import Question, questions
from benchmarks.rivals import Fts5, Papis, Rival, Tantivy
from benchmarks.shelf import load
from parser import Paper, PaperKey
from search.answer import Sort
from search.fields import quoted
from search.whoosh_engine import WhooshEngine

_PAPIS_MOST = 10_000
"""Its index of 100,000 papers takes ten minutes to build."""
_PATIENCE = 5.0
"""Seconds of CPU time for one class of one engine."""
_COLD = """
import sys; sys.path[:] = {path!r}
from pathlib import Path
from search.whoosh_engine import WhooshEngine
WhooshEngine.open(Path({folder!r})).find({word!r})[:50]
"""
_COLD_FTS5 = """
import sqlite3
db = sqlite3.connect({file!r})
db.execute("SELECT rowid FROM paper WHERE paper MATCH ? ORDER BY rank LIMIT 50", [{word!r}]).fetchall()
"""


_BROWSING = """
import sys; sys.path[:] = {path!r}
from pathlib import Path
from benchmarks.search import Nobody
from search.whoosh_engine import WhooshEngine
engine, mine = WhooshEngine.open(Path({folder!r})), Nobody()
for text in {texts!r}:
    engine.search(text, mine, typing=True).order[:50]
print(Path("/proc/self/status").read_text("ascii"))
"""


class Nobody:
    """A library in which nobody has written anything."""

    version = 0

    def keys(self, field: str, value: str) -> Collection[PaperKey]:
        return ()

    def values(self, field: str) -> Sequence[str]:
        return {"is": ("starred", "unread", "reading", "read", "no", "new"), "has": ("note",)}.get(field, ())

    def order(self, sort: Sort) -> Sequence[PaperKey]:
        return ()


class Paperdeck:
    """Our engine: the documents and the first fifty, without facets, as the others are asked."""

    def __init__(self, folder: Path, sort: Sort, warm: bool = False) -> None:
        self.name = f"paperdeck, {sort}{', warm' if warm else ''}"
        self.folder, self._sort, self._warm = folder / "index", sort, warm

    def build(self, papers: Sequence[Paper]) -> None:
        if not self.folder.exists():
            WhooshEngine.build(self.folder, iter(papers), total=len(papers))
        self.engine = WhooshEngine.open(self.folder)

    def ask(self, q: Question) -> int:
        if not self._warm:
            self.engine.forget()
        found = self.engine.find(text_of(q), sort=self._sort, typing=bool(q.prefix))
        found[:50]
        return len(found)


def text_of(q: Question) -> str:
    """The question in our query language."""
    parts = [f"cat:{quoted(q.category)}"] if q.category else []
    parts += ["code:yes"] if q.code else []
    parts += [f"since:{q.since}"] if q.since else []
    parts += [f"title:{q.title}"] if q.title else []
    parts += ['"' + " ".join(q.phrase) + '"'] if q.phrase else []
    parts += q.words
    parts += [f"-{q.without}"] if q.without else []
    parts += [f"{q.typo}~"] if q.typo else []
    return " ".join([*parts, q.prefix] if q.prefix else parts)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("listing", nargs="?", type=Path)
    options.add_argument("--sizes", default="1000,10000,100000")
    options.add_argument("--papis", type=int, default=_PAPIS_MOST, help="greatest size for papis' Whoosh")
    options.add_argument("--kept", type=Path, help="a folder where indexes are kept and found again")
    chosen = options.parse_args()
    sizes = [int(size) for size in chosen.sizes.split(",")]
    papers = load(chosen.listing, max(sizes))
    print(f"{time.strftime('%Y-%m-%d')}, Python {sys.version.split()[0]}, {os.cpu_count()} cores, CPU time")
    for size in sizes:
        step = max(len(papers) // size, 1)
        with tempfile.TemporaryDirectory() as passing:
            folder = (chosen.kept or Path(passing)) / str(size)
            folder.mkdir(parents=True, exist_ok=True)
            _measure(papers[::step][:size], folder, size <= chosen.papis)


def _measure(papers: Sequence[Paper], folder: Path, papis: bool) -> None:
    print(f"\n## {len(papers):,} papers\n")
    ours = Paperdeck(folder, Sort.NEWEST)
    rivals: list[Rival] = [
        ours,
        Paperdeck(folder, Sort.RELEVANCE),
        Paperdeck(folder, Sort.RELEVANCE, warm=True),
        Fts5(folder, prefixes=False),
        Fts5(folder, prefixes=True),
    ]
    try:
        rivals.append(Tantivy(folder))
    except ImportError:
        print("tantivy is not installed: left out")
    if papis:
        rivals.append(Papis(folder))
    _build(rivals, papers)
    for name, asked in questions(papers).items():
        random.Random(5).shuffle(asked)
        _table(name, [(rival.name, _times(rival, asked)) for rival in rivals])
    engine = ours.engine
    _refresh(folder, papers)
    _related(engine, papers)
    _cold_start(folder, papers)
    _memory(folder, papers)


def _build(rivals: Sequence[Rival], papers: Sequence[Paper]) -> None:
    """CPU time of all processes (ours takes two), and the time by the clock beside it."""
    taken: list[tuple[str, float, float]] = []
    for rival in rivals:
        start, before = time.perf_counter(), sum(os.times()[:4])
        rival.build(papers)
        cpu = sum(os.times()[:4]) - before
        if cpu > 0.05:  # else its index was there
            taken.append((rival.name, cpu, time.perf_counter() - start))
    _table("build, CPU", [(name, [cpu]) for name, cpu, _ in taken], "s")
    _table("build, by the clock", [(name, [clock]) for name, _, clock in taken], "s")


def _refresh(folder: Path, papers: Sequence[Paper]) -> None:
    """What the app asks for at every key: count, the first fifty, all facets. By turns of the index as it was
    built and of a copy of it to which ten papers are added five times."""
    asked, mine = [text_of(q) for q in questions(papers)["typed"]], Nobody()

    def ask(engine: WhooshEngine, text: str) -> None:
        engine.forget()
        engine.search(text, mine, typing=True).order[:50]

    with tempfile.TemporaryDirectory(dir=folder) as passing:
        shutil.copytree(folder / "index", Path(passing) / "index")
        engines = [WhooshEngine.open(folder / "index"), WhooshEngine.open(Path(passing) / "index")]
        added = [_milliseconds(lambda n=n: _grow(engines[1], papers, n)) for n in range(5)]
        _table("adding 10 papers", [("paperdeck", added)])
        for engine in engines:
            ask(engine, asked[0])
        times = [[_milliseconds(lambda e=e, q=q: ask(e, q)) for e in engines] for q in asked]
    fresh, grown = zip(*times, strict=True)
    _table("full refresh per key", [("paperdeck, as built", fresh), ("paperdeck, after additions", grown)])


def _grow(engine: WhooshEngine, papers: Sequence[Paper], turn: int) -> None:
    """Adds ten papers under keys of their own."""
    step = max(len(papers) // 50, 1)
    some = enumerate(papers[turn * step * 10 :: step][:10])
    engine.upsert([replace(paper, key=PaperKey(f"{10 * turn + n:012x}")) for n, paper in some])


def _related(engine: WhooshEngine, papers: Sequence[Paper]) -> None:
    times = [_milliseconds(lambda p=p: engine.related(p.key)) for p in papers[:20]]
    _table("related papers", [("paperdeck", times)])


def _cold_start(folder: Path, papers: Sequence[Paper]) -> None:
    word = questions(papers)["common word"][0].words[0]
    codes = {
        "paperdeck": _COLD.format(path=sys.path, folder=str(folder / "index"), word=word),
        "FTS5": _COLD_FTS5.format(file=str(folder / "FTS5.db"), word=word),
        "nothing": "pass",
    }
    _table(
        "new process to first results",
        [(name, [_process(code) for _ in range(7)]) for name, code in codes.items()],
    )


def _memory(folder: Path, papers: Sequence[Paper]) -> None:
    """What a process has in memory that has asked everything that is typed, all facets included."""
    texts = [text_of(q) for q in questions(papers)["typed"]]
    code = _BROWSING.format(path=sys.path, folder=str(folder / "index"), texts=texts)
    status = subprocess.run([sys.executable, "-I", "-c", code], check=True, capture_output=True, text=True)
    lines = [line.split() for line in status.stdout.splitlines() if line.startswith(("VmRSS", "RssAnon"))]
    print(
        "memory of a searching process:", ", ".join(f"{name} {int(kb) // 1024} MB" for name, kb, _ in lines)
    )


def _process(code: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)  # `os.times` counts in hundredths of a second
    subprocess.run([sys.executable, "-I", "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1e3


def _times(rival: Rival, asked: Sequence[Question]) -> list[float]:
    rival.ask(asked[0])
    times: list[float] = []
    for q in asked:
        times.append(_milliseconds(lambda q=q: rival.ask(q)))
        if sum(times) > _PATIENCE * 1e3:
            break
    return times


def _milliseconds(call: Callable[[], Any]) -> float:
    return _seconds(call) * 1e3


def _seconds(call: Callable[[], Any]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def _table(title: str, rows: Sequence[tuple[str, Sequence[float]]], unit: str = "ms") -> None:
    """One class: median, 95th percentile, and how many times slower than the first row."""
    first = statistics.median(rows[0][1])
    for name, times in rows:
        middle, most = statistics.median(times), sorted(times)[int(len(times) * 0.95)]
        ratio = f"{middle / first:8.1f}x" if first else ""
        print(f"{title:<28} {name:<28} {middle:10.3f} {most:10.3f} {unit} {ratio}", flush=True)
    print()


if __name__ == "__main__":
    main()
