"""What inputs look like: a module a family of grammars, each a function that returns a strategy of bytes."""
