"""A file to be read, locked and replaced."""

from pathlib import Path

import pytest


@pytest.fixture
def file() -> Path:
    path = Path("papers.yaml")
    path.write_bytes(b"old\n")
    return path
