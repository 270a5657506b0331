"""
Parse the papers of a shard into sections, content units, references and citations.

IN   results/{run}/corpus/{shard}.parquet, the ROR data dump that the configuration names
OUT  results/{run}/documents/{shard}/{papers,sections,units,references,citations,failures}.parquet
"""


rule parse:
    """Parse the papers of one shard."""
    input:
        files="results/{run}/corpus/{shard}.parquet",
        registry=[given_path(settings.parsing.ror)] if settings.parsing.ror else [],
    output:
        papers="results/{run}/documents/{shard}/papers.parquet",
        sections="results/{run}/documents/{shard}/sections.parquet",
        units="results/{run}/documents/{shard}/units.parquet",
        references="results/{run}/documents/{shard}/references.parquet",
        citations="results/{run}/documents/{shard}/citations.parquet",
        failures="results/{run}/documents/{shard}/failures.parquet",
    log:
        "results/{run}/logs/parse/{shard}.log",
    benchmark:
        "results/{run}/benchmarks/parse/{shard}.tsv"
    conda:
        "../../envs/core.yaml"
    threads: 2
    resources:
        mem_mb=2000,
        runtime=120,
    params:
        settings=settings.parsing.model_dump_json(),
        folder=subpath(output.papers, parent=True),
        code=code_hash("k1.parsing"),
    shell:
        "python -m k1 parse-shard --files {input.files:q} --settings {params.settings:q} --workers {threads}"
        " --out {params.folder:q} 2>&1 | tee {log:q}"
