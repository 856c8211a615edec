"""A large index is built by two processes; nobody can tell from its files."""

from __future__ import annotations

import errno
import os
import random
from itertools import pairwise
from pathlib import Path

import pytest

from search.builder import HELPED, build
from search.combined_writer import Here, Order
from search.errors import BuildStoppedError, HelperLostError
from search.helper import Helper
from search.invert import Inverter
from search.order import newest_key
from search.segment_writer import write_segment
from search.whoosh_engine import WhooshEngine


@pytest.fixture
def helper():
    helper = Helper()
    yield helper
    helper.close()


@pytest.fixture
def many(make_paper):
    """Papers enough for common words, with names and words in two spellings."""
    dice = random.Random(4)
    words = ["réseau", "Förster", "learning", "learned", "agents", *(f"w{n}x" for n in range(400))]
    return [
        make_paper(
            " ".join(dice.choices(words, k=6)) + f" {n}",
            dice.choice(["Max Müller", "Åsa Öberg", "Jane Roe"]),
            abstract=" ".join(dice.choices(words, [len(words) - n for n in range(len(words))], k=300)),
            affiliations=dice.sample(["universität bern", "mit"], 1),
            category=dice.choice(["LG", "AI"]),
        )
        for n in range(300)
    ]


def gathered(papers, combined) -> Inverter:
    inverted = Inverter(combined)
    inverted.add_all(papers)
    return inverted


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name.partition(".")[2]: path.read_bytes() for path in folder.iterdir()}


def test_two_processes_write_the_files_that_one_writes(many, helper, tmp_path):
    for name, combined in (("alone", Here()), ("together", helper)):
        (tmp_path / name).mkdir()
        written = write_segment(tmp_path / name, gathered(many, combined), combined)
        assert written.documents == len(many)
    alone, together = files_of(tmp_path / "alone"), files_of(tmp_path / "together")
    assert alone.keys() == together.keys()
    assert [name for name in alone if alone[name] != together[name]] == []


def test_a_build_of_many_papers_has_a_helper(tmp_path, many):
    told: list[int] = []
    build(tmp_path / "index", many, lambda done, total: told.append(done) or True, total=HELPED)
    engine = WhooshEngine.open(tmp_path / "index")
    assert len(engine) == len(many)
    assert engine.is_whole()
    assert told[-1] == len(many)


@pytest.mark.parametrize("total", [0, HELPED])
def test_a_build_tells_how_far_it_is_while_it_writes(tmp_path, many, total):
    told: list[float] = []
    build(tmp_path / "index", many, lambda done, total: told.append(done / len(many)) or True, total=total)
    assert told == sorted(told)
    assert told[-1] == 1
    steps = [after - before for before, after in pairwise(told[2:])]  # all is read
    assert len(steps) > 10
    assert max(steps) < 0.2


def test_a_helped_build_can_be_stopped_and_leaves_nothing(tmp_path, many):
    folder = tmp_path / "index"
    with pytest.raises(BuildStoppedError):
        build(folder, many, lambda done, total: False, total=HELPED)
    assert [path.name for path in folder.iterdir()] == ["lock"]


def test_a_helper_that_cannot_write_says_why(helper, tmp_path):
    nowhere = str(tmp_path / "nowhere" / "lists")
    helper.write(Order(nowhere, nowhere, [], [], b"", (0, 0), (0, 0)))
    with pytest.raises(OSError, match=os.strerror(errno.ENOENT)):
        helper.written(None)


def test_a_helper_that_died_is_noticed(many, tmp_path):
    helper = Helper()
    inverted = gathered(many[:3], helper)
    os.kill(helper.process, 9)
    with pytest.raises(HelperLostError):
        write_segment(tmp_path, inverted, helper)
    helper.close()


class Killing:
    """Papers; on the way through them for the first time, every helper of this process dies."""

    def __init__(self, papers, at: int) -> None:
        self.papers, self.at, self.times = papers, at, 0

    def __iter__(self):
        self.times += 1
        for number, paper in enumerate(sorted(self.papers, key=newest_key)):
            if number == self.at and self.times == 1:
                for child in children():
                    os.kill(child, 9)
            yield paper


def children() -> list[int]:
    text = Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii")
    return [int(number) for number in text.split()]


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds the helper in /proc")
def test_a_build_goes_on_alone_when_its_helper_is_killed(tmp_path, many):
    papers = Killing(many, 200)
    build(tmp_path / "index", papers, total=HELPED)
    engine = WhooshEngine.open(tmp_path / "index")
    assert papers.times == 2
    assert len(engine) == len(many)
    assert engine.is_whole()
    with pytest.raises(HelperLostError):
        build(tmp_path / "another", iter(Killing(many, 200)), total=HELPED)
    assert [path.name for path in (tmp_path / "another").iterdir()] == ["lock"]
