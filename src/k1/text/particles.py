"""Small words before family names: "van der Berg", "de la Cruz"."""

from __future__ import annotations

from k1.text.words import word_set

PARTICLES = word_set("van von der den de du da di del della dos das la le el al bin ben ter ten te zu zum zur af")
