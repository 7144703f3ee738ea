"""What stands in each page itself, as a page that waits for files shows nothing yet, and the policy that allows it."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from modelpact.files import Render
from modelpact.text import Code

# These two by what they are, classic scripts from the site's own folder, and nothing else: no connection.
_POLICY: Final = Code(
    "default-src 'none'; style-src {}; script-src 'self' {}; img-src {}; connect-src {}; "
    "base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """The style sheet, and the script that runs before anything is painted."""

    style: Code
    script: Code
    policy: Code
    trying: Code
    """The policy of the one page that may send what its reader wants sent."""


def inline(render: Render) -> Inline:
    """Read both, and state them in the policies."""
    style, script = (
        Code(render(f"site/verbatim/inline/{name}", None)) for name in ("site.css", "theme.js")
    )
    sources = (_source(style), _source(script))
    return Inline(
        style=style,
        script=script,
        policy=_POLICY.format(*sources, Code("'self' data:"), Code("'none'")),
        trying=_POLICY.format(*sources, Code("http: https: data: blob:"), Code("http: https:")),
    )


def _source(text: Code) -> Code:
    """The name of a text in a policy: its hash."""
    return Code(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'")
