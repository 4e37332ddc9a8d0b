"""Evaluations a CPU second of pycma on the sphere, at a dimension; one JSON object on stdout. Arguments: dimension, generations."""

import json
import sys
import time

import cma

n, generations = int(sys.argv[1]), int(sys.argv[2])


def sphere(x):
    return sum(v * v for v in x)


def run(seed, count):
    options = {"seed": seed, "verbose": -9, "CMA_active": True, "tolfun": 0, "tolx": 0, "tolfunhist": 0}
    search = cma.CMAEvolutionStrategy([0.5] * n, 0.3, options)
    evaluations = 0
    for _ in range(count):
        candidates = search.ask()
        search.tell(candidates, [sphere(x) for x in candidates])
        evaluations += len(candidates)
    return evaluations


run(1, 20)
begun = time.process_time()
done = run(2, generations)
print(json.dumps({"version": cma.__version__, "rate": done / (time.process_time() - begun)}))
