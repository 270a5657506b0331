"""tri-search: three sources, one ranked list of evidence (agents-k1 5.1)."""
