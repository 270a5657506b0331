"""The operators over the graph (agents-k1 5.2), one file each."""
