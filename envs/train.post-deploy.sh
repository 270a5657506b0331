# Run by Snakemake in the new environment, from the folder of the workflow: K1 itself comes from there.
python -m pip install --quiet --no-deps --editable .
