r"""The bytes of the file are not UTF-8.

Nothing is read before they are. An editor saved the file in another encoding, or put text of another
one into it; save it again in UTF-8, then look at the names with accents.

Bad:

    papers:
      - key: muller2022heads
        title: Heads
        authors: [Ada M\xfcller]
        date: 2022

Good:

    papers:
      - key: muller2022heads
        title: Heads
        authors: [Ada M\xc3\xbcller]
        date: 2022
"""
