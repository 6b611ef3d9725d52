"""A table of who signed in, who tried to, and from where; its rows expire."""


import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('centres', '0008_sent_forms'),
    ]

    operations = [
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, verbose_name='kdy')),
                ('since', models.DateTimeField(verbose_name='poprvé')),
                ('times', models.PositiveIntegerField(default=1, verbose_name='kolikrát')),
                ('kind', models.CharField(choices=[('signed_in', 'přihlášení'), ('signed_out', 'odhlášení'), ('confirmed', 'potvrzení totožnosti'), ('wrong_password', 'špatné heslo'), ('wrong_factor', 'špatný kód nebo klíč'), ('locked', 'příliš mnoho pokusů'), ('disabled', 'přihlášení do vypnutého účtu'), ('reset_asked', 'žádost o nové heslo')], max_length=20, verbose_name='co')),
                ('unknown', models.CharField(blank=True, max_length=8, verbose_name='neznámá adresa')),
                ('address', models.GenericIPAddressField(null=True, verbose_name='odkud')),
                ('browser', models.CharField(max_length=40, verbose_name='prohlížeč')),
                ('way', models.CharField(blank=True, max_length=120, verbose_name='čím')),
                ('person', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sign_ins', to=settings.AUTH_USER_MODEL, verbose_name='osoba')),
            ],
            options={
                'verbose_name': 'přihlášení',
                'verbose_name_plural': 'přihlašování',
                'indexes': [models.Index(fields=['person', '-at'], name='sign_ins_of_a_person'), models.Index(fields=['address', 'since'], name='sign_ins_from_an_address')],
            },
        ),
    ]
