"""Each goal that continued one now has a row that says so; amendments go with the goal that they amend."""

from django.db import migrations

COPY = """
    INSERT INTO goals_lineage (goal_id, previous_id, by_id, at)
    SELECT id, continues_id, NULL, created_at FROM goals_goal
    WHERE continues_id IS NOT NULL AND amends_id IS NULL ORDER BY id
"""
# Asked before the column goes: has anything been lost?
LOST = """
    SELECT count(*) FROM goals_goal WHERE continues_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM goals_lineage
        WHERE goal_id = COALESCE(goals_goal.amends_id, goals_goal.id) AND previous_id = goals_goal.continues_id
    )
"""


def copy(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(COPY)
        cursor.execute(LOST)
        (lost,) = cursor.fetchone()
    if lost:
        raise RuntimeError(f"{lost} goals would lose the goal that they continue")
    # What is checked at the end otherwise would stand in the way of the next change of the tables.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [("goals", "0017_adopted")]

    operations = [migrations.RunPython(copy, migrations.RunPython.noop)]
