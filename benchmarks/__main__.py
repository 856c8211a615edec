"""Measures everything, one part after the other: `make bench`. Each part can be run alone, too."""

from __future__ import annotations

import subprocess
import sys

PARTS = (("parsing",), ("search", "--sizes", "1000,10000"), ("start", "7"), ("keys", "--sizes", "10000"))
"""At 100,000 papers the search takes half an hour and the keys ten minutes: each with its own command."""


def main() -> int:
    codes = []
    for name, *arguments in PARTS:
        print(f"\n{name}", flush=True)
        codes.append(subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *arguments]).returncode)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
