"""Functions that count what a path leads to, or look for it: a loop a list, each property read by its name."""

from __future__ import annotations

from modelpact import ir
from modelpact.print_js import Atom, Infix, Invoke, condition, line


def counter(name: str, path: ir.Path) -> str:
    """Spell the function for a path that begins with a name; its names can be read behind a dot."""
    rows = [f"function {name}(body) {{", "  let found = 0;"]
    rows += _below("body", path, 1, 2, counts=True)
    return "\n".join([*rows, "  return found;", "}"])


def finder(name: str, path: ir.Path) -> str:
    """Spell the function that tells whether such a path leads to anything; it stops at the first."""
    rows = [f"function {name}(body) {{", *_below("body", path, 1, 2, counts=False)]
    return "\n".join([*rows, "  return false;", "}"])


def _below(object_: str, path: ir.Path, depth: int, indent: int, counts: bool) -> list[str]:
    """Count or look below an object, or below the ``depth - 1``th item, which may be anything."""
    pad = " " * indent
    found = "found += 1;" if counts else "return true;"
    if ir.EACH not in path:
        *above, last = path
        holder = _chain(object_, tuple(above), depth)
        there = Infix("!==", (Atom(f"{holder}.{last}"), Atom("undefined")))
        test = Infix("&&", (Invoke("isObject", (Atom(holder),)), there))
        return [*condition("if", test, indent), f"{pad}  {found}", f"{pad}}}"]
    cut = path.index(ir.EACH)
    items, item, rest = f"items{depth}", f"item{depth}", path[cut + 1 :]
    read = Atom(_chain(object_, path[:cut], depth))
    rows = line(f"const {items} = ", read, ";", indent)
    is_list = Invoke("Array.isArray", (Atom(items),))
    if not (rest or counts):
        test = Infix("&&", (is_list, Infix(">", (Atom(f"{items}.length"), Atom("0")))))
        return [*rows, *condition("if", test, indent), f"{pad}  {found}", f"{pad}}}"]
    rows += condition("if", is_list, indent)
    if not rest:
        return [*rows, f"{pad}  found += {items}.length;", f"{pad}}}"]
    inner = _below(item, rest, depth + 1, indent + 4, counts)
    index = f"i{depth}"
    return [
        *rows,
        f"{pad}  for (let {index} = 0; {index} < {items}.length; {index} += 1) {{",
        f"{pad}    const {item} = {items}[{index}];",
        *inner,
        f"{pad}  }}",
        f"{pad}}}",
    ]


def _chain(object_: str, path: ir.Path, depth: int) -> str:
    first = f"{object_}{'.' if depth == 1 else '?.'}" if path else object_
    return first + "?.".join(path)
