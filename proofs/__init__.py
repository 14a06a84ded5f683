"""The proofs: `python -m proofs NAME` tries a fault many times, and counts what was lost.

Programs of their own beside the tests, which run a few tries of each. Standard library and headcat only.
"""
