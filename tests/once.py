"""What is dear to make and what all tests of a module begin with is made once for the module.

Its rows lie in a transaction that stays open around those tests and is taken back after the last one. Each test has its
own transaction inside, so it finds the rows untouched; the objects that stand for them it takes as a deep copy.
"""

from contextlib import contextmanager

from django.db import transaction


@contextmanager
def kept(django_db_blocker):
    """For a fixture of a whole module, which has to ask for `django_db_setup` as well."""
    with django_db_blocker.unblock(), taken_back():
        yield


@contextmanager
def taken_back():
    """Whatever is done inside is undone. Like the transaction of a test, it does not count as one of the product's."""
    around = transaction.atomic()
    around._from_testcase = True  # what keeps a file opens the outermost transaction
    with around:
        yield
        transaction.set_rollback(True)
