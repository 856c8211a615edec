"""Bursts of bytes on the keyboard: noise, broken UTF-8, mouse reports of every age, sizes, pasted controls."""

from __future__ import annotations

import itertools
import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from torture.hostile import CORPUS
from torture.rows import Row, guarded
from torture.terminal import PATIENCE, PROGRAM, Terminal, home

AT_ONCE = 400
"""Bursts that one program gets before it is left, as ever, and another one is started."""
LOWEST, HIGHEST = 14, 30
"""Lines of the terminal, which grows by one at each burst: no burst in PIECES makes it as high."""
PROGRAMS = 3
"""Programs that are tried at the same time."""
TRIES = 8
"""Times a program is asked to paint again, as what was typed before may have eaten the question."""
COLUMNS = 80
IN_ITS_TURN = 120.0
"""Seconds for the key that leaves: before it stand those of 400 bursts, and each is looked at in its turn."""
LONGEST = 40

PIECES = (
    b"\xff", b"\xfe\xfe", b"\xc3", b"\xe2\x82", b"\xf0\x9f\x92", b"\xed\xa0\x80", b"\x80\x80", b"\xc0\xaf",
    b"\x1b[M\xa0\xa1\xa2", b"\x1b[M !!", b"\x1b[<0;5;5M\x1b[<0;5;5m", b"\x1b[<35;99999;99999M", b"\x1b[<64;3;3M",
    b"\x1b[<0;-5;-5M", b"\x1b[32;10;10M", b"\x1b[1114112;1u", b"\x1b[97;1;55296u", b"\x1b[27;1;27u", b"\x1b[0;0;0u",
    b"\x1b[48;0;0;0;0t", b"\x1b[48;9999999;9999999;9;9t", b"\x1b[48;12;100;0;0t", b"\x1b[999999;999999R", b"\x1b[?2026;2$y",
    b"\x1b[?2048;1$y", b"\x1b[I", b"\x1b[O", b"\x1b]11;rgb:00/00/00\x07", b"\x1bP>|xterm\x1b\\", b"\x1b[?62;c", b"\x1b",
    b"\x1b\x1b\x1b", b"\x1b[", b"\x1bO", b"\x1b[200~\x1b]0;OWNED\x07\x9b31m\xc2\x9b31m\x1b[201~", b"\x00", b"\x7f" * 5, b"\x0b\x0c",
    b"\x1b[200~" + "\u202e\u200b".encode() + b"\x1b[201~", b"\x1b[A\x1b[B\x1b[5~\x1b[6~", b"\x1b[1;5A", b"\x1b[24~",
)  # fmt: skip
KEPT_OUT = {b"q"[0], b"Q"[0], 0x11, 0x1A, 0x03, b"E"[0], b"o"[0], b"O"[0], 0x13}
"""Keys that leave, pause, or start another program: not what is tried here."""


def bursts(count: int, folder: Path) -> list[Row]:
    """After every burst the program lives and paints; it can be left as ever; no control comes out again."""
    deaths, leaks = Row("bursts on the keyboard: deaths"), Row("bursts on the keyboard: escape leaks")
    start = time.monotonic()
    parts = [min(AT_ONCE, count - first) for first in range(0, count, AT_ONCE)]
    with ThreadPoolExecutor(PROGRAMS) as pool:
        done = [pool.submit(_part, deaths, leaks, n, folder / str(at)) for at, n in enumerate(parts)]
    for part in done:
        part.result()
    deaths.said = f"{deaths.tried / (time.monotonic() - start):,.0f} bursts/s, each followed by a whole paint"
    return [deaths, leaks]


def _part(deaths: Row, leaks: Row, count: int, folder: Path) -> None:
    """Bursts into one program, and into a new one where noise has found the way out."""
    chance = random.Random(f"keyboard {folder.name}")
    env = {**home(folder), "EDITOR": "true", "BROWSER": "true"}  # noise finds them in the palette
    heights = itertools.cycle(range(LOWEST, HIGHEST))
    while count > 0:
        with Terminal("--sample", env=env, program=guarded(PROGRAM), size=(COLUMNS, LOWEST)) as terminal:
            terminal.wait_for("newest first")
            while count > 0:
                count -= 1
                deaths.tried += 1
                leaks.tried += 1
                burst = _burst(chance)
                terminal.send(burst)
                if _paints(terminal, next(heights)):
                    continue
                if terminal.code() != 0:  # 0: left in order, through the palette
                    what = "does not paint" if terminal.alive else "is dead"
                    deaths.note("crashed", f"{what} after {burst!a}: {said(terminal)}")
                break
            _leave(terminal, deaths)
            _look(terminal, deaths, leaks, folder)


def _look(terminal: Terminal, deaths: Row, leaks: Row, folder: Path) -> None:
    """What a program has written, on its terminal and into its log."""
    shown = terminal.output.decode(errors="replace")
    for bad in ("\x1b]0;OWNED", "\x1b]52;c;T1d", "\x1b[31337m", "\x9b", "\u202e", "\x1bP$q"):
        if bad in shown:
            leaks.note("wrong", ascii(bad))
    log = folder / "state/paperdeck/paperdeck.log"
    if complaint := log.read_text() if log.exists() else "":
        deaths.note("wrong", f"logged: {complaint[-600:]}")
        log.unlink()


def _paints(terminal: Terminal, height: int) -> bool:
    """Whether the keyboard is read and the screen is painted: a terminal that has grown gets a line it never had."""
    before = len(terminal.output)
    if height == LOWEST:
        terminal.send(b"\x1b[201~\x1b[48;12;100;0;0t")  # begins to grow anew
    for _ in range(TRIES):
        # What was left open, a paste or half a sequence, is closed first.
        terminal.send(b"\x1b[201~\x1b[48;%d;%d;0;0t" % (height, COLUMNS))
        if terminal.alive and terminal.stopped:
            terminal.signal(signal.SIGCONT)  # as `fg` does, where the burst has paused it through the palette
        if terminal.wait_for(f"\x1b[{height};", after=before, patience=PATIENCE / TRIES):
            return True
    return False


def _leave(terminal: Terminal, deaths: Row) -> None:
    terminal.send(b"\x1b[201~\x11")
    if (code := terminal.code(IN_ITS_TURN)) != 0:
        deaths.note("crashed", f"code {code}: {said(terminal)}")
    elif left := terminal.unrestored():
        deaths.note("wrong", f"left on the terminal: {', '.join(left)}")
    if b"Traceback" in terminal.output:
        deaths.note("crashed", "a traceback was shown")


def said(terminal: Terminal) -> str:
    """The last words of a program."""
    words = terminal.output.rpartition(b"\x1b[")[2].decode(errors="replace")
    return ascii(words[-600:])


def _burst(chance: random.Random) -> bytes:
    kind = chance.randrange(4)
    if kind == 0:
        return _noise(chance, LONGEST)
    if kind == 1:
        return b"".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 4)))
    if kind == 2:
        text = chance.choice(CORPUS)[:200].encode(errors="surrogatepass")
        line = chance.choice((b"", b"/", b"e", b"t"))  # mostly into something that can be typed into
        return line + b"\x1b[200~" + text.replace(b"\x1b[201~", b"") + b"\x1b[201~"
    return chance.choice(PIECES) + _noise(chance, 20)


def _noise(chance: random.Random, longest: int) -> bytes:
    return bytes(byte for byte in chance.randbytes(chance.randrange(1, longest)) if byte not in KEPT_OUT)
