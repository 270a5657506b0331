# Tables that the extraction reads, fitted on the shared sets, and what they score there.
.PHONY: fit-citations benchmark-relations benchmark-questions

IE ?= ../shared/data/ie

fit-citations: .venv/core.stamp ## Fit the weights of citation roles anew and score them (needs the shared sets)
	python benchmarks/fit_citation_functions.py $(IE) src/k1/extraction/citations/functions.tsv

benchmark-relations: .venv/core.stamp ## Score the relation reader on SciERC's sentences (needs the shared sets)
	python benchmarks/scierc_relations.py $(IE)/scierc/dev.json

benchmark-questions: demo ## How high `ask` ranks the answers of thirty questions to the demo
	python benchmarks/questions.py results/demo/graph
