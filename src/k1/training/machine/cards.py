"""What the makers state of their cards."""

from __future__ import annotations

import re

_TERABYTES = {
    "B200": 8.0,
    "H200": 4.8,
    "H100 NVL": 3.9,
    "H100 PCIe": 2.0,
    "H100": 3.35,
    "A100-SXM4-80GB": 2.04,
    "A100 80GB PCIe": 1.94,
    "A100-SXM4-40GB": 1.56,
    "A100-PCIE-40GB": 1.56,
    "L40S": 0.864,
    "L40": 0.864,
    "L4": 0.3,
    "A10G": 0.6,
    "A10": 0.6,
    "RTX 4090": 1.008,
    "RTX 3090": 0.936,
}
"""Terabytes a second by a part of the name that the driver gives; the first that is in it counts."""


def stated_bandwidth(name: str) -> float | None:
    """Bytes a second of the card's memory as its data sheet has them; None for a slice of a card and for others."""
    if "MIG" in name.split():
        return None
    found = (value for part, value in _TERABYTES.items() if re.search(rf"(?<!\w){re.escape(part)}(?!\w)", name))
    value = next(found, None)
    return None if value is None else value * 1e12
