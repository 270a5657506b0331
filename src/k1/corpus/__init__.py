"""Papers from where they are into one folder, each with its source, licence and SHA-256; or a failure that says why."""
