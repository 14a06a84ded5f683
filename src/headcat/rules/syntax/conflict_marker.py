"""Git left its markers of a conflict in the file.

Nothing is read before they are gone. `headcat resolve` mends a conflict; or choose one side by hand, or keep
the entries of both, and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`.

Bad:

    papers:
    <<<<<<< ours
      - {key: adams2022heads, title: Heads, authors: [Ada Adams], date: 2022}
    =======
      - {key: zorn2023names, title: Names, authors: [Zoe Zorn], date: 2023}
    >>>>>>> theirs

Good:

    papers:
      - {key: adams2022heads, title: Heads, authors: [Ada Adams], date: 2022}
      - {key: zorn2023names, title: Names, authors: [Zoe Zorn], date: 2023}
"""
