"""The printer writes what prettier would leave, and the twin of a module is one for CommonJS."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from javascript import run, tool
from modelpact.print_ts import (
    Alias,
    Data,
    Declaration,
    Interface,
    Property,
    commonjs,
    data,
    declarations,
    key,
    scalar,
)
from nasty import NASTY

WIDTHS = range(1, 91)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-3, "-3"),
        (1.0, "1"),
        (0.5, "0.5"),
        (1e-7, "1e-7"),
        (1.5e300, "1.5e300"),
        (1e22, "1e22"),
        ("a", '"a"'),
        ('"', "'\"'"),
        ("\"'", '"\\"\'"'),
        ("\u2028*/</", '"\\u2028*\\u002f\\u003c/"'),
    ],
)
def test_scalars(value: str | float | bool | None, code: str) -> None:
    assert scalar(value) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [("size", "size"), ("a b", '"a b"'), ("0", '"0"'), ("\xe9", '"\\u00e9"'), ("", '""'), ("__proto__", "__proto__")],
)  # fmt: skip
def test_keys_are_quoted_where_they_must_be(name: str, code: str) -> None:
    assert key(name) == code


def test_data_is_a_line_or_an_item_a_line() -> None:
    assert data({"a": [1, 2], "b": []}) == "{ a: [1, 2], b: [] }"
    assert data([["a", "b"], ["c", "d"]]) == '[\n  ["a", "b"],\n  ["c", "d"],\n]'
    assert data([{"a": 1}, {"b": 2}]) == "[{ a: 1 }, { b: 2 }]"
    long = data({"first": "x" * 40, "second": "y" * 40}, before="const X = ", after=";")
    assert long == f'const X = {{\n  first: "{"x" * 40}",\n  second: "{"y" * 40}",\n}};'


def test_declarations() -> None:
    code = declarations(
        [
            Interface(
                "P", (Property("a b", ("1", "2"), required=True, doc=("Said */ here.",)),), ("Top",)
            ),
            Interface("Q", (), deprecated=True),
            Alias("R", ('"a"', "null")),
        ]
    )
    assert code == (
        "/** Top */\nexport interface P {\n"
        '  /** Said *\\/ here. */\n  "a b": 1 | 2;\n}\n\n'
        "/** @deprecated */\nexport interface Q {}\n\n"
        'export type R = "a" | null;'
    )


def test_commonjs_twin() -> None:
    source = (
        'import { a, b as c } from "./x.js";\nimport {\n  one,\n  two,\n} from "./y.js";\n\n'
        "const d = a;\n\nexport { c, d as e };\n"
    )
    assert commonjs(source) == (
        '"use strict";\n\nconst { a, b: c } = require("./x.js");\nconst { one, two } = require("./y.js");\n\n'
        "const d = a;\n\nmodule.exports = {\n  c,\n  e: d,\n};\n"
    )


@pytest.mark.parametrize(
    "line", ['import * as x from "y";', "export const a = 1;", "export default a;"]
)
def test_commonjs_refuses_what_it_does_not_know(line: str) -> None:
    with pytest.raises(AssertionError):
        commonjs(f"{line}\n")


# --- judged by prettier and Node -----------------------------------------------------------------


def shapes(n: int) -> list[Data]:
    text = "v" * n
    return [
        text,
        [text],
        [text, 1, None],
        [["a", text], ["b", "c"]],
        [["a"], [text]],
        [{"a": text}],
        [{"a": text, "b": 1}, {"c": [1, 2]}],
        {"key": text},
        {"k": text, "a-b": 'say "x"' + text},
        {"list": ["x", text, {"deep": [text]}]},
        {"empty": [], "none": {}, "pairs": [["x", text]]},
    ]


def types(n: int) -> list[Declaration]:
    text = f'"{"v" * n}"'
    return [
        Alias(f"A{n}", (text, '"b"', "null")),
        Alias(f"B{n}", ("string", f"readonly {'T' * n}[]")),
        Interface(
            f"I{n}",
            (
                Property("name", (text, '"b"'), doc=("word " * (n // 4), "d" * n)),
                Property("a-b", (text, "1", "2"), required=True, doc=("x" * n,)),
                Property("one", (text,), deprecated=True, doc=("y" * (n // 2),)),
                Property("k" * n, ("number", "`${number}x${number}`")),
            ),
            ("z" * n,),
        ),
    ]


@pytest.mark.slow
def test_prettier_leaves_every_width(tmp_path: Path) -> None:
    values = "\n".join(
        data(value, before=f"const x{n}_{i} = ", after=";")
        for n in WIDTHS
        for i, value in enumerate(shapes(n))
    )
    (tmp_path / "data.js").write_text(f"{values}\n", "utf-8")
    found = [each for n in WIDTHS for each in types(n)]
    (tmp_path / "types.ts").write_text(f"{declarations(found)}\n", "utf-8")
    told = run(tool("prettier"), "--list-different", "--no-config", tmp_path, cwd=tmp_path)
    assert told == ""


def test_node_reads_what_was_meant(tmp_path: Path) -> None:
    values: list[Any] = [
        *NASTY,
        {"a": list(NASTY)},
        {"a b": 1, "'": '"'},
        [1e-7, 2.0, -1, None, True],
    ]
    source = f"console.log(JSON.stringify({data(values)}));\n"
    assert source.isascii()
    (tmp_path / "x.js").write_text(source, "utf-8")
    assert json.loads(run(tmp_path / "x.js")) == values
