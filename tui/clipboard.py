"""Local programs that take a text: tmux's buffer and the clipboard of the desktop. No shell."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping

PATIENCE = 2.0
"""Seconds that a program may take."""


def programs(environment: Mapping[str, str], platform: str = sys.platform) -> list[tuple[str, list[str]]]:
    """(name, argument list) of what can be used here: one for the desktop, and tmux inside tmux."""
    found: list[tuple[str, list[str]]] = []
    if environment.get("TMUX"):
        found.append(("tmux", ["tmux", "load-buffer", "-"]))
    if platform == "darwin":
        found.append(("pbcopy", ["pbcopy"]))
    elif environment.get("WAYLAND_DISPLAY"):
        found.append(("wl-copy", ["wl-copy"]))
    elif environment.get("DISPLAY"):
        found.append(("xclip", ["xclip", "-selection", "clipboard"]))
    path = environment.get("PATH")
    return [(name, command) for name, command in found if shutil.which(command[0], path=path)]


def copy_by_programs(text: str, environment: Mapping[str, str] = os.environ) -> list[str]:
    """Hands the text to every program that is here; the names of those that took it. Call it in a thread."""
    return [name for name, command in programs(environment) if _hand_over(command, text, environment)]


def _hand_over(command: list[str], text: str, environment: Mapping[str, str]) -> bool:
    """wl-copy and xclip go on living with the text: their output is nobody's, or it would be waited for."""
    try:
        ended = subprocess.run(
            command, input=text.encode(), timeout=PATIENCE, check=False, env=dict(environment),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ended.returncode == 0
