"""What goes wrong on purpose: each fault has a name, and some have a number in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

Stage = Literal["status", "answer", "picture", "job", "connection"]


class Fault(NamedTuple):
    """A fault: what kind of thing is wrong, and which; ``number`` is an HTTP status or a code in the body."""

    stage: Stage
    name: str
    number: int = 0


CONNECTION: Final[Mapping[str, str]] = {
    "hang": "read the request and never answer",
    "hang-body": "send half of the body and no more",
    "cut-before-read": "reset the connection before the body is read",
    "cut-after-read": "close the connection when the request was read",
    "cut-reset": "reset the connection when the request was read",
    "cut-status": "close within the status line",
    "cut-headers": "close within the headers",
    "cut-after-headers": "close after the headers",
    "cut-body": "close in the middle of the body",
    "cut-last-byte": "close one byte before the end of the body",
    "cut-chunk": "close between two chunks of a chunked body",
    "wrong-length": "say that the body is longer than it is, and close",
    "short-length": "say that the body is shorter than it is, and close",
    "not-http": "answer with something that is not HTTP",
}
ANSWER: Final[Mapping[str, str]] = {
    "broken-json": "half a body of JSON",
    "not-json": "200 with a page of HTML",
    "not-utf8": "200 with JSON that is not UTF-8",
    "empty": "200 without a body",
    "no-images": "200 with an empty list of pictures",
    "wrong-shape": "200 with JSON of another shape",
    "gzip-bomb": "200 KB that decode to 200 MB",
    "redirect": "307 to X-Mock-Location; also redirect-301, -302, -303 and -308",
}
PICTURES: Final[Mapping[str, tuple[bool, str]]] = {
    "bad-base64": (False, "%%% this is not base64 %%%"),
    "empty-base64": (False, ""),
    "not-an-image": (False, "bm90IGEgcGljdHVyZQ=="),
    "private-url": (True, "http://10.0.0.1/picture.png"),
    "loopback-url": (True, "http://127.0.0.1:9/picture.png"),
    "metadata-url": (True, "http://169.254.169.254/latest/meta-data/"),
    "file-url": (True, "file:///etc/passwd"),
}
"""Whether it is about a link, and what then stands in the place of the picture."""

FILTERED: Final[Mapping[str, str]] = {
    "filtered": "the first picture is held back, as the pact says",
    "filtered-null": "null in the place of the first picture",
    "filtered-all": "every picture is held back",
}
JOBS: Final[Mapping[str, str]] = {
    "job-failed": "the job ends badly",
    "job-stuck": "the job never ends",
    "job-lost": "nobody knows the job when it is asked for",
}
"""What goes wrong later, where the first answer names a job."""

_REDIRECT = re.compile(r"redirect(?:-(301|302|303|307|308))?")
_STATUS = re.compile(r"(?:status-)?([45][0-9][0-9])(-bare)?")
_CODE = re.compile(r"code-([1-9][0-9]{2})")


def fault(name: str) -> Fault | None:
    """Read the name of a fault; None if it is none."""
    if name in CONNECTION:
        return Fault("connection", name)
    if name in PICTURES or name in FILTERED:
        return Fault("picture", name)
    if name in JOBS:
        return Fault("job", name)
    if found := _REDIRECT.fullmatch(name):
        return Fault("answer", "redirect", int(found[1] or 307))
    if name in ANSWER:
        return Fault("answer", name)
    if found := _STATUS.fullmatch(name):
        return Fault("status", "bare" if found[2] else "status", int(found[1]))
    if found := _CODE.fullmatch(name):
        return Fault("status", "code", int(found[1]))
    return None


def known() -> str:
    """List the names of faults."""
    numbered = ["400 ... 599 (429 and 503 with Retry-After)", "503-bare", "code-100 ... code-999"]
    return ", ".join([*numbered, *ANSWER, *PICTURES, *FILTERED, *JOBS, *CONNECTION])
