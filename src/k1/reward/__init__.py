"""The rule reward of the backbone: text in, numbers out."""
