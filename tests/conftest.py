"""What all tests share: no home directory, no network, a catalogue in an empty folder."""

import _socket
import os
import socket
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from services import Services, running

# Continuous integration runs the same examples each time; whoever works on it, new ones. How busy the
# machine is says nothing of the program.
UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("here", UNTIMED)
settings.register_profile("ci", UNTIMED, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

ROOT = Path(__file__).parent.parent
SMALL = """\
heads:
  - name: Induction Head
    aliases: [Inductive Head]
    stage: Latent Reasoning
    group: In-context Learning
  - name: Mover Head
    stage: In-Context Identification
  - name: Name Mover Head
    stage: In-Context Identification
    broader: Mover Head
venues:
  - name: NeurIPS
    aliases: [NIPS]
    full: Advances in Neural Information Processing Systems
    kind: proceedings
  - name: arXiv
    aliases: [CoRR]
    kind: preprint
papers:
  # the first of all
  - key: adams2022heads
    title: Heads of a Small Catalogue
    authors:
      - Ada Adams
      - Ludwig van der Berg
    date: 2022-03-08
    venue: NeurIPS 2022
    ids:
      arxiv: "2203.00001"
    heads:
      - Induction Head  # as the paper says
    links:
      paper: https://arxiv.org/abs/2203.00001
      code: https://github.com/example/heads
    summary:
      innovation: It names heads.
      tasks: Small tasks.
      result: It works.

  # the second
  - key: zorn2023names
    title: "Names: Moved"
    authors:
      - Zoe Zorn
    date: 2023-11
    venue: arXiv
    ids:
      arxiv: "2311.00002"
    heads:
      - Name Mover Head
      - Induction Head
    links:
      paper: https://arxiv.org/abs/2311.00002
    summary:
      innovation: It moves names.
      tasks: Names.
      result: They move.
"""


@pytest.fixture(autouse=True)
def _isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each test in an empty folder with a home and caches of its own, and without a network."""
    for name in [name for name in os.environ if name.startswith(("HEADCAT_", "XDG_"))]:
        monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("HEADCAT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def refuse(*_: object) -> None:
        message = "a test reached for the network"
        raise AssertionError(message)

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def catalogue_file() -> Path:
    """Write the small catalogue to data/papers.yaml of the current folder; return its path."""
    path = Path("data", "papers.yaml")
    path.parent.mkdir()
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """Run the services, and send headcat to them, here and in processes that a test starts."""

    def connect(self: socket.socket, address: Any) -> None:
        assert ip_address(address[0]).is_loopback, "a test reached for the network"
        _socket.socket.connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    with running() as services:
        for name, value in services.environment().items():
            monkeypatch.setenv(name, value)
        yield services
