"""
Train the backbone: supervised steps, then GRPO under the rule reward. The same rule for every profile.

IN   config/{profile}.yaml
OUT  results/models/{profile}/seed-{seed}/summary.json         reward and F1 before and after, seconds, device
     results/models/{profile}/seed-{seed}/log.parquet          one row a logged step
     results/models/{profile}/seed-{seed}/evaluation.parquet   figures at start, middle and end
     results/models/{profile}/seed-{seed}/samples.parquet      what the model writes at these points

No digest of the code stands here: a comment must not retrain a 4B. The wildcards are the profile's and the seed's.
"""


rule train:
    """Train one profile with one seed; a killed run continues from its last checkpoint."""
    input:
        "config/{profile}.yaml",
    output:
        summary="results/models/{profile}/seed-{seed}/summary.json",
        log="results/models/{profile}/seed-{seed}/log.parquet",
        evaluation="results/models/{profile}/seed-{seed}/evaluation.parquet",
        samples="results/models/{profile}/seed-{seed}/samples.parquet",
    log:
        "results/models/{profile}/logs/train-{seed}.log",
    benchmark:
        "results/models/{profile}/benchmarks/train-{seed}.tsv"
    wildcard_constraints:
        profile=r"lesson|nano|4b",
        seed=r"\d+",
    conda:
        "../../envs/train.yaml"
    threads: 1
    resources:
        mem_mb=4000,
        runtime=600,
    params:
        folder=subpath(output.summary, parent=True),
    shell:
        "python -m k1.training lesson --config {input:q} --seed {wildcards.seed:q} --out {params.folder:q} 2>&1"
        " | tee {log:q}"
