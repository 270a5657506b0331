"""From knowledge to a graph with stable ids."""
