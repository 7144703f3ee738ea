"""Every example of the generated page runs as it stands, against a gateway that behaves as the pacts say."""

from __future__ import annotations

import io
import re
from pathlib import Path

from PIL import Image

from examples import run_python
from mocked import serving


def test_each_example_saves_pictures_of_the_asked_size(package_dir: Path, tmp_path: Path) -> None:
    page = (package_dir / "README.md").read_text(encoding="utf-8")
    examples = re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    assert len(examples) > 20
    with serving() as mock:
        known = {"GRAVITEX_API_KEY": mock.key, "GRAVITEX_BASE_URL": mock.base_url}
        run_python(examples, tmp_path, package_dir, **known)
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
