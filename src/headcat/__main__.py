"""`python -m headcat`."""

from headcat.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
