"""Programs that tests run beside headcat: where one lacks, they are skipped, or fail where all must run."""

import os
import shutil
from typing import Final, NoReturn

import pytest

REQUIRE_ALL: Final = os.environ.get("HEADCAT_REQUIRE_ALL") == "1"  # before tests make their own environment


def program(name: str) -> str:
    """Return where a program is."""
    found = shutil.which(name)
    if found is None:
        lack(f"there is no program {name}")
    return found


def lack(message: str) -> NoReturn:
    """Skip a test for want of something, or let it fail where all must run."""
    if REQUIRE_ALL:
        pytest.fail(message)
    pytest.skip(message)
