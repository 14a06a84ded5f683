"""The text is not valid YAML.

The entry that holds the mistake is not read; the others are. The usual cause is a title with a colon
and a space in it, which needs quotes, or a quote or bracket that nothing closes.

Bad:

    papers:
      - key: adams2022names
        title: Names: Moved
        authors: [Ada Adams]
        date: 2022

Good:

    papers:
      - key: adams2022names
        title: "Names: Moved"
        authors: [Ada Adams]
        date: 2022
"""
