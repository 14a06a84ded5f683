r"""One value is longer than 100 000 characters.

That is no title and no note but a whole file that was pasted by mistake. Delete it.

Bad:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        note: \x61{100001}

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        note: \x61{100}
"""
