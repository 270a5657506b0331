"""Nouns that tell what class of thing a name is of, where several rules need the same ones."""

from __future__ import annotations

from k1.text.words import word_set

PACKAGES = word_set("package library toolkit")
"""Classes that hold nothing but software."""
TOOLBOXES = PACKAGES | {"toolbox"}
"""The same with one that methods are called, too."""
DATA_SETS = word_set("dataset database corpus benchmark")
"""Classes of data that methods are evaluated on."""
