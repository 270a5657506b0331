"""Reading quotations back: does the text that a claim points at really say what is quoted?"""

from __future__ import annotations

import polars as pl


def misquotes(claims: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """Rows of ``claims`` whose quote is not what stands between its offsets in its unit's text.

    ``claims`` is any table with a ``provenance`` column (mentions, relations, edges, evidence); rows without
    provenance are structure, not claims, and are left out. An empty answer means that every quote was found.
    """
    texts = units.select("id", "text").unique("id", keep="first")
    places = claims.drop_nulls("provenance").select("provenance", claim="id").unnest("provenance")
    read = places.join(texts, left_on="unit", right_on="id", how="left").with_columns(
        read=pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
    )
    wrong = pl.col("read").is_null() | (pl.col("read") != pl.col("quote"))
    return read.filter(wrong).select("claim", "unit", "start", "end", "quote", "read")
