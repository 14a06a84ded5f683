"""A field holds one value where a list belongs, or the other way round.

`authors` and `heads` are lists, `ids`, `links`, `summary` and `published` are names with values, the
others are one value. An entry with a field of the wrong type is not read.

Bad:

    papers:
      - key: adams2022heads
        title: Heads
        authors: Ada Adams
        date: 2022

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors:
          - Ada Adams
        date: 2022
"""
