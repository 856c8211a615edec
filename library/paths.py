"""Every place on disk that paperdeck uses; nobody else builds a path."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from library.errors import StoreError

_APP = "paperdeck"


@dataclass(frozen=True, slots=True)
class Paths:
    """The four folders of one library, and what lies in them."""

    data: Path
    cache: Path
    config: Path
    state: Path

    @classmethod
    def of_user(cls) -> Paths:
        """Where the system wants them; the XDG variables move them on Linux."""
        return cls(
            data=platformdirs.user_data_path(_APP),
            cache=platformdirs.user_cache_path(_APP),
            config=platformdirs.user_config_path(_APP),
            state=platformdirs.user_state_path(_APP),
        )

    @classmethod
    def under(cls, folder: Path) -> Paths:
        """All four inside one folder: for a test, a benchmark, a library on a stick."""
        return cls(folder / "data", folder / "cache", folder / "config", folder / "state")

    @property
    def library(self) -> Path:
        return self.data / "library.db"

    @property
    def backups(self) -> Path:
        return self.data / "backups"

    @property
    def index(self) -> Path:
        return self.cache / "index"

    @property
    def arxiv(self) -> Path:
        """Answers of arXiv's API, kept for a day."""
        return self.cache / "arxiv"

    @property
    def settings(self) -> Path:
        return self.config / "config.toml"

    @property
    def log(self) -> Path:
        return self.state / "paperdeck.log"

    def stray_notes(self) -> list[Path]:
        """Notes in files of their own, `note-KEY-*.md`: an editor or a full disk kept them there."""
        return sorted(self.state.glob("note-*.md"))

    def named(self) -> dict[str, Path]:
        """What `paperdeck paths` prints, in its order."""
        return {
            "library": self.library,
            "backups": self.backups,
            "index": self.index,
            "config": self.settings,
            "log": self.log,
        }

    def make(self) -> None:
        """Creates the folders, readable by their owner alone; raises StoreError where that fails."""
        for folder in (self.data, self.cache, self.config, self.state):
            make_private(folder)


def make_private(folder: Path) -> None:
    """Creates a folder (and its parents) with mode 0700; one that exists keeps its mode."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"cannot create the folder {folder}: {error.strerror}",
            hint="XDG_DATA_HOME, XDG_CACHE_HOME, XDG_CONFIG_HOME and XDG_STATE_HOME move the folders",
        ) from error


def typed_path(text: str) -> Path:
    """A path as a person types it, `~` being her home; a stranger's (`~nobody/x`) stays as it is."""
    return Path(os.path.expanduser(text))  # noqa: PTH111 - pathlib raises for a stranger
