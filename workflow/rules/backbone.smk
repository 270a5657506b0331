"""
Train the backbone: supervised steps, then GRPO under the rule reward. The same rule for every profile.

IN   config/{profile}.yaml, and the profile that it extends
OUT  results/models/{profile}/seed-{seed}/summary.json         reward and F1 before and after, seconds, device
     results/models/{profile}/seed-{seed}/cost.json            memory predicted and measured, seconds a step, tokens/s
     results/models/{profile}/seed-{seed}/README.md            the model card
     results/models/{profile}/seed-{seed}/log.parquet          one row a logged step
     results/models/{profile}/seed-{seed}/evaluation.parquet   figures at start, middle and end
     results/models/{profile}/seed-{seed}/samples.parquet      what the model writes at these points
     results/models/{profile}/seed-{seed}/model.gguf           the merged weights of a Qwen3 in one file, read back

No digest of the code stands here: a comment must not retrain a 4B. The wildcards are the profile's and the seed's;
`backbone` in the configuration names those of the target. Engine, card and memory follow from the profile.
"""

from k1.training.machine.needs import needs_named


rule backbone:
    """Train the configured profile with each of its seeds, and export the weights of a Qwen3."""
    input:
        lambda _: expand(
            "results/models/{profile}/seed-{seed}/{name}",
            profile=settings.backbone.profile,
            seed=settings.backbone.seeds,
            name=needs_named(settings.backbone.profile).results,
        ),


rule train:
    """Train one profile with one seed; a killed run continues from its last checkpoint."""
    input:
        profile="config/{profile}.yaml",
        extended=lambda wildcards: needs_named(wildcards.profile).files[1:],
    output:
        summary="results/models/{profile}/seed-{seed}/summary.json",
        cost="results/models/{profile}/seed-{seed}/cost.json",
        card="results/models/{profile}/seed-{seed}/README.md",
        log="results/models/{profile}/seed-{seed}/log.parquet",
        evaluation="results/models/{profile}/seed-{seed}/evaluation.parquet",
        samples="results/models/{profile}/seed-{seed}/samples.parquet",
    log:
        "results/models/{profile}/logs/train-{seed}.log",
    benchmark:
        "results/models/{profile}/benchmarks/train-{seed}.tsv"
    wildcard_constraints:
        profile=r"[a-z0-9][a-z0-9-]*",
        seed=r"\d+",
    conda:
        lambda wildcards: f"../../envs/{needs_named(wildcards.profile).environment}.yaml"
    threads: 1
    resources:
        mem_mb=lambda wildcards: needs_named(wildcards.profile).mem_mb,
        gpu=lambda wildcards: needs_named(wildcards.profile).gpu,
        runtime=600,
    params:
        python=settings.backbone.python,
        folder=subpath(output.summary, parent=True),
    shell:
        "{params.python:q} -m k1.training lesson --config {input.profile:q} --seed {wildcards.seed:q}"
        " --out {params.folder:q} 2>&1 | tee {log:q}"


rule gguf:
    """Write the merged weights as one GGUF file, read it back, and compare every tensor."""
    input:
        rules.train.output.summary,
    output:
        "results/models/{profile}/seed-{seed}/model.gguf",
    log:
        "results/models/{profile}/logs/gguf-{seed}.log",
    benchmark:
        "results/models/{profile}/benchmarks/gguf-{seed}.tsv"
    wildcard_constraints:
        profile=r"[a-z0-9][a-z0-9-]*",
        seed=r"\d+",
    conda:
        lambda wildcards: f"../../envs/{needs_named(wildcards.profile).environment}.yaml"
    threads: 1
    resources:
        mem_mb=lambda wildcards: needs_named(wildcards.profile).mem_mb,
        runtime=60,
    params:
        python=settings.backbone.python,
        weights=subpath(input[0], parent=True),
    shell:
        "{params.python:q} -m k1.training gguf {params.weights:q}/grpo/final --out {output:q} 2>&1 | tee {log:q}"
