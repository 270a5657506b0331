"""The PDF parser: all of the rooms below in their order, from a file to a document."""
