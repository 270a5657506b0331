"""Figures and tables: captions, the regions they name, cells and crops."""
