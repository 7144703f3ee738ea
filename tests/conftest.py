"""Puts this folder on the path, so that every test can import ``samples``; the options of the tests."""

from __future__ import annotations

import os

import pytest

collect_ignore = ["plugin"]  # another package, whose tests are run as its own


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="take what is made now for what is expected"
    )

    parser.addoption(
        "--requests",
        type=int,
        default=20_000,
        metavar="N",
        help="so many requests of chance in the long test of agreement (20000)",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-golden") and os.environ.get("CI"):
        raise pytest.UsageError(
            "--update-golden is refused where CI is set: nobody would look at what changed"
        )
