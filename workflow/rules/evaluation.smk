"""
Measure the parse against the corpus's own gold: the Markdown sources that some PDFs were made from.

IN   results/{run}/corpus/*.parquet, results/{run}/documents/*/*.parquet
OUT  results/{run}/tables/parse_scores.parquet    one row a paper and metric
"""


rule evaluate_parse:
    """Score every parsed PDF whose source the corpus holds."""
    input:
        failures=rules.fetch.output.failures,
        papers=expand("results/{{run}}/documents/{shard}/papers.parquet", shard=SHARDS),
    output:
        "results/{run}/tables/parse_scores.parquet",
    log:
        "results/{run}/logs/evaluate-parse.log",
    benchmark:
        "results/{run}/benchmarks/evaluate-parse.tsv"
    conda:
        "../../envs/core.yaml"
    threads: 1
    resources:
        mem_mb=1000,
        runtime=30,
    params:
        run=subpath(input.failures, ancestor=2),
        code=code_hash("k1.evaluation"),
    shell:
        "python -m k1 evaluate-parse --run {params.run:q} --out {output:q} 2>&1 | tee {log:q}"
