"""
Show the results: figures, executed notebooks, the explorer page, and the record of the run.

IN   results/{run}/{corpus,documents,knowledge,graph,index,tables}/
     results/{run}/tables/ours*.{csv,parquet}    figures of our own, where an evaluation left some
OUT  results/{run}/figures/*.{svg,pdf}, notebooks/*.ipynb, explorer.html, run.json
     (report.html is Snakemake's own and written by `graphanything build` after the run)
"""


rule figures:
    """Draw every figure of the run, as SVG and PDF."""
    input:
        graph=expand(rules.assemble.output, run=RUN),
        scores=f"results/{RUN}/tables/parse_scores.parquet",
        reported="config/reported-figures.csv",
        measured=lambda wildcards: measured_files(Path(f"results/{RUN}/tables")),
    output:
        svg=[
            report(
                f"results/{RUN}/figures/{name}.svg",
                caption="../report/figure.rst",
                category=figure.category,
                labels={"figure": name, "shows": figure.caption},
            )
            for name, figure in FIGURES.items()
        ],
        pdf=expand("results/{run}/figures/{name}.pdf", run=RUN, name=FIGURES),
    log:
        f"results/{RUN}/logs/figures.log",
    benchmark:
        f"results/{RUN}/benchmarks/figures.tsv"
    conda:
        "../../envs/core.yaml"
    threads: 1
    resources:
        mem_mb=1000,
        runtime=20,
    params:
        run=subpath(input.scores, ancestor=2),
        seed=settings.graph.layout_seed,
        code=code_hash("k1.figures"),
    shell:
        "python -m k1 figures --run {params.run:q} --reported {input.reported:q} --seed {params.seed}"
        " 2>&1 | tee {log:q}"


rule notebook:
    """Run one notebook from top to bottom; a failed copy stays in logs/ with its traceback."""
    input:
        notebook="notebooks/{name}.ipynb",
        reported="config/reported-figures.csv",
        graph=rules.assemble.output,
        index=rules.index.output,
        scores=rules.evaluate_parse.output,
        measured=lambda wildcards: measured_files(
            Path(f"results/{wildcards.run}/tables")
        ),
    output:
        report(
            "results/{run}/notebooks/{name}.ipynb",
            caption="../report/notebook.rst",
            category="Notebooks",
            labels={"notebook": "{name}"},
        ),
    log:
        "results/{run}/logs/notebooks/{name}.ipynb",
    benchmark:
        "results/{run}/benchmarks/notebooks/{name}.tsv"
    conda:
        "../../envs/core.yaml"
    threads: 1
    resources:
        mem_mb=1000,
        runtime=20,
    params:
        given=lambda wildcards: notebook_parameters(wildcards.name, settings),
        code=lambda wildcards: notebook_hash(Path(f"notebooks/{wildcards.name}.ipynb")),
    shell:
        # Raw (-r): -p would take a run that is called 2024 for a number.
        "papermill {input.notebook:q} {log:q} -r run {wildcards.run:q} {params.given:q} --cwd notebooks --no-progress-bar"
        " && cp {log:q} {output:q}"


rule explorer:
    """Write the graph as one offline page with search, evidence and page pictures."""
    input:
        graph=rules.assemble.output,
        papers=expand("results/{{run}}/documents/{shard}/papers.parquet", shard=SHARDS),
    output:
        # Not marked for the report: browsers show no page of this size within another; the report's first page links to it.
        "results/{run}/explorer.html",
    log:
        "results/{run}/logs/explorer.log",
    benchmark:
        "results/{run}/benchmarks/explorer.tsv"
    conda:
        "../../envs/core.yaml"
    threads: 1
    resources:
        mem_mb=2000,
        runtime=30,
    params:
        run=subpath(output[0], parent=True),
        seed=settings.graph.layout_seed,
        code=code_hash("k1.interface.explorer"),
    shell:
        "python -m k1 explorer --run {params.run:q} --seed {params.seed} --out {output:q} 2>&1 | tee {log:q}"


rule run_record:
    """Record configuration, versions, commit and the SHA-256 of every result."""
    input:
        graph=rules.assemble.output,
        index=rules.index.output,
        scores=rules.evaluate_parse.output,
        figures=rules.figures.output,
        explorer=rules.explorer.output,
        measured=lambda wildcards: measured_files(
            Path(f"results/{wildcards.run}/tables")
        ),
    output:
        "results/{run}/run.json",
    log:
        "results/{run}/logs/run-record.log",
    benchmark:
        "results/{run}/benchmarks/run-record.tsv"
    conda:
        "../../envs/core.yaml"
    threads: 1
    resources:
        mem_mb=500,
        runtime=10,
    params:
        run=subpath(output[0], parent=True),
        configuration=settings.model_dump_json(),
        code=code_hash("k1.runtime.run_record"),
    shell:
        "python -m k1 record --run {params.run:q} --configuration {params.configuration:q}"
        " --out {output:q} 2>&1 | tee {log:q}"
