"""What was measured on, and with what."""

import os
import platform
import re
import subprocess
from pathlib import Path

from benchmarks.workplace import Workplace

_VERSIONS = """
import platform, sqlite3
from importlib.metadata import version
print("Python", platform.python_version())
for name in ("headcat", "typer", "click", "rich", "PyYAML"):
    print(name, version(name))
print("SQLite", sqlite3.sqlite_version)
"""


def machine(place: Workplace) -> dict[str, str]:
    """Describe this machine, and the versions of headcat and of what it stands on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = _said(str(place.programs / "python"), "-c", _VERSIONS).splitlines()
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{memory:.0f} GiB",
        "system": f"{_system()}, {platform.system()} {platform.release()}",
        "file system": _said("df", "--output=fstype", str(place.folder)).split("\n")[-1],
        **dict(line.split(" ", 1) for line in versions),
    }


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", known.read_text(), re.MULTILINE) if known.exists() else None
    return found[1] if found else platform.processor() or platform.machine()


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.platform(terse=True)


def _said(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"
