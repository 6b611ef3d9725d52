"""Progress as pictures: their geometry as numbers and their words; templates draw them. Pure: values in, values out.

Imports run one way: year_charts -> months; captions -> charts.
"""
