"""Measures the parser on papers that are known: `python -m benchmarks.parsing [LISTING GOLD]... [--half]`.

LISTING is the text of a page, GOLD holds one JSON object a paper, in its order; both may be packed (.xz).
Without any, the sets in ../shared/listings are taken. With --half the statistics of words are counted anew in
every second paper of each GOLD, and the cut of line 2 is measured on the papers between. Speed is CPU time of
both passes over the streamed file, on one core, the quickest of three times; a busy machine still lowers it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import lzma
import resource
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parser import Record, best_cut, is_doubtful, lines_of, read, survey
from parser.train import Counts, papers
from parser.wordstats import read_stats, word_stats

_SETS = Path(__file__).parents[1].parent / "shared" / "listings"
_AS_OF = dt.date(2026, 11, 22)
_TIMES = 3
_FIELDS = ("category", "date", "date_text", "has_code", "et_al", "affiliations", "abstract", "links")


@dataclass
class Score:
    """How the papers of one set, or with one label, were read."""

    papers: int = 0
    right: int = 0
    """Title and author list exactly as they should be."""
    whole: int = 0
    """Every other known field too."""
    wrong_doubtful: int = 0
    right_doubtful: int = 0

    def add(self, is_right: bool, is_whole: bool, confidence: float) -> None:
        doubtful = is_doubtful(confidence)
        self.papers += 1
        self.right += is_right
        self.whole += is_right and is_whole
        self.right_doubtful += is_right and doubtful
        self.wrong_doubtful += doubtful and not is_right

    def row(self) -> str:
        wrong = self.papers - self.right
        caught = f"{self.wrong_doubtful} of {wrong}" if wrong else "-"
        doubted = f"{100 * self.right_doubtful / max(self.right, 1):.2f} %"
        right, whole = (f"{100 * count / self.papers:.3f} %" for count in (self.right, self.whole))
        return f"{self.papers:>8,} {right:>10} {whole:>10} {caught:>9} {doubted:>8}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="*", type=Path, metavar="LISTING GOLD")
    options.add_argument(
        "--half", action="store_true", help="count in one half of each GOLD, measure the other"
    )
    chosen = options.parse_args()
    if len(chosen.files) % 2:
        options.error("each LISTING needs its GOLD")
    pairs = list(zip(chosen.files[::2], chosen.files[1::2], strict=True)) or _known_sets()
    word_stats()
    memory = 0
    print(
        f"{'':32}{'papers':>8} {'right':>10} {'all fields':>10} {'doubted':>9} {'doubted':>8} {'papers/s':>9}"
    )
    print(f"{'':32}{'':>8} {'':>10} {'':>10} {'of wrong':>9} {'of right':>8} {'CPU':>9}")
    for listing, gold in pairs:
        with _unpacked(listing) as plain:
            if chosen.half:
                scores, speed = _other_half(plain, list(papers(gold)))
            else:
                speed = _speed(plain)  # first: half a gigabyte of expected papers would slow it down
                memory = memory or (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
                scores = _scores(plain, list(papers(gold)))
        for label, score in scores.items():
            name = f"  {label}" if label else listing.name.split(".")[0]
            print(f"{name:32}{score.row()}{'' if label else f'{speed:>10,.0f}'}")
    if memory:
        print(f"most memory while the first of them was read: {memory} MB")
    if not pairs:
        print("no listing was given, and there is none in ../shared/listings", file=sys.stderr)


def _known_sets() -> list[tuple[Path, Path]]:
    pairs = []
    for listing in sorted((*_SETS.glob("*.txt"), *_SETS.glob("*.txt.xz"))):
        gold = listing.with_name(listing.name.replace(".txt", "-gold.jsonl"))
        if gold.exists():
            pairs.append((listing, gold))
    return pairs


@contextmanager
def _unpacked(listing: Path) -> Iterator[Path]:
    if listing.suffix != ".xz":
        yield listing
        return
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / listing.stem
        with lzma.open(listing) as packed, plain.open("wb") as file:
            shutil.copyfileobj(packed, file)
        yield plain


def _speed(listing: Path) -> float:
    """Papers a second of CPU time, both passes as the program does them."""
    quickest, count = float("inf"), 0
    with listing.open("rb") as stream:
        for _ in range(_TIMES):
            stream.seek(0)
            started = time.process_time()
            found = survey(lines_of(stream, skim=True))
            stream.seek(0)
            for _ in read(lines_of(stream), found, as_of=_AS_OF):
                pass
            quickest = min(quickest, time.process_time() - started)
            count = found.papers
    return count / quickest


def _scores(listing: Path, expected: list[dict[str, Any]]) -> dict[str, Score]:
    """How the papers were read, by label; "" stands for all of them."""
    scores: dict[str, Score] = defaultdict(Score)
    with listing.open("rb") as stream:
        found = survey(lines_of(stream, skim=True))
        stream.seek(0)
        records = {
            part.line: part
            for part in read(lines_of(stream), found, as_of=_AS_OF)
            if isinstance(part, Record)
        }
    for number, gold in enumerate(expected):
        record = records.get(3 * number + 1)
        paper = record.paper.to_json() if record else {}
        right = all(paper.get(field) == gold[field] for field in ("title", "authors"))
        whole = all(paper.get(field) == gold[field] for field in _FIELDS if field in gold)
        for label in ("", *_labels(gold)):
            scores[label].add(right, whole, record.confidence if record else 0.0)
    return dict(sorted(scores.items()))


def _other_half(listing: Path, expected: list[dict[str, Any]]) -> tuple[dict[str, Score], float]:
    """The cut alone, with words counted in every second paper, of the papers between; cuts a second."""
    counts = Counts()
    for gold in expected[::2]:
        counts.add(gold["title"], gold["authors"], gold["et_al"])
    with tempfile.TemporaryDirectory() as folder:
        counts.write(Path(folder))
        stats = read_stats(Path(folder))
    with listing.open("rb") as stream:
        names = survey(lines_of(stream, skim=True)).names
        stream.seek(0)
        lines = [line for line in lines_of(stream) if isinstance(line, str)]
    scores: dict[str, Score] = defaultdict(Score)
    spent = 0.0
    for number in range(1, len(expected), 2):
        gold = expected[number]
        started = time.process_time()
        cut = best_cut(lines[3 * number + 1], lines[3 * number + 2], names, stats)
        spent += time.process_time() - started
        right = (cut.title, list(cut.authors)) == (gold["title"], gold["authors"])
        whole = (cut.et_al, list(cut.affiliations)) == (gold["et_al"], gold["affiliations"])
        for label in ("", *_labels(gold)):
            scores[label].add(right, whole, cut.confidence)
    return dict(sorted(scores.items())), len(expected) / 2 / spent


def _labels(gold: dict[str, Any]) -> Iterable[str]:
    labels: Iterable[str] = gold.get("labels", ())
    return labels


if __name__ == "__main__":
    main()
