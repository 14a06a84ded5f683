"""HC0xx: what keeps the file, or an entry of it, from being read. Found while reading."""
