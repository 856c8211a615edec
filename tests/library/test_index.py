"""The index: built beside the work, kept in step, not trusted when it is odd, not missed when it is gone."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from library import Library, Paths, index, sample_path
from search import folder as folders

Write = Callable[..., Path]
QUERIES = (
    "",
    "learning",
    "cat:LG code:yes",
    '"world models"',
    "agents -learning",
    "since:2024 rob",
    "is:unread",
)


def answers(library: Library) -> list[list[str]]:
    return [list(library.view(query, typing=True).order) for query in QUERIES]


@pytest.fixture
def sampled(library: Library) -> Library:
    library.add(sample_path())
    return library


def test_a_scan_answers_until_there_is_an_index_and_says_the_same(sampled: Library) -> None:
    assert not sampled.indexed
    scanned = answers(sampled)
    sampled.refresh_index()
    assert sampled.indexed
    assert answers(sampled) == scanned
    assert list(sampled.view("").order) == list(sampled.newest())


def test_an_index_is_found_again(sampled: Library, paths: Paths) -> None:
    sampled.refresh_index()
    before = answers(sampled)
    with Library.open(paths) as again:
        assert answers(again) == before
        assert again.indexed
        again.refresh_index(lambda done, total: pytest.fail("nothing is to be built"))


def test_new_papers_are_added_and_removed_ones_go(sampled: Library, write: Write) -> None:
    sampled.refresh_index()
    sampled.add(write("desk.txt", "Zebras at the lake"))
    sampled.refresh_index()
    assert sampled.view("zebras").count == 1
    assert sampled.view("").total == 51
    sampled.remove_listing("desk")
    sampled.refresh_index()
    assert sampled.view("zebras").count == 0
    sampled.undo()
    sampled.refresh_index()
    assert sampled.view("zebras").count == 1


def test_a_changed_paper_is_indexed_anew(library: Library, write: Write) -> None:
    path = write("desk.txt", "Zebras", "Apples")
    library.add(path)
    library.refresh_index()
    path.write_text(path.read_text().replace("We study zebras", "On stripes"))
    library.add(path)
    library.refresh_index()
    assert (library.view("stripes").count, library.view("study").count) == (1, 1)


def test_marks_need_no_index(sampled: Library) -> None:
    sampled.refresh_index()
    key = sampled.newest()[3]
    sampled.set_note(key, "Compare with the other")
    sampled.star([key], True)
    assert list(sampled.view("is:starred note:compare").order) == [key]
    sampled.undo()
    assert sampled.view("is:starred").count == 0


def test_what_another_program_indexed_is_used(sampled: Library, paths: Paths, write: Write) -> None:
    sampled.refresh_index()
    with Library.open(paths) as other:
        other.add(write("desk.txt", "Zebras at the lake"))
        other.refresh_index()
    assert sampled.changed()
    sampled.refresh_index(lambda done, total: pytest.fail("it is built already"))
    assert sampled.view("zebras").count == 1


def test_an_index_of_another_library_is_not_used(sampled: Library, tmp_path: Path, write: Write) -> None:
    other_paths = Paths.under(tmp_path / "other")
    with Library.open(other_paths) as other:
        other.add(write("desk.txt", "Zebras at the lake"))
        other.refresh_index()
    shutil.rmtree(sampled.paths.index, ignore_errors=True)
    shutil.copytree(other_paths.index, sampled.paths.index)
    assert sampled.view("zebras").count == 0
    sampled.refresh_index()
    assert (sampled.view("zebras").count, sampled.view("").total) == (0, 50)


def test_every_file_cut_short_leads_to_a_new_index(sampled: Library, paths: Paths) -> None:
    sampled.refresh_index()
    before = answers(sampled)
    names = sorted(path.relative_to(paths.index) for path in paths.index.rglob("*") if path.stat().st_size)
    assert len(names) > 3
    for number in range(len(names)):
        damaged = [path for path in sorted(paths.index.rglob("*")) if path.is_file() and path.stat().st_size]
        victim = damaged[number % len(damaged)]
        victim.write_bytes(victim.read_bytes()[: victim.stat().st_size // 2])
        with Library.open(paths) as library:
            assert answers(library) == before, f"without {victim.name}"
            library.refresh_index()
            assert library.indexed
            assert answers(library) == before


@pytest.mark.parametrize("part", range(4))
def test_a_changed_byte_leads_to_a_new_index(sampled: Library, paths: Paths, part: int) -> None:
    sampled.refresh_index()
    before = answers(sampled)
    files = sorted(path for path in paths.index.rglob("*") if path.is_file() and path.stat().st_size)
    victim = files[part * len(files) // 4]
    content = bytearray(victim.read_bytes())
    content[len(content) // 2] ^= 0x10
    victim.write_bytes(content)
    with Library.open(paths) as library:
        library.refresh_index()
        assert answers(library) == before


def test_an_index_that_vanishes_is_built_again(sampled: Library, paths: Paths) -> None:
    sampled.refresh_index()
    before = answers(sampled)
    shutil.rmtree(paths.index)
    assert answers(sampled) == before, "open files outlive their names"
    sampled.refresh_index()
    assert answers(sampled) == before
    assert paths.index.is_dir()


@pytest.fixture
def many(library: Library, write: Write) -> Library:
    """Enough papers for a build to say how far it is."""
    library.add(write("many.txt", *(f"On number {n} of many" for n in range(600))))
    return library


def test_a_build_can_be_stopped(many: Library) -> None:
    many.refresh_index(lambda done, total: False)
    assert not many.indexed
    assert many.view("number").count == 600
    many.refresh_index()
    assert many.indexed


def test_one_builds_and_the_other_waits(sampled: Library, paths: Paths) -> None:
    folders.make_private(paths.index)
    waiting = threading.Event()
    worker = threading.Thread(target=sampled.refresh_index, args=(lambda done, total: not waiting.set(),))
    with folders.locked(paths.index):
        worker.start()
        assert waiting.wait(20), "progress is told while it waits"
        assert not sampled.indexed
    worker.join(20)
    assert sampled.indexed


def test_a_large_library_is_indexed_in_another_process(
    many: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # A folder of the same name where the user happens to be must not be taken for ours.
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "__init__.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(index, "APART", 10)
    before = answers(many)
    seen: list[tuple[int, int]] = []
    many.refresh_index(lambda *step: seen.append(step) is None)
    assert many.indexed
    assert answers(many) == before
    assert seen
    assert {total for _, total in seen} == {600}


def test_a_build_in_another_process_can_be_stopped(many: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "APART", 10)
    many.refresh_index(lambda done, total: False)
    assert not many.indexed
    many.refresh_index()
    assert many.indexed


def test_while_there_is_no_index_the_newest_are_searched(
    library: Library, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(write("desk.txt", "Apples", "Boats", "Clouds", "Drums"))
    monkeypatch.setattr(index, "SCANNED", 3)
    answer = library.view("we")
    assert (answer.count, answer.total) == (3, 3)
    library.refresh_index()
    assert library.view("we").count == 4


def test_values_of_a_facet_can_be_typed_into(sampled: Library) -> None:
    scanned = sampled.facet_values("cat", "l")
    sampled.refresh_index()
    assert sampled.facet_values("cat", "l") == scanned
    assert scanned.values[0].value == "LG"
