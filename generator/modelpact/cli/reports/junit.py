"""JUnit XML, as CI servers read it: a suite for each file, a case for each finding, one case for a file without."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from modelpact.cli.reports import Finding, printable


def xml(name: str, findings: Iterable[Finding], files: Iterable[str]) -> str:
    """Return the document; ``files`` are the paths of all that was looked at."""
    by_file: dict[str, list[Finding]] = {path: [] for path in files}
    for found in findings:
        by_file.setdefault(found.path, []).append(found)
    root = ElementTree.Element("testsuites", name=name)
    for path, here in sorted(by_file.items()):
        suite = ElementTree.SubElement(root, "testsuite", name=_text(path))
        for found in here:
            _case(suite, found)
        if not here:
            ElementTree.SubElement(suite, "testcase", name=name, classname=_text(path), time="0")
        _count(suite)
    _count(root)
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="us-ascii", xml_declaration=False).decode("ascii")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}'


def _case(suite: ElementTree.Element, found: Finding) -> None:
    case = ElementTree.SubElement(
        suite,
        "testcase",
        name=f"{found.code} {found.line}:{found.column}",
        classname=_text(found.path),
        time="0",
    )
    at = f"{found.path}:{found.line}:{found.column}"
    told = _text(
        "\n".join(filter(None, (f"{at}: {found.message}", found.excerpt.strip(), found.help)))
    )
    if found.suppressed:
        ElementTree.SubElement(case, "skipped", message=_text(found.suppressed))
    elif found.failing:
        failure = ElementTree.SubElement(
            case, "failure", message=_text(found.message), type=found.code
        )
        failure.text = told
    else:
        ElementTree.SubElement(case, "system-out").text = f"{found.level}: {told}"


def _count(element: ElementTree.Element) -> None:
    for name, what in (("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped")):
        element.set(name, str(len(list(element.iter(what)))))
    element.set("errors", "0")
    element.set("time", "0")


def _text(text: str) -> str:
    return printable(text, "\n")
