"""The commitment becomes a document with terms and sections made of blocks, and translations of them."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from centres import triggers

OLD_KEYS = {
    "introduction": "Úvod",
    "responsible": "Zodpovědná osoba",
    "evaluation": "Způsob hodnocení",
    "deadline": "Termín plnění",
    "other": "Další ustanovení",
}
KEYS = OLD_KEYS | {
    "mission": "Poslání center a poradenství",
    "target_groups": "Cílové skupiny",
    "needs": "Integrační potřeby",
    "refusal": "Kdy může být služba odmítnuta",
    "strategic": "Strategické cíle",
    "long_term": "Dlouhodobé cíle",
    "operational": "Operační cíle odborného sociálního poradenství",
    "principles": "Zásady práce s klienty",
    "documents": "Související dokumenty",
}
PARTS = {
    "text": "odstavec",
    "item": "položka",
    "responsible": "Zodpovídá",
    "evaluation": "Jak a kdy se hodnotí",
    "deadline": "Termín",
    "link": "odkaz",
}
LANGUAGES = [("en", "English"), ("uk", "українська"), ("ru", "русский"), ("vi", "Tiếng Việt")]
KINDS = [("operational", "operační cíle"), ("commitment", "veřejný závazek")]
ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))
SHORT_ENOUGH = {"validators": [django.core.validators.MaxLengthValidator(4000)]}


class Migration(migrations.Migration):
    dependencies = [
        ("goals", "0019_adopted_without_column"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(triggers.remove("goals"), migrations.RunPython.noop),
        migrations.RemoveConstraint("Document", "document_one_commitment"),
        migrations.AddField("Document", "valid_from", models.DateField("platí od", blank=True, null=True)),
        migrations.AddField("Document", "valid_until", models.DateField("platí do", blank=True, null=True)),
        migrations.AddField(
            "Document",
            "continues",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="continued_by",
                to="goals.document",
                verbose_name="navazuje na",
            ),
        ),
        migrations.AddConstraint(
            "Document",
            models.UniqueConstraint(
                fields=["kind"], condition=Q(continues=None, kind="commitment"), name="document_one_first_commitment"
            ),
        ),
        migrations.AddConstraint(
            "Document",
            models.CheckConstraint(
                condition=Q(kind="commitment") | Q(continues=None, valid_from=None),
                name="document_term_is_of_the_commitment",
            ),
        ),
        migrations.AddConstraint(
            "Document",
            models.CheckConstraint(
                condition=Q(valid_from=None, valid_until=None) | Q(valid_from__lte=F("valid_until")),
                name="document_term_ends_after_it_begins",
            ),
        ),
        migrations.RemoveConstraint("Section", "section_key_is_known"),
        migrations.AlterField(
            "Section", "key", models.CharField("druh", choices=list(KEYS.items()), max_length=20)
        ),
        migrations.AlterField("Section", "text", models.TextField("text", blank=True, **SHORT_ENOUGH)),
        migrations.AddField("Section", "version", models.PositiveIntegerField("verze", default=1, editable=False)),
        migrations.AddConstraint(
            "Section",
            models.CheckConstraint(condition=Q(key__in=sorted(KEYS)), name="section_key_is_known"),
        ),
        migrations.AlterField(
            "EditionSection", "key", models.CharField(choices=list(KEYS.items()), max_length=20)
        ),
        migrations.AddField("EditionSection", "blocks", models.JSONField(default=list)),
        migrations.CreateModel(
            "Block",
            [
                ID,
                ("part", models.CharField(choices=list(PARTS.items()), max_length=20, verbose_name="druh")),
                ("text", models.TextField(verbose_name="text", **SHORT_ENOUGH)),
                ("url", models.CharField(blank=True, max_length=500, verbose_name="adresa")),
                ("as_of", models.DateField(blank=True, null=True, verbose_name="ke dni")),
                ("position", models.PositiveSmallIntegerField(verbose_name="pořadí")),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="blocks", to="goals.section"
                    ),
                ),
            ],
            {
                "verbose_name": "část oddílu",
                "verbose_name_plural": "části oddílů",
                "ordering": ["position"],
                "constraints": [
                    models.CheckConstraint(condition=Q(part__in=sorted(PARTS)), name="block_part_is_known"),
                    models.CheckConstraint(condition=~Q(text=""), name="block_has_a_text"),
                    models.CheckConstraint(
                        condition=(Q(part="link") & ~Q(url="") & Q(as_of__isnull=False))
                        | (~Q(part="link") & Q(as_of=None, url="")),
                        name="block_link_leads_somewhere",
                    ),
                    models.UniqueConstraint(fields=["section", "position"], name="block_position_is_free"),
                ],
            },
        ),
        migrations.AddField(
            "DocumentTrial", "kind", models.CharField(choices=KINDS, default="operational", max_length=20)
        ),
        migrations.CreateModel(
            "Translation",
            [
                ID,
                ("language", models.CharField(choices=LANGUAGES, max_length=10, verbose_name="jazyk")),
                ("block", models.CharField(max_length=40)),
                ("text", models.TextField(verbose_name="překlad", **SHORT_ENOUGH)),
                ("source", models.TextField(verbose_name="čeština, ze které vznikl")),
                ("source_hash", models.CharField(max_length=64)),
                ("checked_at", models.DateTimeField(null=True, verbose_name="přečteno")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="verze")),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="translations", to="goals.document"
                    ),
                ),
            ],
            {
                "verbose_name": "překlad",
                "verbose_name_plural": "překlady",
                "ordering": ["document", "language", "block"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(language__in=["en", "ru", "uk", "vi"]), name="translation_language_is_known"
                    ),
                    models.CheckConstraint(condition=~Q(text=""), name="translation_has_a_text"),
                    models.UniqueConstraint(
                        fields=["document", "language", "block"], name="translation_is_there_once"
                    ),
                ],
            },
        ),
    ]
