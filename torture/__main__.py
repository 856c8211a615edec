"""`python -m torture`: every row, and one table; with `--unguarded`, that each row needs its guards."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from torture.guards import GUARDS
from torture.rows import Row
from torture.run import ROWS, run_row

HEAD = ("what", "tried", "lost", "crashed", "wrong", "seconds")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m torture", description=__doc__)
    parser.add_argument(
        "rows", nargs="*", metavar="ROW", help=f"of {', '.join(ROWS)}; all where none is named"
    )
    parser.add_argument("--quick", action="store_true", help="the few attempts that `make test` makes")
    parser.add_argument("--share", type=float, default=1.0, help="this share of the attempts, as in 0.1")
    parser.add_argument(
        "--unguarded", action="store_true", help="take each guard out; the rows must complain"
    )
    given = parser.parse_args()
    names = given.rows or list(ROWS)
    if unknown := set(names) - set(ROWS):
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    if given.unguarded:
        return unguarded(names)
    rows = []
    for name in names:
        kind = ROWS[name]
        count = kind.quick if given.quick else max(1, round(kind.long * given.share))
        try:
            made = run_row(name, count)
        except LookupError as reason:
            print(f"{name}: skipped, {reason}", file=sys.stderr)
            continue
        rows += made
        for row in made:
            show(row)
    print()
    print("\n".join(table(rows)))
    return int(not all(row.clean for row in rows))


def unguarded(names: Iterable[str]) -> int:
    """Takes out one guard after the other; 1 if a row did not notice."""
    blind = 0
    for guard in (guard for guard in GUARDS if guard.row in names):
        kind = ROWS[guard.row]
        rows = run_row(guard.row, kind.quick * 4, without=guard.removal)
        noticed = not all(row.clean for row in rows)
        blind += not noticed
        print(f"{'seen' if noticed else 'BLIND'}: {guard.row} without “{guard.name}”", flush=True)
        for row in rows:
            if not row.clean or not noticed:
                failed = f"{row.lost} lost, {row.crashed} crashed, {row.wrong} wrong"
                print(f"    {row.what}: {row.tried} tried, {failed}")
                print(*(f"        {detail}" for detail in row.details[:2]), sep="\n")
    return int(blind > 0)


def show(row: Row) -> None:
    """A row as soon as it is there, with what went wrong."""
    print(f"{row.what}: {row.tried:,} tried in {row.seconds} s", file=sys.stderr, flush=True)
    for detail in row.details:
        print(f"    {detail}", file=sys.stderr)


def table(rows: list[Row]) -> list[str]:
    """The rows as a Markdown table."""
    cells = [HEAD] + [
        (r.what, f"{r.tried:,}", f"{r.lost:,}", f"{r.crashed:,}", f"{r.wrong:,}", f"{r.seconds:,.0f}")
        for r in rows
    ]
    widths = [max(len(row[column]) for row in cells) for column in range(len(HEAD))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in cells
    ]
    rule = (
        "|"
        + "|".join("-" * (width + 1) + ("-" if not column else ":") for column, width in enumerate(widths))
        + "|"
    )
    return [lines[0], rule, *lines[1:]]


if __name__ == "__main__":
    sys.exit(main())
