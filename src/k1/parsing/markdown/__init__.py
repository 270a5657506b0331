"""The Markdown reader: papers with YAML front matter and BibTeX."""
