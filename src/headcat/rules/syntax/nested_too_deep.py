"""Lists or mappings are nested more than twelve levels deep.

Nothing in a catalogue is deeper than four. Look for brackets that were pasted by mistake.

Bad:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        note: [[[[[[[[[[[[deep]]]]]]]]]]]]

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        note: "[[deep]]"
"""
