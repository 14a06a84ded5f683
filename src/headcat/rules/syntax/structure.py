"""The file is not built like a catalogue.

It is one YAML document with the sections `heads:`, `venues:` and `papers:`, of which `papers:` must
be there. A section of another name is a slip of the pen, and what stands under it is not read.

Bad:

    paper:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
"""
