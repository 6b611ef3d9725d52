"""Organisations that work with the centres of a region: kept, found twice and merged, read from sheets, written out."""
