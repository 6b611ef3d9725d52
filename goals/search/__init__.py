"""Search, in public and inside: texts are found by their words in any case, with diacritics or without.

There is no table of it. What the public finds is read from frozen rows and kept ready in memory until something comes
out, as public pages are (goals/public/cache.py); what people find inside is read from the rows they may see, as soon
as one of them has changed. So nothing has to be kept in step, both database engines find the same, what was erased is
gone, and a restore needs no more than the rows. Apps above put what they have into the lists of published.py and
working.py.
"""
