"""What a new file takes over from the one whose place it takes: owner, rights, attributes.

As a careful editor does it: nobody gets a right that he did not have, and where something cannot be
kept, there are fewer rights and not more.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_RIGHTS: Final = "system.posix_acl_access"
# What a program may do that is run from the file: for other content it must be granted anew.
_GRANTED: Final = "security.capability"
_UNKEPT: Final = {errno.EPERM, errno.EACCES, errno.EOPNOTSUPP, errno.ENODATA}


def take_over(handle: int, source: Path, old: os.stat_result) -> None:
    """Make a new file like another one.

    Set-user-ID and its like go, as they do when a file is written. Attributes are access control
    lists (acl(5)), labels and a user's own (xattr(7)).

    Args:
        handle: the new file.
        source: the other file,
        old: and its status.

    Raises:
        OSError: a right cannot be set, or the disk is full.

    """
    mode = old.st_mode & 0o777
    lost = {_GRANTED}
    if not _chown(handle, old.st_uid, old.st_gid) and not _chown(handle, -1, old.st_gid):
        # Another group: it gets what everybody has, and lists that name groups are of no use.
        mode = mode & ~0o070 | (mode & 0o007) << 3
        lost.add(_RIGHTS)
    os.fchmod(handle, mode)
    if hasattr(os, "listxattr"):
        _take_over_attributes(handle, source, lost)


def _chown(handle: int, user: int, group: int) -> bool:
    with suppress(PermissionError):
        os.fchown(handle, user, group)
        return True
    return False


def _take_over_attributes(handle: int, source: Path, lost: set[str]) -> None:
    """Copy the attributes, and remove those that the new file has from its folder alone."""
    with _as_far_as_can_be():
        kept = set(os.listxattr(source)) - lost
        for name in sorted(set(os.listxattr(handle)) - kept):
            with _as_far_as_can_be():
                os.removexattr(handle, name)
        for name in sorted(kept):
            with _as_far_as_can_be():
                os.setxattr(handle, name, os.getxattr(source, name))


@contextmanager
def _as_far_as_can_be() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _UNKEPT:
            raise
