"""Pages without a text layer that can be trusted: found, read by OCR or left out."""
