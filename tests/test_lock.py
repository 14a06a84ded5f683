"""The lock of the development environment has all that pyproject.toml asks for, each by its hashes."""

import re
import tomllib
from collections import defaultdict

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from conftest import ROOT

LOCK = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def wanted() -> list[Requirement]:
    """Return what pyproject.toml asks for, but for headcat's own extras."""
    project = PROJECT["project"]
    lists = [
        project["dependencies"],
        *project["optional-dependencies"].values(),
        PROJECT["build-system"]["requires"],
    ]
    found = [Requirement(text) for texts in lists for text in texts]
    return [each for each in found if each.name != "headcat"]


def locked() -> dict[str, list[Version]]:
    """Return the versions of each package, of which systems may have different ones."""
    found: dict[str, list[Version]] = defaultdict(list)
    for name, version in re.findall(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)", LOCK, re.MULTILINE):
        found[canonicalize_name(name)].append(Version(version))
    return found


def test_there_is_something_to_lock() -> None:
    assert len(wanted()) > 40
    assert len(locked()) > len({each.name for each in wanted()})


@pytest.mark.parametrize("requirement", wanted(), ids=str)
def test_what_is_asked_for_is_locked(requirement: Requirement) -> None:
    """Where this fails, run .ci/lock."""
    versions = locked()[canonicalize_name(requirement.name)]
    assert versions
    assert all(requirement.specifier.contains(version) for version in versions)


def test_every_package_has_a_hash_and_none_a_place() -> None:
    packages = re.split(r"\n(?=\S)", LOCK.rstrip())
    comments = [each for each in packages if each.startswith("#")]
    assert ".ci/lock" in comments[0]
    assert len(packages) - len(comments) == sum(map(len, locked().values()))
    for each in packages[len(comments) :]:
        first, *hashes = re.split(r" \\\n    ", each)
        assert re.fullmatch(r"[a-z0-9.-]+==\S+(?: ; .*)?", first)
        assert hashes
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", digest) for digest in hashes)
