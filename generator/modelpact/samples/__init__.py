"""Calls for people to copy: each use of a model, in each language."""
