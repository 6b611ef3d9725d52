"""A share as people know it: "45 z 60" rather than 75 %. Kept as numerator and denominator, so that shares of several
places add up and nothing is rounded before it is judged."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from goals.amounts import preposition
from goals.formatting import format_number

NO_BREAK_SPACE = "\u00a0"
_WRITTEN = re.compile(r"(.+?)(?:\s*/\s*|\s+ze?\s+)(.+)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Portion:
    """So many of so many."""

    amount: Decimal
    whole: Decimal

    def __str__(self) -> str:
        return in_words(self.amount, self.whole)


def in_words(amount: Decimal, whole: Decimal | None = None) -> str:
    """ "45 z 60", or the number alone where the whole is not known."""
    if whole is None:
        return format_number(amount)
    of = f"{preposition(whole)}{NO_BREAK_SPACE}{format_number(whole)}"
    return f"{format_number(amount)} {of}"


def halves(text: str) -> tuple[str, str] | None:
    """What stands before and behind "z" or "/"; None where the text is no portion."""
    match = _WRITTEN.fullmatch(text.strip())
    return (match[1], match[2]) if match else None


def read(text: str, number: Callable[[str], Decimal | None]) -> Portion | Decimal | None:
    """A portion or a plain number, each of its numbers read by `number`, which raises what it wants to."""
    parts = halves(text)
    if parts is None:
        return number(text)
    amount, whole = number(parts[0]), number(parts[1])
    if amount is None or whole is None:
        return amount
    return Portion(amount, whole)


def problem(amount: Decimal, whole: Decimal | None) -> str:
    """What is wrong with the portion; empty where nothing is."""
    if whole is None:
        return ""
    if whole == 0:
        return _("Z nuly podíl spočítat nejde. Napište, z kolika to bylo.")
    if amount > whole:
        said = {"amount": format_number(amount), "whole": format_number(whole)}
        return _("Z %(whole)s jich nemůže být %(amount)s, to je víc než 100 %%. Zkontrolujte obě čísla.") % said
    return ""


def columns(value: Portion | Decimal | None) -> dict[str, Decimal | None]:
    """As a row keeps it."""
    return (
        {"amount": value.amount, "whole": value.whole}
        if isinstance(value, Portion)
        else {"amount": value, "whole": None}
    )


def of_row(row: object) -> Portion | Decimal | None:
    """As a row has it."""
    amount, whole = getattr(row, "amount"), getattr(row, "whole")  # noqa: B009  rows are not typed here
    return amount if whole is None else Portion(amount, whole)
