r"""A line is indented by a tab.

YAML takes spaces only. Replace each tab at the beginning of a line; most editors can show them.

Bad:

    papers:
      - key: adams2022heads
    \x09title: Heads
        authors: [Ada Adams]
        date: 2022

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
"""
