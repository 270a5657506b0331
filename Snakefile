"""
K1's backbone: corpus -> documents -> knowledge -> graph -> index -> answers.

Each noun is one rule file, one package under src/k1/ and one folder under results/<run>/.
A rule is a thin call of `python -m k1 ...`: what stands in a log can be copied and run by hand.
"""

from pathlib import Path

from snakemake.utils import min_version

from k1.corpus.folder import folder_state
from k1.errors import ConfigurationError
from k1.figures.catalogue import FIGURES
from k1.runtime.code_hash import code_hash, notebook_hash
from k1.runtime.configuration import configuration_from, with_run
from k1.runtime.files import given_path
from k1.runtime.run_layout import (
    measured_files,
    notebook_names,
    notebook_parameters,
    shard_names,
)

min_version("9.27")


# Snakemake would merge it under the overlays of the command line, and the demo's question is no other run's.
if not workflow.overwrite_configfiles:

    configfile: "config/demo.yaml"


report: "workflow/report/workflow.rst"


try:
    settings = configuration_from(
        with_run(config, [Path(name) for name in workflow.overwrite_configfiles])
    )
except ConfigurationError as error:
    raise WorkflowError(str(error))

RUN = settings.run
SHARDS = shard_names(settings.corpus.shard_bits)
NOTEBOOKS = notebook_names("notebooks")


wildcard_constraints:
    run=RUN,
    shard=r"\d{5}",
    name=r"[a-z0-9-]+",


include: "workflow/rules/corpus.smk"
include: "workflow/rules/documents.smk"
include: "workflow/rules/knowledge.smk"
include: "workflow/rules/graph.smk"
include: "workflow/rules/index.smk"
include: "workflow/rules/evaluation.smk"
include: "workflow/rules/report.smk"
include: "workflow/rules/backbone.smk"


# Targets name the tables of every stage before them: those of a stage that failed are deleted, and what was made of
# them before must not pass for up to date.
rule documents:
    """Stop after parsing: papers, units, references and citations of every shard."""
    input:
        expand(rules.fetch.output, run=RUN),
        expand(rules.parse.output, run=RUN, shard=SHARDS),


rule graph:
    """Stop at the graph and its index."""
    input:
        rules.documents.input,
        expand(rules.extract.output, run=RUN, shard=SHARDS),
        expand(rules.failures.output, run=RUN),
        expand(rules.assemble.output, run=RUN),
        expand(rules.index.output, run=RUN),


rule all:
    """Everything a run leaves behind: graph, index, tables, figures, notebooks, explorer, run record."""
    default_target: True
    input:
        rules.documents.input,
        rules.graph.input,
        expand(rules.evaluate_parse.output, run=RUN),
        f"results/{RUN}/run.json",
        f"results/{RUN}/explorer.html",
        rules.figures.output,
        expand("results/{run}/notebooks/{name}.ipynb", run=RUN, name=NOTEBOOKS),
