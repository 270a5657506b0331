"""K1: whole scientific papers in, a knowledge graph that people and agents can question out."""

__version__ = "0.1.0"
