"""A generator of faulty input, and the judge of what the commands make of it.

`values`, `damage` and `relations` hold what can be wrong, `ledgers`, `parameters`, `plans`, `notebooks` and `daily`
plant it, `legal` reads a value a second way, `judging` and its neighbours say whether the answer was right. Columns
and parameters come from the table specs and the parameter models, so that new ones are covered by themselves.
`benchmarks/faults.py` runs them in quantity.
"""
