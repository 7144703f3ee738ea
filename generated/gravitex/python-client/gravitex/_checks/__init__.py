"""The rules of each model."""
