"""HC4xx: the file is written in one manner, so that a change is the only thing that a diff shows."""
