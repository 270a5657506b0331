# Run by Snakemake in the new environment, from the folder of the workflow: K1 itself comes from there.
# unsloth as locked and without dependencies: the resolver would take an older release (envs/unsloth-overrides.txt).
python -m pip install --quiet --no-deps unsloth==2026.10.9 unsloth-zoo==2026.10.9
python -m pip install --quiet --no-deps --editable .
