"""The mock gateway: an HTTP server that behaves as the pacts say, and badly where that is asked for.

``asked``, ``answers`` and ``pictures`` are pure: a catalogue and a body give a response. ``app`` is how the server
behaves, ``faults`` and ``wire`` what goes wrong on purpose, ``server`` the process around it. Nothing here prints.
"""

from __future__ import annotations
