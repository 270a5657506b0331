"""The reference list: where entries begin, and the fields of each."""
