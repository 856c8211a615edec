"""Whatever the encoding and the line ends of a file, its lines come out clean and counted."""

from __future__ import annotations

import io
import tracemalloc

import pytest

from parser import NotTextError, Problem, lines_of
from parser.text import MAX_LINE, MAX_REPORTED


def lines(data: bytes) -> list[str | Problem]:
    return list(lines_of(io.BytesIO(data)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, end: str) -> None:
    assert lines(end.join(["AIJun 3", "Röpke 张伟", "", "last"]).encode(encoding)) == [
        "AIJun 3",
        "Röpke 张伟",
        "",
        "last",
    ]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_by_its_mark_in_either_order(encoding: str) -> None:
    assert lines("\ufeffWillem Röpke".encode(encoding)) == ["Willem Röpke"]


def test_a_line_end_may_fall_between_two_reads() -> None:
    class Dribble(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(1)

    data = "é\r\nb\rc\n\r\nd\r".encode()
    assert list(lines_of(Dribble(data))) == ["é", "b", "c", "", "d"]


def test_western_bytes_are_read_and_reported() -> None:
    assert lines("plain\nWillem Röpke – “quoted”".encode("cp1252")) == [
        "plain",
        Problem(
            2,
            "not UTF-8; read as Western European (Windows-1252)",
            "if letters look wrong, save the file as UTF-8 and add it again",
        ),
        "Willem Röpke – “quoted”",
    ]


def test_one_bad_byte_does_not_spoil_the_rest_of_its_line() -> None:
    assert lines("Röpke".encode() + b"\xe9" + " 张".encode())[1] == "Röpkeé 张"


def test_a_whole_file_of_western_bytes_does_not_drown_the_report() -> None:
    found = lines(b"\xe9\n" * 1000)
    assert found.count("é") == 1000
    problems = [part for part in found if isinstance(part, Problem)]
    assert len(problems) == MAX_REPORTED
    assert problems[-1].what.endswith("as are further lines")


def test_an_endless_line_is_cut_and_reported_and_the_next_line_keeps_its_number() -> None:
    found = lines(b"first\n" + b"x" * (5 * MAX_LINE) + b"\nthird\n\xe9")
    assert found[0] == "first"
    assert isinstance(found[1], Problem)
    assert str(found[1]).startswith("line 2: a line of more than 100,000 characters")
    assert found[2] == "x" * MAX_LINE
    assert found[3] == "third"
    assert isinstance(found[4], Problem)
    assert found[4].line == 4


def test_a_stream_is_never_held_in_memory() -> None:
    class Endless(io.RawIOBase):
        left = 40_000_000

        def read(self, size: int = -1) -> bytes:
            size = min(size, self.left)
            self.left -= size
            return b"a line and what follows\n"[:1] * size

    tracemalloc.start()
    for _ in lines_of(Endless()):  # type: ignore[arg-type]
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n", "this is a PDF, not text"),
        (b"\x1f\x8b\x08rest", "this is a gzip archive, not text"),
        (bytes(range(256)), "this is a binary file, not text"),
        ("UTF-16 without its mark".encode("utf-16-le"), "this is a binary file, not text"),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_advice(data: bytes, what: str) -> None:
    with pytest.raises(NotTextError, match=f"{what}; copy the listing from its page"):
        lines(data)


def test_a_stray_nul_is_damage_and_no_reason_to_refuse() -> None:
    assert lines(b"a title with a NUL\0 in it, " + b"long enough to be text" * 9)[0].startswith(
        "a title with a NUL in"
    )


def test_nothing_has_no_lines() -> None:
    assert lines(b"") == []
    assert lines(b"\n") == [""]
