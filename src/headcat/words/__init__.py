"""What stands in a text, apart from what it is about: words, names, dates, identifiers. All of it pure."""
