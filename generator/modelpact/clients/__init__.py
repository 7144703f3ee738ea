"""The names of the generated clients and what they take, on which packages and samples must agree."""
