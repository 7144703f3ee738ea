"""Pacts of models in; clients, validators, schemas and reference pages out."""
