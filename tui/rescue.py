"""The last resort for a note that the library cannot take: a file of its own, or at least the screen."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from parser import PaperKey


def rescued(key: PaperKey, text: str, reason: str, folder: Path) -> str:
    """Puts the text where there is room for it, and says where that is and why."""
    for place in (folder, Path(tempfile.gettempdir())):
        try:
            path = _write(text, place, f"note-{key}-")
        except OSError:
            continue
        return f"a note could not be saved: {reason}\nIts text is in {path}"
    return f"a note could not be saved, and no disk has room for it: {reason}\nThis is its text:\n{text}"


def _write(text: str, folder: Path, prefix: str) -> Path:
    """A new file, readable by its owner alone, whole or not there."""
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=prefix, suffix=".md")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(descriptor)
    except OSError:
        Path(name).unlink()
        raise
    return Path(name)
