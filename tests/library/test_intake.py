"""Listings come in: what is new, what changed, what the library remembers of them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from library import Library, LibraryError, Paths, SourceError, sample_path

Write = Callable[..., Path]


def titles(library: Library, query: str = "") -> set[str]:
    return {row.title for row in library.rows(library.view(query).order)}


def test_a_listing_becomes_papers(library: Library, write: Write) -> None:
    report = library.add(write("desk.txt", "Apples", "Boats"))
    assert (report.listing, report.new, report.problem_count) == ("desk", 2, 0)
    entry = library.entry(library.newest()[0])
    assert entry.paper.title == "Boats"
    assert entry.paper.authors == ("Ada Byron", "Kurt Weil")
    assert entry.paper.date == dt.date(2024, 3, 2)
    assert entry.listings == ("desk",)
    assert entry.byline == "BoatsAda Byron, Kurt Weil"


def test_the_sample_is_there_and_whole(library: Library) -> None:
    report = library.add(sample_path())
    assert (report.listing, report.new, report.problem_count) == ("sample", 50, 0)
    assert report.assumed_year == 2026


def test_the_same_file_again_changes_nothing(library: Library, write: Write) -> None:
    path = write("desk.txt", "Apples", "Boats")
    library.add(path)
    version = library.view("").total, library.listings()
    again = library.add(path)
    assert again.same
    assert (again.new, again.unchanged) == (0, 2)
    assert (library.view("").total, library.listings()) == version


def test_a_newer_copy_brings_what_is_new_and_only_that_is_new(
    library: Library, write: Write, clock: Callable[[], dt.datetime]
) -> None:
    library.add(write("desk.txt", "Apples", "Boats"))
    assert library.tally().new_since is None
    report = library.add(write("desk.txt", "Apples", "Boats", "Clouds"))
    assert (report.new, report.updated, report.unchanged) == (1, 0, 2)
    assert titles(library, "is:new") == {"Clouds"}
    tally = library.tally()
    assert (tally.papers, tally.new, tally.new_since) == (3, 1, clock().astimezone().date())


def test_reading_the_same_copy_again_keeps_what_is_new(library: Library, write: Write) -> None:
    library.add(write("desk.txt", "Apples"))
    path = write("desk.txt", "Apples", "Boats")
    library.add(path)
    library.add(path)
    assert titles(library, "is:new") == {"Boats"}


def test_a_changed_abstract_is_an_update(library: Library, write: Write) -> None:
    library.add(write("desk.txt", "Apples"))
    path = write("desk.txt", "Apples")
    path.write_text(path.read_text().replace("We study", "We weigh"))
    report = library.add(path)
    assert (report.new, report.updated) == (0, 1)
    assert library.entry(library.newest()[0]).paper.abstract == "We weigh apples."


def test_papers_that_left_the_page_stay(library: Library, write: Write) -> None:
    library.add(write("desk.txt", "Apples", "Boats"))
    library.add(write("desk.txt", "Clouds"))
    assert titles(library, "in:desk") == {"Apples", "Boats", "Clouds"}


def test_files_of_one_name_are_two_listings(library: Library, write: Write) -> None:
    assert library.add(write("a/week.txt", "Apples")).listing == "week"
    assert library.add(write("b/week.txt", "Boats")).listing == "week-2"
    assert library.add(write("b/week.txt", "Boats", "Clouds")).listing == "week-2"
    assert {(info.name, info.papers) for info in library.listings()} == {("week", 1), ("week-2", 2)}


def test_a_name_can_be_given(library: Library, write: Write) -> None:
    library.add(write("desk.txt", "Apples"), name="To read: soon")
    library.add(write("other.txt", "Boats"), name="TO READ SOON")
    assert [(info.name, info.papers) for info in library.listings()] == [("To-read-soon", 2)]
    assert library.listing("to-read-soon") == "To-read-soon"
    with pytest.raises(LibraryError, match="there is no listing 'week'"):
        library.listing("week")


def test_a_paper_in_two_listings_is_one_paper(library: Library, write: Write) -> None:
    library.add(write("a.txt", "Apples", "Boats"))
    library.add(write("b.txt", "Boats", "Clouds"))
    assert library.tally().papers == 3
    assert library.tally(("a",)).papers == 2
    assert library.tally(("a", "b")).papers == 3
    assert library.view("boats", scope=("b",)).count == 1
    assert [row.title for row in library.rows(library.newest(("b",)))] == ["Clouds", "Boats"]


def test_the_sample_does_not_touch_papers_of_a_real_listing(library: Library, write: Write) -> None:
    title = "The AI Scientist: Towards Fully Automated Open-Ended Scientific Discovery"
    library.add(write("desk.txt", title, authors="Chris Lu, Cong Lu, Robert Tjarko Lange et al."))
    before = library.entry(library.newest()[0]).paper
    library.add(sample_path())
    assert library.tally().papers == 50
    assert library.entry(before.key).paper == before


def test_standard_input_is_a_listing_too(library: Library, write: Write) -> None:
    content = write("desk.txt", "Apples").read_bytes()
    assert library.add(io.BytesIO(content)).listing == "stdin"
    assert library.add(io.BytesIO(content), name="piped").listing == "piped"
    assert library.tally().papers == 1


def test_dates_without_a_year_follow_the_day_of_the_page(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("LGJun 3\nApples in springAda Byron, Kurt Weil\nWe eat.\n")
    report = library.add(path, as_of=dt.date(2023, 8, 1))
    assert report.assumed_year == 2023
    assert library.entry(library.newest()[0]).paper.date == dt.date(2023, 6, 3)
    # The same content under another name is read as of the same day.
    copy = tmp_path / "copy.txt"
    copy.write_bytes(path.read_bytes())
    assert library.add(copy).as_of == dt.date(2023, 8, 1)
    # Another day reads it anew, and nothing becomes old by that.
    report = library.add(path, as_of=dt.date(2025, 8, 1))
    assert (report.updated, report.assumed_year) == (1, 2025)
    assert library.tally(("page",)).new == 1


def test_a_stopped_import_keeps_what_it_read_and_goes_on_later(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"LGMar 1, 2024\nOn number {n} of manyAda Byron, Kurt Weil\nText {n}." for n in range(2500)]
    path = tmp_path / "long.txt"
    path.write_text("\n".join(lines))
    report = library.add(path, progress=lambda done, total: done < 1500)
    assert report.cancelled
    assert 1000 <= report.new < 2500
    assert library.tally().papers == report.new
    again = library.add(path)
    assert not again.same
    assert again.new + again.unchanged == 2500
    assert library.tally() == library.tally(("long",))
    assert library.tally().new == 2500, "all papers came with the first copy of the page"


def test_progress_counts_papers(library: Library, write: Write) -> None:
    seen = []
    library.add(write("a.txt", "Apples", "Boats"), progress=lambda *now: seen.append(now) is None)
    assert seen == [(0, 0), (2, 2)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"just a line\n", "holds no paper; line 1"),
        (b"%PDF-1.7\x00\x01\x02", "PDF"),
        (bytes(range(256)) * 40, "binary"),
    ],
)
def test_what_is_no_listing_is_refused_in_words(
    library: Library, write: Write, tmp_path: Path, content: bytes, message: str
) -> None:
    library.add(write("good.txt", "Apples"))
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=message):
        library.add(path)
    assert [info.name for info in library.listings()] == ["good"]
    assert library.tally().papers == 1


def test_what_is_no_file_is_refused_in_words(library: Library, tmp_path: Path, write: Write) -> None:
    import os

    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    write("listing.txt", "Apples")
    for path, message in [
        (tmp_path, "is a folder"),
        (tmp_path / "pipe", "is a pipe"),
        (tmp_path / "loop", "loop"),
        (Path("/dev/null"), "is a device"),
        (tmp_path / "listng.txt", "no such file.*did you mean listing.txt"),
        (tmp_path / "none" / "x.txt", "is not there either"),
    ]:
        with pytest.raises(SourceError, match=message):
            library.add(path)


def test_a_listing_that_is_no_longer_readable_leaves_the_library_alone(
    library: Library, write: Write
) -> None:
    path = write("desk.txt", "Apples", "Boats")
    library.add(path)
    path.write_text("")
    with pytest.raises(SourceError, match="is empty"):
        library.add(path)
    assert titles(library) == {"Apples", "Boats"}


def test_a_listing_cut_in_the_middle_gives_what_is_there(library: Library, write: Write) -> None:
    path = write("desk.txt", "Apples", "Boats", "Clouds")
    path.write_text(path.read_text().rsplit("\n", 2)[0])
    report = library.add(path)
    assert report.new == 2
    assert [problem.line for problem in report.problems] == [7]


def test_hostile_names_are_clean_everywhere(library: Library, write: Write) -> None:
    report = library.add(write("a\x1b[31m'b: c.txt", "Apples"))
    assert report.listing == "a[31m-b-c"
    assert "\x1b" not in report.label
    with pytest.raises(SourceError) as raised:
        library.add(Path("no\x1b]0;x\x07thing"))
    assert "\x1b" not in str(raised.value)


def test_removing_a_listing_keeps_what_was_written(library: Library, write: Write) -> None:
    library.add(write("a.txt", "Apples", "Boats", "Clouds"))
    library.add(write("b.txt", "Clouds", "Drums"))
    apples = next(row.key for row in library.rows(library.newest()) if row.title == "Apples")
    library.set_note(apples, "keep me")
    assert library.remove_listing("A").text == "removed the listing a"
    assert titles(library) == {"Apples", "Clouds", "Drums"}
    assert library.entry(apples).note == "keep me"
    assert library.entry(apples).listings == ()
    assert [info.name for info in library.listings()] == ["b"]
    library.undo()
    assert titles(library) == {"Apples", "Boats", "Clouds", "Drums"}
    assert library.view("in:a").count == 3
    library.redo()
    library.add(write("a.txt", "Apples", "Boats", "Clouds"))
    assert library.view("in:a").count == 3


def test_a_removed_listing_that_comes_back_is_shown_again(library: Library, write: Write) -> None:
    path = write("a.txt", "Apples", "Boats")
    library.add(path)
    library.remove_listing("a")
    assert library.tally().papers == 0
    report = library.add(path)
    assert not report.same
    assert library.tally().papers == 2


def test_folders_are_private(library: Library, paths: Paths) -> None:
    for folder in (paths.data, paths.cache, paths.config, paths.state):
        assert folder.stat().st_mode & 0o777 == 0o700
    assert paths.library.stat().st_mode & 0o777 == 0o600


def test_a_copy_cut_inside_the_names_spoils_no_paper(tmp_path: Path, library: Library) -> None:
    """A page that broke off says less than the whole one: what the library knew stays."""
    whole = "LGMay 2, 2025\nCare of GardensAda Lovelace, Alan Turing, Grace Hopper et al.\nAbout gardens.\n"
    (tmp_path / "whole.txt").write_text(whole, encoding="utf-8")
    (tmp_path / "broken.txt").write_text(whole[: whole.index("ce Hopper")], encoding="utf-8")
    library.add(tmp_path / "whole.txt")
    (before,) = (library.entry(key).paper for key in library.newest())
    report = library.add(tmp_path / "broken.txt")
    assert [problem.line for problem in report.problems] == [2]
    (after,) = (library.entry(key).paper for key in library.newest())
    assert after == before
