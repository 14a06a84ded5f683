"""The benchmarks: `python -m benchmarks` measures headcat and writes RESULTS.md.

Standard library only: what is measured is installed into an environment of its own.
"""
