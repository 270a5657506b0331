"""From a file to a document: sections, units, references and citations, each with its page and box."""
