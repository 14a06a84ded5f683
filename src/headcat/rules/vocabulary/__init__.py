"""HC3xx: heads and venues are called by the names that the vocabulary gives them."""
