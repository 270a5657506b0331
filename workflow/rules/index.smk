"""
Index the graph for search and traversal.

IN   results/{run}/graph/*.parquet
OUT  results/{run}/index/    BM25 postings, name table, CSR arrays; index.json says of which graph, with which settings
"""


rule index:
    """Build the lexical and the traversal index of the graph."""
    input:
        rules.assemble.output,
    output:
        "results/{run}/index/index.json",
    log:
        "results/{run}/logs/index.log",
    benchmark:
        "results/{run}/benchmarks/index.tsv"
    conda:
        "../../envs/core.yaml"
    threads: 1
    resources:
        mem_mb=4000,
        runtime=60,
    params:
        settings=settings.retrieval.model_dump_json(),
        graph=subpath(input[0], parent=True),
        folder=subpath(output[0], parent=True),
        code=code_hash("k1.retrieval.store"),
    shell:
        "python -m k1 index --graph {params.graph:q} --settings {params.settings:q}"
        " --out {params.folder:q} 2>&1 | tee {log:q}"
