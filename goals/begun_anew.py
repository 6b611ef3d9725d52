"""The first step of a process that shares nothing with the one that began it: nothing of ours can be imported before
Django is set up, so what is to be called comes as bytes."""

import pickle
from typing import Any

import django


def set_up_and_call(function: bytes, argument: Any) -> None:
    django.setup()
    pickle.loads(function)(argument)  # noqa: S301 - made by the process that began this one
