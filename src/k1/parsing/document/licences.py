"""Creative Commons licences as papers name them: by address, by short name, in words."""

from __future__ import annotations

import re

_LICENCE = re.compile(
    r"creativecommons\.org/(?:licenses/(?P<code>by(?:-nc)?(?:-nd|-sa)?)/(?P<version>\d\.\d)"
    r"|publicdomain/(?P<zero>zero)/1\.0)"
    r"|\bCC[ -](?P<short>BY(?:-NC)?(?:-ND|-SA)?)(?:[ -](?P<release>\d\.\d))?\b"
    r"|Creative Commons (?P<name>Attribution(?:[ -]Non-?Commercial)?(?:[ -](?:No-?Deriv\w*|Share-?Alike))?)"
    r"(?:\s(?:\d\.\d\s)?(?:International|Unported"
    r"|Generic))?(?:\sLicen[cs]e)?(?:,?\s?\(?(?:version\s)?(?P<edition>\d\.\d))?",
    re.IGNORECASE,
)


def find_licence(text: str) -> str | None:
    """The Creative Commons licence that a text names, in SPDX form ("CC-BY-4.0"); without version if none is given."""
    found: list[str] = []
    zero: str | None = None
    for match in _LICENCE.finditer(text):
        if match["zero"]:
            zero = "CC0-1.0"  # publishers name it for the data, beside the licence of the article
            continue
        code = match["code"] or match["short"] or _spelled(match["name"])
        version = match["version"] or match["release"] or match["edition"]
        found.append(f"CC-{code.upper()}" + (f"-{version}" if version else ""))
    return max(found, key=lambda name: (any(c.isdigit() for c in name), len(name)), default=zero)


def _spelled(name: str) -> str:
    folded = name.casefold()
    parts = ["by"]
    if "noncommercial" in folded.replace("-", ""):
        parts.append("nc")
    if "deriv" in folded:
        parts.append("nd")
    if "share" in folded:
        parts.append("sa")
    return "-".join(parts)
