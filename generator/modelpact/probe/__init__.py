"""Find out whether the facts of a pact are true: what to ask a gateway, and what its answers mean.

Pure: ``facts`` lists what can be asked, ``cover`` puts it into as few requests as it can, ``plan`` is the file of
these, and ``findings`` reads the record of what came back. ``sender`` does the sending.
"""

from __future__ import annotations
