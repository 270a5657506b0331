"""
Assemble the graph: document, anchor and entity layers, with stable ids.

IN   results/{run}/documents/*/*.parquet, results/{run}/knowledge/*/*.parquet
OUT  results/{run}/graph/{nodes,edges,hyperedges,evidence,aliases}.parquet
"""


rule assemble:
    """Assemble all shards into one graph."""
    input:
        failures="results/{run}/failures.parquet",
        documents=expand(
            "results/{{run}}/documents/{shard}/papers.parquet", shard=SHARDS
        ),
        knowledge=expand(
            "results/{{run}}/knowledge/{shard}/mentions.parquet", shard=SHARDS
        ),
    output:
        nodes="results/{run}/graph/nodes.parquet",
        edges="results/{run}/graph/edges.parquet",
        hyperedges="results/{run}/graph/hyperedges.parquet",
        evidence="results/{run}/graph/evidence.parquet",
        aliases="results/{run}/graph/aliases.parquet",
    log:
        "results/{run}/logs/assemble.log",
    benchmark:
        "results/{run}/benchmarks/assemble.tsv"
    conda:
        "../../envs/core.yaml"
    threads: 1
    resources:
        mem_mb=4000,
        runtime=120,
    params:
        run=subpath(input.failures, parent=True),
        folder=subpath(output.nodes, parent=True),
        code=code_hash("k1.graph"),
    shell:
        "python -m k1 assemble --run {params.run:q} --out {params.folder:q} 2>&1 | tee {log:q}"
