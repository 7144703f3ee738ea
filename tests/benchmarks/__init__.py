"""Measure what is promised of speed: ``python -m tests.benchmarks``. Nothing here is collected by pytest.

Only ratios are judged, each the median over rounds in which the contestants take turns, since absolute
times belong to a machine and a moment.
"""
