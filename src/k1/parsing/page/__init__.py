"""PDF pages as geometry: characters into lines, lines into columns and blocks, furniture set aside."""
