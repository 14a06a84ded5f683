"""A value uses YAML's anchors (&name), aliases (*name) or tags (!!name).

They make an entry depend on another one, and a small file as large as one likes. Write the value
out. Text that begins with one of these signs needs quotes.

Bad:

    papers:
      - key: adams2022heads
        title: Heads
        authors: &all [Ada Adams]
        date: 2022
      - key: adams2023more
        title: More Heads
        authors: *all
        date: 2023

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
      - key: adams2023more
        title: More Heads
        authors: [Ada Adams]
        date: 2023
"""
