"""Indicators as goals count them, for databases that have the ones of before.

What was counted stays where it was counted: no record and no target gets another indicator, and one that is in use
keeps its name, its place and what the administrator made of it. Only words that nobody has changed are taken anew.
"""

import json
from pathlib import Path

from django.conf import settings
from django.db import migrations, models

# The words that came with the indicators before, by which it is known that nobody has changed them.
WORDS_BEFORE = {
    "klienti": "klient",
    "smlouvy": "smlouv smluv zakáz",
    "poradenstvi-v-terenu": "terén výjezd poraden osp",
    "sociokulturni-kurzy": "sociokultur",
    "jazykove-kurzy": "jazykov češtin",
    "akce-pro-verejnost": "akc odpoledn veřejnost",
    "setkani-s-komunitami": "komunit klub spol",
    "platformy": "platform skupin plánován",
    "zamestnavatele": "zaměstnavatel firm",
    "skoly": "škol učiliš instituc",
    "urady": "úřad oamp ospod obc měst samospráv",
    "oslovene-instituce": "oslov",
    "vzdelavani": "vzděláv stáž školen pracovník pracovnice pracovníci",
    "tlumocnici": "tlumoč",
    "pracovnici": "obsad přijm",
    "monitorovaci-zpravy": "zpráv monitor",
    "materialy": "materiál leták",
    "sledujici": "sledující sít",
    "spokojenost": "spokojen",
}
COLUMNS = ("slug", "name", "unit", "aggregation", "stems", "position")
SPLIT = "platformy"  # platforms, working groups and planning in one


def divide(apps, schema_editor):
    """An empty database is filled by `load_reference`."""
    indicators = apps.get_model("evaluations", "Indicator").objects
    if not indicators.exists():
        return
    rows = json.loads(Path(settings.BASE_DIR, "fixtures", "indicators.json").read_text(encoding="utf-8"))
    for row in rows:
        row = {column: row[column] for column in COLUMNS}
        if indicators.filter(slug=row["slug"]).exists():
            indicators.filter(slug=row["slug"], stems=WORDS_BEFORE.get(row["slug"])).update(stems=row["stems"])
        elif not indicators.filter(name=row["name"]).exists():
            indicators.create(**row)
    mixed = indicators.filter(slug=SPLIT, stems=WORDS_BEFORE[SPLIT])
    if not apps.get_model("evaluations", "TargetSource").objects.filter(indicator__slug=SPLIT).exists():
        mixed.update(is_active=False)  # what feeds a target can still be written down
    mixed.update(stems="")  # it is offered no more, the three are


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0014_action_items")]

    operations = [
        migrations.AlterField(
            "Indicator",
            "stems",
            models.CharField(
                blank=True,
                help_text="Podle čeho se ukazatel nabídne: začátek slova, které v cíli říká, co se počítá. Mezerou se "
                "oddělují různé možnosti, / je „nebo“, _ spojuje slova vedle sebe a tečka říká, že slovo končí. Za + "
                "následuje, co musí stát v téže větě, za & kdekoli v cíli, za - co v ní stát nesmí: "
                "schůz/setkán+firm-klient. Slovo krát stojí za „dvakrát“ a „2×“, podíl za procenta.",
                max_length=500,
                verbose_name="začátky slov",
            ),
        ),
        migrations.RunPython(divide, migrations.RunPython.noop),
    ]
