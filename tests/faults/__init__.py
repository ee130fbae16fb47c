"""A generator of faulty input, and the judge of what the commands make of it.

`values`, `damage`, `rules` and `pairs` hold what can be wrong; `cells`, `relations`, `files`, `parameters`, `plans`,
`notebooks` and `daily` plant it; `legal` reads a value a second way, and `judging` and each `answer` say
whether the command answered well. Columns and parameters come from the table specs and the parameter models, so that
new ones are covered by themselves. `benchmarks/faults.py` runs them in quantity.
"""
