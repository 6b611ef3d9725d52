"""Networks evaluated by their members, so that no answer can be led back to anybody.

Who was invited, which keys there are and what was answered lie apart with nothing that joins them: a key is kept as its
hash and belongs to a region, not to a person; answers have no time and no order, because with each one all of the
region are written anew under new keys in an order drawn by lot. At the end only what may be shown is kept.

After a meeting of a platform all who are there get one link, so there are no keys: no more answers are taken than
people were there, and whoever answers twice takes somebody's place. The result says so.
"""
