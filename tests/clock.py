"""For tests about a year in which the product reads the clock itself: they would hold until that year is over."""

from contextlib import contextmanager

import pytest
from django.utils import timezone


@contextmanager
def going_on_from(moment):
    """It is then, in whatever year the tests run. The clock does not stand still: a public page holds until what it is
    made of was changed at a later time."""
    now, begun = timezone.now, timezone.now()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: moment + (now() - begun))
        yield
