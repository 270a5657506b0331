"""The index of a graph on disk, and the graph as the operators read it."""
