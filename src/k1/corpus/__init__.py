"""From a source of papers to files with hash, licence and shard."""
