"""The index in its folder: private, checked, put in place whole, growing, and rebuilt when in doubt."""

from __future__ import annotations

import os
import pickle
import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from search import builder
from search import folder as folders
from search.builder import build
from search.errors import BuildStoppedError, IndexBusyError, IndexDamagedError, IndexMissingError
from search.folder import locked
from search.safe_open import ForgedIndexError, open_whoosh
from search.whoosh_engine import WhooshEngine


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def engine(folder, shelf):
    return WhooshEngine.build(folder, shelf, stamp="library 1")


def found(engine, text, mine):
    return set(engine.search(text, mine).order)


def test_the_folder_is_for_its_owner_alone(folder, engine):
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o755)
    with pytest.raises(IndexDamagedError, match="open to others"):
        WhooshEngine.open(folder)


def test_an_index_knows_what_it_was_built_from(folder, engine):
    assert WhooshEngine.open(folder).stamp == "library 1"
    engine.set_stamp("library 2")
    assert WhooshEngine.open(folder).stamp == "library 2"


def test_no_index_is_not_a_damaged_index(folder):
    with pytest.raises(IndexMissingError):
        WhooshEngine.open(folder)


def test_every_file_that_is_cut_is_noticed(folder, engine):
    for path in sorted(engine.location.iterdir()):
        whole = path.read_bytes()
        if not whole:
            continue
        path.write_bytes(whole[:-1])
        with pytest.raises(IndexDamagedError):
            WhooshEngine.open(folder)
        path.write_bytes(whole)
    assert len(WhooshEngine.open(folder)) == 10


def test_every_flipped_bit_is_noticed_by_the_checksums(engine):
    assert engine.is_whole()
    for path in sorted(engine.location.iterdir()):
        whole = path.read_bytes()
        if path.name == "manifest.json" or not whole:
            continue
        middle = len(whole) // 2
        path.write_bytes(whole[:middle] + bytes([whole[middle] ^ 4]) + whole[middle + 1 :])
        assert not engine.is_whole()
        path.write_bytes(whole)


def test_a_changed_manifest_is_noticed(folder, engine):
    manifest = engine.location / "manifest.json"
    manifest.write_text(manifest.read_text().replace("library 1", "library 9"))
    with pytest.raises(IndexDamagedError, match="changed"):
        WhooshEngine.open(folder)


def test_a_forged_index_runs_nothing(engine, tmp_path):
    """Stock Whoosh would run the command; our engine never unpickles it, and `open_whoosh` refuses it."""
    victim = tmp_path / "was here"

    class Evil:
        def __reduce__(self):
            return os.mkdir, (str(victim),)

    toc = next(engine.location.glob("*.toc"))
    raw = toc.read_bytes()
    segments = raw.rindex(b"\x80\x05\x95")  # the start of the last pickle
    toc.write_bytes(raw[:segments] + pickle.dumps([Evil()]))
    with pytest.raises(ForgedIndexError):
        open_whoosh(engine.location)
    assert not victim.exists()


def test_the_safe_way_opens_what_stock_whoosh_opens(engine):
    from whoosh.query import Term

    with open_whoosh(engine.location).searcher() as searcher:
        assert len(list(searcher.docs_for_query(Term("text", "hanabi")))) == 1


def test_papers_are_added_replaced_and_taken_out(folder, engine, shelf, make_paper, mine):
    new = make_paper("A new paper on zebras", "Zoe Zed", date="2025-03-01")
    engine.upsert([new, replace(shelf[0], abstract="Now about giraffes.")])
    assert found(engine, "zebra", mine) == {new.key}
    assert found(engine, "giraffe", mine) == {shelf[0].key}
    assert found(engine, "cooperate", mine) == set()
    engine.delete([shelf[1].key, shelf[2].key])
    again = WhooshEngine.open(folder)
    for one in (engine, again):
        assert len(one) == 9
        assert found(one, "survey", mine) == set()
        assert one.search("", mine).order[0] == new.key
        assert new.key in one
        assert shelf[1].key not in one


def test_many_additions_ask_for_a_new_build(engine, make_paper):
    for number in range(13):
        assert not engine.wants_rebuild
        engine.upsert([make_paper(f"Paper {number}")])
    assert engine.wants_rebuild


def test_results_outlive_a_new_build(folder, engine, shelf, mine):
    before = engine.search("world", mine)
    build(folder, shelf[:1])
    assert len(list(before.order)) == before.count
    assert len(WhooshEngine.open(folder)) == 1


def test_two_engines_add_to_one_index(folder, engine, make_paper, mine):
    other = WhooshEngine.open(folder)
    first, second = make_paper("First zebra"), make_paper("Second zebra")
    engine.upsert([first])
    other.upsert([second])
    assert found(other, "zebra", mine) == {first.key, second.key}


def test_an_addition_that_was_killed_leaves_nothing_in_the_way(folder, engine, make_paper, mine, monkeypatch):
    for moment in ("write_segment", "facts_of", "write_manifest"):
        where = builder if moment == "write_segment" else builder.folders
        with monkeypatch.context() as killed:
            after = getattr(where, moment) if moment == "write_segment" else None
            killed.setattr(where, moment, partial(_killed, after))
            with pytest.raises(KeyboardInterrupt):
                engine.upsert([make_paper(f"Killed at {moment}")])
        again = WhooshEngine.open(folder)
        new = make_paper(f"Zebras after {moment}")
        again.upsert([new])
        assert new.key in found(again, "zebra", mine)
        assert not found(again, "killed", mine)
        engine = WhooshEngine.open(folder)
        known = {*folders.read_manifest(engine.location).files, folders.MANIFEST}
        others = {path.name for path in engine.location.iterdir()} - known
        assert all(name.endswith(".toc") for name in others)
        assert len(others) <= 1


def _killed(after, *given):
    if after is not None:
        after(*given)
    raise KeyboardInterrupt


def test_one_builds_at_a_time(folder, engine, shelf):
    with locked(folder), pytest.raises(IndexBusyError):
        WhooshEngine.build(folder, shelf)


def test_a_stopped_build_leaves_the_old_index(folder, engine, make_paper):
    papers = [make_paper(f"Paper {number}") for number in range(500)]
    with pytest.raises(BuildStoppedError):
        build(folder, papers, lambda done, total: done < 100)
    assert len(WhooshEngine.open(folder)) == 10
    assert sorted(p.name for p in folder.iterdir()) == sorted(["current", "lock", engine.location.name])


def test_progress_rises_to_the_number_of_papers(folder, make_paper):
    seen = []
    papers = [make_paper(f"Paper {number}") for number in range(1_000)]
    build(folder, papers, lambda done, total: seen.append((done, total)) is None)
    assert seen == sorted(seen)
    assert {total for _, total in seen} == {1_000}


def test_a_stream_must_come_newest_first(folder, make_paper):
    papers = [make_paper("Old", date="2020-01-01"), make_paper("New", date="2024-01-01")]
    with pytest.raises(ValueError, match="newest first"):
        build(folder, iter(papers))
    build(folder, papers)


def test_an_index_without_papers_answers(folder, mine, make_paper):
    engine = WhooshEngine.build(folder, [])
    assert engine.search("anything sort:title", mine).count == 0
    paper = make_paper("Anything")
    engine.upsert([paper])
    assert found(engine, "anything", mine) == {paper.key}


def test_a_damaged_folder_is_replaced_by_a_build(folder, engine, shelf):
    shutil.rmtree(engine.location)
    with pytest.raises((IndexDamagedError, IndexMissingError)):
        WhooshEngine.open(folder)
    assert len(WhooshEngine.build(folder, shelf)) == 10
