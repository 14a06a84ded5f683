"""Print the seconds of the least that any program must do with a file: `floor.py read|parse FILE`."""

import hashlib
import sys
import time
from pathlib import Path

import yaml


def read(path: Path) -> None:
    """Read a file and hash it: no program can know sooner whether the file is the one it knows."""
    hashlib.blake2b(path.read_bytes()).digest()


def parse(path: Path) -> None:
    """Go through the events of libyaml: no program can know sooner what the file says."""
    for _ in yaml.parse(path.read_bytes(), Loader=yaml.CSafeLoader):
        pass


if __name__ == "__main__":
    work = {"read": read, "parse": parse}[sys.argv[1]]
    start = time.perf_counter()
    work(Path(sys.argv[2]))
    print(time.perf_counter() - start)  # noqa: T201 - printing is what it is for
