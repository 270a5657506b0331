"""
Read knowledge out of the documents of a shard: the five modules, each row with its evidence.

IN   results/{run}/documents/{shard}/*.parquet
OUT  results/{run}/knowledge/{shard}/{metadata,mentions,statements,cited_works,relations,hyperedges,failures}.parquet
"""


rule extract:
    """Extract entities, statements, citation roles and relations from one shard."""
    input:
        rules.parse.output,
    output:
        metadata="results/{run}/knowledge/{shard}/metadata.parquet",
        mentions="results/{run}/knowledge/{shard}/mentions.parquet",
        statements="results/{run}/knowledge/{shard}/statements.parquet",
        cited_works="results/{run}/knowledge/{shard}/cited_works.parquet",
        relations="results/{run}/knowledge/{shard}/relations.parquet",
        hyperedges="results/{run}/knowledge/{shard}/hyperedges.parquet",
        failures="results/{run}/knowledge/{shard}/failures.parquet",
    log:
        "results/{run}/logs/extract/{shard}.log",
    benchmark:
        "results/{run}/benchmarks/extract/{shard}.tsv"
    conda:
        "../../envs/core.yaml"
    threads: 1
    resources:
        mem_mb=2000,
        runtime=120,
    params:
        settings=settings.extraction.model_dump_json(),
        documents=subpath(input[0], parent=True),
        folder=subpath(output.metadata, parent=True),
        code=code_hash("k1.extraction"),
    shell:
        "python -m k1 extract-shard --documents {params.documents:q} --settings {params.settings:q}"
        " --out {params.folder:q} 2>&1 | tee {log:q}"


rule failures:
    """Gather the failures of all stages; stop the run, with names and remedies, if too many papers failed."""
    input:
        corpus=rules.fetch.output,
        knowledge=expand(
            "results/{{run}}/knowledge/{shard}/failures.parquet", shard=SHARDS
        ),
    output:
        "results/{run}/failures.parquet",
    log:
        "results/{run}/logs/failures.log",
    benchmark:
        "results/{run}/benchmarks/failures.tsv"
    conda:
        "../../envs/core.yaml"
    threads: 1
    resources:
        mem_mb=500,
        runtime=10,
    params:
        limit=settings.max_failed_fraction,
        folder=subpath(output[0], parent=True),
        code=code_hash("k1.runtime.failures"),
    shell:
        "python -m k1 check-failures --run {params.folder:q} --max-failed-fraction {params.limit} 2>&1 | tee {log:q}"
