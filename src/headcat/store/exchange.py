"""What Linux can do, and POSIX cannot: two names change files in one step; is a file being written?

Where a system or file system cannot, the functions say so, and the caller goes the way of POSIX.
"""

import ctypes
import errno
import fcntl
import os
import signal
from pathlib import Path
from typing import Final

_EXCHANGE: Final = 2  # RENAME_EXCHANGE of <linux/fs.h>
_AT_FDCWD: Final = -100
# What a kernel, a file system or a sandbox answers that does not have it.
_LACKING: Final = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM}


def exchanged(one: Path, other: Path) -> bool:
    """Let two names change their files in one step (renameat2(2), Linux 3.15).

    Args:
        one: a file.
        other: another of the same file system.

    Returns:
        Whether it was done; False where that cannot be done here.

    Raises:
        OSError: it failed, as it does where one of them is not there.

    """
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:  # another system, or a libc before glibc 2.28
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _LACKING:
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))


def is_being_written(handle: int) -> bool:
    """Tell whether somebody has a file open for writing, as far as that can be told.

    A read lease is granted only on a file that nobody has open for writing (fcntl(2)). It is given
    back at once; the signal of who opens it meanwhile is one that is ignored, for the usual one kills.

    Args:
        handle: the file, opened for reading.

    """
    lease = getattr(fcntl, "F_SETLEASE", None)
    if lease is None:
        return False
    try:
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, lease, fcntl.F_RDLCK)
        fcntl.fcntl(handle, lease, fcntl.F_UNLCK)
    except OSError as error:  # somebody else's file, or a file system without leases
        return error.errno == errno.EAGAIN
    return False
