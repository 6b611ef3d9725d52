"""How targets stand, by kind: amounts, days, windows and what meetings said.

Pure functions over values: no database, no clock, no request. Imports run one way: shapes -> amounts, pace, saying ->
slots, climb, case -> rhythms -> counts, levels, spoken -> `evaluations.progress`.
"""
