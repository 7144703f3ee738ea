"""The generated package, written once a session and imported from there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from loopback import Loopback, loopback

from builds import SPECS, build
from modelpact.targets import python_client


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Warnings of a package that only this process knows must not travel to another."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore::UserWarning"))


@pytest.fixture(scope="session")
def package_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds pyproject.toml."""
    root = tmp_path_factory.mktemp("client")
    for file in build(SPECS["gravitex"], targets=[python_client.TARGET]).files:
        path = root / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")
    return root / "gravitex" / "python-client"


@pytest.fixture(scope="session")
def gravitex(package_dir: Path) -> Iterator[ModuleType]:
    sys.path.insert(0, str(package_dir))
    try:
        import gravitex  # type: ignore[import-not-found]

        yield gravitex
    finally:
        sys.path.remove(str(package_dir))
        for name in [name for name in sys.modules if name.split(".")[0] == "gravitex"]:
            del sys.modules[name]


@pytest.fixture
def server() -> Iterator[Loopback]:
    with loopback() as found:
        yield found


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GRAVITEX_API_KEY", "GRAVITEX_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
