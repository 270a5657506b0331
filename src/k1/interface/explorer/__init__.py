"""The graph as one page: offline, searchable, with every claim's evidence drawn on the page it stands on."""
