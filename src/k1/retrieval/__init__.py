"""Search and operators over the graph."""
