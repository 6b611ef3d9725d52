"""Rules of Czech for the target reader: characters, numerals, time, numbers that count and numbers that do not.

Pure functions over one wording: no database, no clock, no request. Imports run one way: text -> numerals, times, words
-> quantities, periods, deadlines, traps, objects -> scopes, evidence, remarks, rhythm, levels, milestones ->
`goals.reading`.
"""
