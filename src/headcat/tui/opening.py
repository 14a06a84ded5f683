"""A link, opened in the browser without disturbing the screen.

A browser of the desktop is started by a process of its own whose output goes nowhere: what browsers
print would be drawn over the screen. One that is shown in the terminal needs the screen for itself.
"""

import subprocess
import sys
import webbrowser
from typing import Final, Literal

_START: Final = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"


def browser_place() -> Literal["desktop", "terminal", "nowhere"]:
    """Return where the user's browser is shown."""
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        return "nowhere"
    if isinstance(found, webbrowser.GenericBrowser):
        return "desktop" if isinstance(found, webbrowser.BackgroundBrowser) else "terminal"
    return "desktop" if getattr(found, "background", True) else "terminal"


def start(url: str) -> bool:
    """Open an address in a browser of the desktop; tell whether that worked."""
    command = [sys.executable, "-c", _START, url]
    quiet = subprocess.DEVNULL
    return subprocess.run(command, stdin=quiet, stdout=quiet, stderr=quiet, check=False).returncode == 0  # noqa: S603
