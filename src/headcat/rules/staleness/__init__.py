"""HC5xx: what time has made wrong. Found only where the day is known."""
