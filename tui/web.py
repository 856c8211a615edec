"""Opening an address in the user's web browser: $BROWSER, else what the system has. No shell."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Mapping

from library.addresses import safe_url


def open_address(address: str, environment: Mapping[str, str] = os.environ) -> str:
    """Opens an http or https address; "" where that went well, else why not. Call it in a thread.

    $BROWSER is a list of commands parted by colons; `%s` in one stands for the address.
    """
    url = safe_url(address)
    if url is None:
        return f"Only http and https addresses are opened, not {address}"
    for command in environment.get("BROWSER", "").split(os.pathsep):
        if command.strip() and _started(_with(command, url), environment):
            return ""
    if environment.get("BROWSER", "").strip():
        return f"$BROWSER could not be started: {environment['BROWSER']}"
    if sys.platform == "linux" and not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        return f"There is no desktop here to open {url}"  # a text browser would draw over the app
    try:
        return "" if webbrowser.open(url) else f"No web browser was found to open {url}"
    except webbrowser.Error as error:
        return f"The web browser could not be started: {error}"


def _with(command: str, url: str) -> list[str]:
    try:
        words = shlex.split(command)
    except ValueError:
        return []
    return [word.replace("%s", url) for word in words] if "%s" in command else [*words, url]


def _started(words: list[str], environment: Mapping[str, str]) -> bool:
    """Started apart from the terminal: what the browser prints or reads is none of the app's screen."""
    if not words:
        return False
    try:
        browser = subprocess.Popen(
            words, env=dict(environment), start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except OSError:
        return False
    threading.Thread(target=browser.wait, daemon=True).start()  # or it would stay behind as a zombie
    return True
