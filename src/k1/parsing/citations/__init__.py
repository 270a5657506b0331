"""In-text citations of every style, linked to the references."""
