"""Module D: how a paper uses each work it cites."""
