"""``python -m k1``: the stages of the workflow, one command each."""

from k1.interface.stages import app

app()
