"""A browser for all tests of pages, and the sites that it shows."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sites import SHIPPED_PAPERS, Visitor, chromium, content_of, made, many

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Run the browser for the whole session."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the site of the shipped catalogue."""
    return made(tmp_path_factory.mktemp("shipped") / "site", content_of(SHIPPED_PAPERS))


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a site of more papers than one page holds."""
    return made(tmp_path_factory.mktemp("large") / "site", content_of(many(520)))


@pytest.fixture
def visitor(browser: "Browser", shipped: Path) -> Iterator[Visitor]:
    """Visit the site of the shipped catalogue."""
    found = Visitor(browser, shipped)
    yield found
    found.leave()


@pytest.fixture
def large_visitor(browser: "Browser", large: Path) -> Iterator[Visitor]:
    """Visit the large site."""
    found = Visitor(browser, large)
    yield found
    found.leave()
