"""The form of a page with one sentence changed, as a browser would send it: a save that has something to write."""

import re
from itertools import count

from tests.world import FormReader

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
SENTENCE = "-said"  # how the field ends
numbers = count(1)


def changed_form(html):
    reader = FormReader()
    reader.feed(html)
    name = next(name for name in reader.fields if name.endswith(SENTENCE))
    form = reader.fields | {
        name: f"Domluvili jsme {next(numbers)}. termín.",
        "csrfmiddlewaretoken": TOKEN.search(html)[1],
    }
    return {key: value for key, value in form.items() if value is not None}
