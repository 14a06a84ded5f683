"""A field, or a section, is there twice.

Most programs would take the last one and drop the first without a word. Keep the one that is right;
put all the entries of a section into one.

Bad:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        date: 2023

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
"""
