"""Every example of the generated page runs as it stands, against a gateway that behaves as the pacts say."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from mocked import serving


def test_each_example_saves_pictures_of_the_asked_size(
    package_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (package_dir / "README.md").read_text(encoding="utf-8")
    examples = re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    assert len(examples) > 20
    monkeypatch.setenv("PYTHONPATH", str(package_dir))
    # One process for all: what is measured here is whether they run, not how long Python starts.
    script = "import sys\nfor code in open(sys.argv[1]).read().split('\\0'):\n    exec(code, {})\n"
    (tmp_path / "examples").write_text("\0".join(examples))
    with serving() as mock:
        monkeypatch.setenv("GRAVITEX_API_KEY", mock.key)
        monkeypatch.setenv("GRAVITEX_BASE_URL", mock.base_url)
        run = subprocess.run(
            [sys.executable, "-c", script, "examples"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
    assert run.returncode == 0, run.stderr
    asked = {
        stem: size
        for code in examples
        for size in re.findall(r'\n    size="(\d+[x*]\d+)"', code)
        for stem in re.findall(r'image\.save\(f"([\w-]+)-\{number\}"\)', code)
    }
    assert len(asked) > 10
    for stem, size in asked.items():
        (*files,) = tmp_path.glob(f"{stem}-[0-9].*")
        assert files, stem
        for file in files:
            with Image.open(io.BytesIO(file.read_bytes())) as picture:
                picture.load()
                assert "x".join(map(str, picture.size)) == size.replace("*", "x"), stem
