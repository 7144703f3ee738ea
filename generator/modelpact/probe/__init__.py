"""Find out whether the facts of a pact are true: what to ask a gateway, what its answers mean, what to write back.

Pure: ``facts`` lists what can be asked, ``cover`` puts it into as few requests as it can, ``plan`` is the file of
these, ``findings`` reads the record of what came back, and ``evidence`` edits the text of a pact. ``sender`` sends.
"""

from __future__ import annotations
