"""From provenance to what a person can check: sentences, pages, edges as steps."""
