"""Files, tables, workers, HTTP and progress: everything that touches the machine."""
