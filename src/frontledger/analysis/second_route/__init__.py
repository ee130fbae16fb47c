"""A second, independent route to the reconciled quantities, and what the claims support without any model.

`least_squares` adjusts measurements until their balances hold, `measured` draws measurements and balances
from a ledger at a date, `turnbull` and `bounds` say what the bodies' intervals for one number support.
"""
