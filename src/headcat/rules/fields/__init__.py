"""HC1xx: what each field of one paper may hold, taken by itself."""
