r"""A control character stands in the text.

Nobody sees it, and a terminal may obey it. It comes with text copied from a PDF or a terminal;
delete it, or write the line anew.

Bad:

    papers:
      - key: adams2022heads
        title: Heads\x07
        authors: [Ada Adams]
        date: 2022

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
"""
