"""Hostile input for headcat: what is attacked, by which engines, and what they found.

`python -m fuzz` runs it. An input is bytes, whatever makes it; every one must end in success or in a
`HeadcatError`, within seconds and within a gigabyte. What was found stays in `corpus`, and the tests
replay it.
"""
