"""ask: the sentences of the papers that answer a question."""
