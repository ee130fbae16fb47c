"""Mutation testing: whether a test fails when the code of `ledger/` or `analysis/` is wrong.

Of all the small faults that `sites` can plant a sample is drawn by a seed; `trial` runs each in a process of its
own against the tests that `touching` says reach the faulty function; `report` states the score. `make mutation`
does it all. Mutmut is not used: it leaves out decorated functions, and half of the formulas here are properties.
"""
