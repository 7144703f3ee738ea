"""Pacts with one text in every place that takes one, and texts that try to be more than that."""

from __future__ import annotations

import json
from pathlib import Path

PROVIDER = """\
pact: 1
provider: acme
title: {text}
description: {text}
base_url: https://api.acme.test/v1
operations: {{generate: {{method: POST, path: /images}}}}
errors: [{{code: 1, title: {text}, description: {text}}}]
tips: [{{title: {text}, advice: {text}, words: [{text}]}}]
questions: [{{question: {text}, answer: {text}}}]
purposes: [{{title: {text}, ratios: ["1:1"]}}]
decisions: [{{id: one, question: {text}, readings: [{text}], chosen: {text}, severity: warn, sections: [{text}]}}]
"""
FAMILY = """\
pact: 1
family: fam
title: {text}
description: {text}
tips: [{{title: {text}, advice: {text}, words: [{text}]}}]
questions: [{{question: {text}, answer: {text}}}]
"""
MODEL = """\
pact: 1
model: m
family: fam
title: {text}
description: {text}
source: {{document: {text}, section: {text}}}
layouts: {{text: {{prompt: free}}}}
parameters:
  free: {{type: string, description: {text}}}
  kind: {{enum: [{text}, plain], description: {text}, enumDescriptions: {{{text}: {text}}}}}
  size: {{enum: ["1x1", "2x1"], dimensions: {{separator: x}}, description: {text}}}
  old: {{type: string, disposition: {{ignored: true, because: {text}}}}}
  form: {{enum: [url, {text}]}}
uses: {{draw: {{title: {text}, description: {text}, prompt: {text}}}}}
rules: [{{id: needs-free, because: {text}, when: {{kind: plain}}, required: [free]}}]
response: {{selector: form, forms: {{url: url, {text}: b64}}, size: [size], envelopes: [{{name: one, images: /data}}]}}
"""
FILES = {
    "acme/provider.yaml": PROVIDER,
    "acme/families/fam.yaml": FAMILY,
    "acme/models/m.yaml": MODEL,
}

PAYLOADS = [
    "<script>alert(1)</script>", "</title><script>x</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=x>",
    "' onmouseover='x", "javascript:alert(1)", "[x](javascript:alert(1))", "![x](http://evil.example/p.png)",
    "<http://evil.example>", "http://evil.example/a", "&lt;script&gt;", "&#60;b&#62;", "<!-- x", "]]>", "{{ 7*7 }}",
    "{% raw %}", "</style><b>", "</textarea><b>", "`<b>`", "**<b>**", "<b>a</b>", "a\\", "| a |", "# a",
]  # fmt: skip


def spelled(text: str, folder: Path) -> Path:
    """Write the pacts with this text in each place; returns the folder."""
    value = json.dumps(text, ensure_ascii=True)
    for path, template in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(template.format(text=value), encoding="utf-8")
    return folder
