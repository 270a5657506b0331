"""The machine that trains: its devices and memory, what a run needs of it, and how fast it is."""
