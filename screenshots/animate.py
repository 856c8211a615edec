"""Draws session.svg: the same session as a moving picture, for people who read the README.

python -m screenshots.animate
Every line of the screen that differs is drawn once; a frame is a list of references to lines, and one CSS
animation moves from frame to frame. Nothing in it is a script.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from library import Library, Paths
from screenshots.session import SCRIPT, SIZE
from screenshots.take import NOW, open_library, settled
from tui.app import PaperdeckApp

TARGET = Path(__file__).with_name("session.svg")
SVG = "{http://www.w3.org/2000/svg}"
CELL, LINE = 12.2, 24.4
"""Width and height of a cell in the pictures that Textual draws."""
LEAST = 0.2
"""Seconds; a screen that stays for a shorter time is passed over."""
WIDTH, HEIGHT = round(SIZE[0] * CELL), round(SIZE[1] * LINE)


class Drawing:
    """The lines and styles of all frames, each once."""

    def __init__(self) -> None:
        self._styles: dict[str, str] = {}
        self._lines: dict[str, str] = {}
        self.frames: list[tuple[float, list[str]]] = []

    def add(self, svg: str, seconds: float) -> None:
        """One more frame; where nothing has changed, the last one stays longer."""
        lines = [self._lines.setdefault(line, f"l{len(self._lines)}") for line in self._drawn(svg)]
        if self.frames and self.frames[-1][1] == lines:
            seconds += self.frames.pop()[0]
        self.frames.append((seconds, lines))

    def _drawn(self, svg: str) -> list[str]:
        """The lines of a picture, from top to bottom, in our styles and without their place."""
        root = ElementTree.fromstring(svg)
        written = root.findtext(f"{SVG}style", "").splitlines()
        rules = dict(rule for rule in map(parted, written) if rule)
        lines = [""] * SIZE[1]
        matrix = next(g for g in root.iter(f"{SVG}g") if g.get("class", "").endswith("-matrix"))
        for part in (*root.iter(f"{SVG}rect"), *matrix.iter(f"{SVG}text")):
            if part.tag == f"{SVG}rect" and part.get("shape-rendering") is None:
                continue  # clips and the window's frame
            y = float(part.get("y", 0))
            if part.tag == f"{SVG}rect":
                line = round((y - 1.5) / LINE)
                lines[line] += (
                    f'<rect x="{number(part.get("x"))}" width="{number(part.get("width"))}" height="24.7"'
                    f' fill="{part.get("fill")}"/>'
                )
            else:
                line = round((y - 20) / LINE)
                style = self._style(rules[part.get("class", "")])
                x, width, text = (
                    number(part.get("x")),
                    number(part.get("textLength")),
                    escape(part.text or ""),
                )
                lines[line] += f'<text class="{style}" x="{x}" y="18.5" textLength="{width}">{text}</text>'
        return lines

    def _style(self, rule: str) -> str:
        return self._styles.setdefault(rule, f"s{len(self._styles)}")

    def svg(self, ground: str) -> str:
        whole = sum(seconds for seconds, _ in self.frames)
        at, moves = 0.0, []
        for place, (seconds, _) in enumerate(self.frames):
            moves.append(f"{100 * at / whole:.2f}%{{transform:translateX({-place * WIDTH}px)}}")
            at += seconds
        styles = "".join(f".{name}{{{rule}}}" for rule, name in self._styles.items())
        lines = "".join(f'<g id="{name}">{line}</g>' for line, name in self._lines.items() if line)
        named = {name for line, name in self._lines.items() if line}
        frames = "".join(
            f'<g transform="translate({place * WIDTH})">{self._frame(each, named)}</g>'
            for place, (_, each) in enumerate(self.frames)
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" xml:space="preserve">'
            "<title>paperdeck: searching, filtering, deciding, writing a note, triage</title>"
            f"<style>text{{font:20px DejaVu Sans Mono,Menlo,Consolas,monospace}}{styles}"
            f"#m{{animation:m {whole:.1f}s steps(1,end) infinite}}@keyframes m{{{''.join(moves)}}}"
            "@media (prefers-reduced-motion:reduce){#m{animation:none}}</style>"
            f'<defs>{lines}</defs><rect width="{WIDTH}" height="{HEIGHT}" fill="{ground}"/>'
            f'<svg width="{WIDTH}" height="{HEIGHT}"><g id="m">{frames}</g></svg></svg>\n'
        )

    @staticmethod
    def _frame(lines: Sequence[str], named: set[str]) -> str:
        return "".join(
            f'<use href="#{name}" y="{number(place * LINE)}"/>'
            for place, name in enumerate(lines)
            if name in named
        )


def parted(rule: str) -> tuple[str, str] | None:
    """`.terminal-1-r2 { fill: #fff }` as a class and what it says."""
    name, brace, rest = rule.strip().partition(" {")
    if not brace or not name.startswith(".") or "-r" not in name:
        return None
    return name[1:], rest.rstrip("} ").strip().replace(": ", ":")


def number(value: str | float | None) -> str:
    """A number with as few characters as it can have."""
    return f"{float(value or 0):.1f}".removesuffix(".0")


async def played(library: Library) -> Drawing:
    drawing = Drawing()
    app = PaperdeckApp(library, ("sample",))
    async with app.run_test(size=SIZE) as pilot:
        for shown in SCRIPT:
            if shown.key:
                await pilot.press(shown.key)
            await settled(pilot)
            if shown.seconds >= LEAST or not drawing.frames:
                drawing.add(app.export_screenshot(), shown.seconds)
    return drawing


def main() -> int:
    os.environ["COLORTERM"] = "truecolor"
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Paths.under(Path(folder)), lambda: NOW)
        drawing = asyncio.run(played(library))
        library.close()
    TARGET.write_text(drawing.svg(ground="#17181d"), encoding="utf-8")
    print(f"{TARGET.name}: {len(drawing.frames)} frames, {TARGET.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
