"""The program as a process, `headcat` or `python -m headcat`: it starts, runs one command and is gone.

Whatever costs time only because a process may live long is left out here and nowhere else; who calls
`headcat.cli.main` from Python keeps a whole interpreter.
"""

import atexit
import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn


def run() -> NoReturn:
    """Run the command line and end the process with its exit code.

    The interpreter is not taken apart piece by piece, which takes as long as an answer: what is
    registered for the end is done, what was printed leaves, and the system takes back the rest.
    """
    gc.disable()  # what a command makes goes with the process, and nothing of it in great cycles
    from headcat.cli import main

    code = main()
    atexit._run_exitfuncs()  # noqa: SLF001 - as multiprocessing ends its processes
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # a reader that is gone; main() has told what matters of stdout
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
