"""What every format is read into: the document under construction, its identifiers and the names of its sections."""
