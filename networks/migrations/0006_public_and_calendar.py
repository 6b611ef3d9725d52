"""What of a region comes out, happenings that are announced, and calendars that people subscribe to."""

import django.core.serializers.json
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

from centres import triggers
from networks.triggers import GUARDS


class Migration(migrations.Migration):

    dependencies = [
        ('centres', '0018_translators'),
        ('networks', '0005_tasks_of_ministry'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(triggers.remove("networks"), triggers.install(GUARDS)),
        migrations.AddField(
            model_name='partner',
            name='may_be_named',
            field=models.BooleanField(default=False, verbose_name='souhlasí, že bude na webu jmenovaná'),
        ),
        migrations.CreateModel(
            name='Announcement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('kind', models.CharField(choices=[('meeting', 'setkání sítě'), ('course', 'kurz'), ('event', 'akce')], max_length=10, verbose_name='druh')),
                ('title', models.CharField(max_length=200, verbose_name='název')),
                ('on', models.DateField(verbose_name='den')),
                ('starts', models.TimeField(blank=True, null=True, verbose_name='od')),
                ('ends', models.TimeField(blank=True, null=True, verbose_name='do')),
                ('weeks', models.PositiveSmallIntegerField(default=1, verbose_name='kolik týdnů po sobě')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='kde')),
                ('about', models.TextField(blank=True, max_length=1000, verbose_name='o co jde')),
                ('link', models.URLField(blank=True, max_length=300, verbose_name='kde se dozvědět víc')),
                ('standing', models.CharField(choices=[('on', 'koná se'), ('cancelled', 'zrušeno'), ('hidden', 'stažené z webu')], default='on', max_length=10, verbose_name='stav')),
                ('made_at', models.DateTimeField(verbose_name='zveřejněno')),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='announcements', to='centres.centre', verbose_name='centrum')),
                ('gathering', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='announcements', to='networks.gathering', verbose_name='setkání')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='announcements', to='centres.region', verbose_name='kraj')),
            ],
            options={
                'verbose_name': 'zveřejněná akce',
                'verbose_name_plural': 'zveřejněné akce',
                'ordering': ['on', 'starts', 'id'],
                'constraints': [models.UniqueConstraint(fields=('key', 'sequence'), name='announcement_follows_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['course', 'event', 'meeting'])), name='happening_kind_is_known'), models.CheckConstraint(condition=models.Q(('standing__in', ['cancelled', 'hidden', 'on'])), name='happening_standing_is_known'), models.CheckConstraint(condition=models.Q(('weeks__range', (1, 52))), name='happening_weeks_are_sensible'), models.CheckConstraint(condition=models.Q(('ends', None), models.Q(('ends__gt', models.F('starts')), ('starts__isnull', False)), _connector='OR'), name='happening_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='CalendarSubscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='kde ho máte')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField(verbose_name='založeno')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='zrušeno')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to=settings.AUTH_USER_MODEL, verbose_name='osoba')),
            ],
            options={
                'verbose_name': 'odběr kalendáře',
                'verbose_name_plural': 'odběry kalendáře',
                'ordering': ['-created_at', '-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('person',), name='person_has_one_subscription'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='subscription_has_its_name')],
            },
        ),
        migrations.CreateModel(
            name='PublicIssue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='číslo')),
                ('content', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='obsah')),
                ('is_shown', models.BooleanField(default=True, verbose_name='na webu')),
                ('released_at', models.DateTimeField(verbose_name='zveřejněno')),
                ('released_by_role', models.CharField(choices=[('staff', 'pracovník centra'), ('head', 'vedoucí centra'), ('deputy', 'zástupce vedoucího centra'), ('department_head', 'vedoucí odboru'), ('director', 'ředitel'), ('administrator', 'správce'), ('translator', 'překladatel')], max_length=20, verbose_name='zveřejnil/a')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='centres.region', verbose_name='kraj')),
            ],
            options={
                'verbose_name': 'zveřejněná stránka kraje',
                'verbose_name_plural': 'zveřejněné stránky krajů',
                'ordering': ['region__position', 'number'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.comparison.Coalesce('region', models.Value(0)), models.F('number'), name='region_issue_number_is_given_once'), models.CheckConstraint(condition=models.Q(('released_by_role__in', ['administrator', 'department_head', 'deputy', 'director', 'head', 'staff', 'translator'])), name='issue_role_is_known')],
            },
        ),
        migrations.CreateModel(
            name='RegionPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('aims', models.TextField(blank=True, max_length=3000, verbose_name='cíle koordinace')),
                ('schools', models.TextField(blank=True, max_length=3000, verbose_name='školy')),
                ('employers', models.TextField(blank=True, max_length=3000, verbose_name='zaměstnavatelé')),
                ('services', models.TextField(blank=True, max_length=3000, verbose_name='služby centra')),
                ('joining', models.TextField(blank=True, max_length=3000, verbose_name='jak se zapojí nový aktér')),
                ('chosen', models.JSONField(blank=True, default=dict, verbose_name='vybráno ke zveřejnění')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='verze')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='centres.region', verbose_name='kraj')),
            ],
            options={
                'verbose_name': 'stránka kraje',
                'verbose_name_plural': 'stránky krajů',
                'ordering': ['region__position', 'id'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.comparison.Coalesce('region', models.Value(0)), name='region_has_one_page')],
            },
        ),
        migrations.RunPython(triggers.install(GUARDS), triggers.remove("networks")),
    ]
