"""The listing that comes with paperdeck, for a first look around."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

SAMPLE_NAME = "sample"
SAMPLE_AS_OF = dt.date(2026, 11, 22)
"""The day on which its page was copied; the file's own day would be that of the installation."""


def sample_path() -> Path:
    """Where the bundled listing lies."""
    return Path(__file__).resolve().parent / "data" / "sample.txt"
