"""The document that the tests of the import write, and what of the database an import may change."""

from goals.models import Document, Goal, Section, Target

TEXT = """# Operační cíle center 2026

Úvodní věta.

Termín plnění:

- konec roku

## CPIC Benešov

- Uspořádat nejméně 3 kurzy češtiny.
- Obsadit místo pracovníka.

## CPIC Plzeň

- Setkat se se školami 2x ročně.
"""


def rows():
    """Everything that an import may write, as plain values."""
    return [list(model.objects.order_by("pk").values()) for model in (Document, Section, Goal, Target)]


NOTHING = [[], [], [], []]
