"""Partners, series of meetings, and the meetings; what is closed stays as it is."""

import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from centres import triggers
from networks.triggers import GUARDS


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('centres', '0016_networks'),
        ('evaluations', '0015_indicators'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Gathering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='den')),
                ('starts', models.TimeField(blank=True, null=True, verbose_name='od')),
                ('ends', models.TimeField(blank=True, null=True, verbose_name='do')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='kde')),
                ('is_extraordinary', models.BooleanField(default=False, verbose_name='mimořádné')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='co dalšího zaznělo')),
                ('guests', models.TextField(blank=True, max_length=2000, verbose_name='hosté')),
                ('state', models.CharField(choices=[('planned', 'plánované'), ('invited', 'pozvánky odeslané'), ('closed', 'uzavřené, se zápisem'), ('reopened', 'otevřené k opravě'), ('cancelled', 'zrušené')], default='planned', editable=False, max_length=10, verbose_name='stav')),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('changed_since_invited', models.BooleanField(default=False, editable=False)),
                ('closed_at', models.DateTimeField(editable=False, null=True, verbose_name='uzavřeno')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='verze')),
                ('record', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='gathering', to='evaluations.record', verbose_name='záznam')),
            ],
            options={
                'verbose_name': 'setkání sítě',
                'verbose_name_plural': 'setkání sítí',
                'ordering': ['on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='GatheringMinutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='číslo')),
                ('content', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('made_at', models.DateTimeField(verbose_name='vytvořeno')),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='networks.gathering', verbose_name='setkání')),
            ],
            options={
                'verbose_name': 'zápis ze setkání',
                'verbose_name_plural': 'zápisy ze setkání',
                'ordering': ['gathering', 'number'],
            },
        ),
        migrations.CreateModel(
            name='GatheringMinutesFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('format', models.CharField(max_length=10)),
                ('language', models.CharField(default='cs', max_length=10)),
                ('centre', models.SlugField(blank=True)),
                ('content', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('pages', models.PositiveSmallIntegerField(null=True)),
                ('gathering_minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='networks.gatheringminutes')),
            ],
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='název')),
                ('kind', models.CharField(choices=[('region', 'krajský úřad'), ('town', 'město nebo obec'), ('ministry', 'ministerstvo'), ('state_police', 'Policie ČR a její územní odbory'), ('foreign_police', 'cizinecká policie'), ('municipal_police', 'městská policie'), ('labour_office', 'úřad práce'), ('residence_office', 'pracoviště OAMP'), ('labour_inspectorate', 'inspektorát práce'), ('tax_office', 'finanční úřad'), ('trade_office', 'živnostenský úřad'), ('child_protection', 'orgán sociálně-právní ochrany dětí'), ('kindergarten', 'mateřská škola'), ('primary_school', 'základní škola'), ('secondary_school', 'střední škola'), ('after_school', 'školní klub nebo dům dětí a mládeže'), ('counselling', 'pedagogicko-psychologická poradna'), ('pedagogical_institute', 'Národní pedagogický institut'), ('university', 'vysoká škola'), ('library', 'knihovna'), ('employer', 'zaměstnavatel'), ('agency', 'agentura práce'), ('chamber', 'hospodářská nebo agrární komora'), ('local_action_group', 'místní akční skupina'), ('social_service', 'sociální služba'), ('non_governmental', 'nezisková organizace'), ('of_foreigners', 'organizace cizinců'), ('volunteers', 'dobrovolníci'), ('health', 'zdravotnictví'), ('church', 'církev'), ('other', 'jiné')], max_length=30, verbose_name='druh')),
                ('towns', models.CharField(blank=True, max_length=200, verbose_name='města')),
                ('ico', models.CharField(blank=True, max_length=8, verbose_name='IČO')),
                ('website', models.URLField(blank=True, max_length=300, verbose_name='web')),
                ('experience', models.CharField(choices=[('experienced', 'zkušený aktér'), ('new', 'nový aktér')], default='experienced', max_length=20, verbose_name='zkušenost')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='poznámka')),
                ('folded_text', models.TextField(editable=False)),
                ('archived_at', models.DateTimeField(editable=False, null=True, verbose_name='archivováno')),
                ('moved', models.JSONField(default=dict, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='verze')),
                ('merged_into', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='absorbed', to='networks.partner', verbose_name='sloučeno s')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='partners', to='centres.region', verbose_name='kraj')),
            ],
            options={
                'verbose_name': 'partner',
                'verbose_name_plural': 'partneři',
                'ordering': ['folded_text', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('expert', 'expertní organizace'), ('umbrella', 'střešní organizace'), ('information_line', 'informační linka')], max_length=20, verbose_name='čím je pro ostatní')),
                ('what_for', models.CharField(max_length=300, verbose_name='s čím poradí')),
                ('reach', models.CharField(blank=True, max_length=200, verbose_name='telefon nebo adresa linky')),
                ('languages', models.CharField(blank=True, max_length=200, verbose_name='jazyky')),
                ('hours', models.CharField(blank=True, max_length=200, verbose_name='kdy')),
                ('checked_on', models.DateField(verbose_name='ověřeno')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='verze')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='networks.partner', verbose_name='partner')),
            ],
            options={
                'verbose_name': 'označení partnera',
                'verbose_name_plural': 'označení partnerů',
                'ordering': ['partner', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_guest', models.BooleanField(default=False, verbose_name='host')),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendance', to='networks.gathering', verbose_name='setkání')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='networks.partner', verbose_name='partner')),
            ],
            options={
                'verbose_name': 'účast',
                'verbose_name_plural': 'účasti',
                'ordering': ['gathering', 'partner__folded_text', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('platform', 'krajská platforma'), ('working_group', 'pracovní skupina'), ('local_network', 'místní síť'), ('committee', 'komise nebo skupina jiného zřizovatele')], max_length=20, verbose_name='druh')),
                ('name', models.CharField(max_length=200, verbose_name='název')),
                ('level', models.CharField(choices=[('region', 'kraj'), ('district', 'okres nebo ORP'), ('town', 'město nebo obec'), ('accommodation', 'ubytovací zařízení')], default='region', max_length=20, verbose_name='úroveň')),
                ('place', models.CharField(blank=True, max_length=150, verbose_name='kde')),
                ('aim', models.TextField(blank=True, max_length=2000, verbose_name='k čemu je')),
                ('joining', models.TextField(blank=True, max_length=2000, verbose_name='jak se přidá nový aktér')),
                ('times', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='kolikrát')),
                ('window', models.CharField(blank=True, choices=[('year', 'rok'), ('half-year', 'pololetí'), ('quarter', 'čtvrtletí'), ('month', 'měsíc'), ('week', 'týden')], max_length=10, verbose_name='za jakou dobu')),
                ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='ukončeno')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='verze')),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='series', to='centres.centre', verbose_name='centrum')),
                ('organiser', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organised', to='networks.partner', verbose_name='pořádá')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='series', to='centres.region', verbose_name='kraj')),
            ],
            options={
                'verbose_name': 'síť',
                'verbose_name_plural': 'sítě',
                'ordering': ['region__position', 'kind', 'name', 'id'],
            },
        ),
        migrations.AddField(
            model_name='gathering',
            name='series',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gatherings', to='networks.series', verbose_name='síť'),
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='téma')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='o co jde')),
                ('position', models.PositiveIntegerField(verbose_name='pořadí')),
                ('opened_on', models.DateField(verbose_name='od')),
                ('settled_on', models.DateField(blank=True, null=True, verbose_name='vyřešeno')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='verze')),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='networks.partner', verbose_name='navrhl/a')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='networks.series', verbose_name='síť')),
            ],
            options={
                'verbose_name': 'téma',
                'verbose_name_plural': 'témata',
                'ordering': ['series', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SharedAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.TextField(validators=[django.core.validators.MaxLengthValidator(2000)], verbose_name='co udělat')),
                ('due_on', models.DateField(verbose_name='do kdy')),
                ('state', models.CharField(choices=[('open', 'trvá'), ('done', 'hotovo'), ('cancelled', 'zrušeno')], default='open', max_length=10, verbose_name='stav')),
                ('note', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(2000)], verbose_name='jak to dopadlo')),
                ('made_at', models.DateTimeField(verbose_name='zadáno')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='vyřízeno')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='verze')),
                ('centre', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='shared_actions', to='centres.centre', verbose_name='centrum')),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='networks.gathering', verbose_name='setkání')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='networks.partner', verbose_name='partner')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='vyřídil/a')),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='networks.topic', verbose_name='téma')),
            ],
            options={
                'verbose_name': 'úkol ze setkání',
                'verbose_name_plural': 'úkoly ze setkání',
                'ordering': ['due_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='pořadí')),
                ('conclusion', models.TextField(blank=True, max_length=2000, verbose_name='závěr')),
                ('is_settled', models.BooleanField(default=False, verbose_name='téma je vyřešené')),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agenda', to='networks.gathering', verbose_name='setkání')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='networks.topic', verbose_name='téma')),
            ],
            options={
                'verbose_name': 'bod programu',
                'verbose_name_plural': 'body programu',
                'ordering': ['gathering', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='WorkContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=150, verbose_name='jméno')),
                ('position', models.CharField(blank=True, max_length=150, verbose_name='funkce nebo útvar')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='pracovní e-mail')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='pracovní telefon')),
                ('valid_from', models.DateField(verbose_name='od')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='do')),
                ('forgotten_at', models.DateTimeField(editable=False, null=True, verbose_name='údaje smazány')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='verze')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='networks.partner', verbose_name='partner')),
            ],
            options={
                'verbose_name': 'pracovní kontakt',
                'verbose_name_plural': 'pracovní kontakty',
                'ordering': ['partner', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seat', models.CharField(choices=[('expert', 'odborný zástupce'), ('decision_maker', 'zástupce s rozhodovací pravomocí')], default='expert', max_length=20, verbose_name='koho vysílá')),
                ('valid_from', models.DateField(verbose_name='od')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='první den, kdy už ne')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='networks.partner', verbose_name='partner')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='networks.series', verbose_name='síť')),
                ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='seats', to='networks.workcontact', verbose_name='nominovaný kontakt')),
            ],
            options={
                'verbose_name': 'člen sítě',
                'verbose_name_plural': 'členové sítí',
                'ordering': ['series', 'partner__folded_text', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Invitee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=32, unique=True)),
                ('sent_at', models.DateTimeField(verbose_name='odesláno')),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('answer', models.CharField(blank=True, choices=[('', 'bez odpovědi'), ('yes', 'přijde'), ('other', 'přijde někdo jiný'), ('no', 'omluveno')], max_length=10, verbose_name='odpověď')),
                ('instead', models.CharField(blank=True, max_length=150, verbose_name='kdo přijde místo')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='odpovězeno')),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitees', to='networks.gathering', verbose_name='setkání')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='networks.partner', verbose_name='partner')),
                ('contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitations', to='networks.workcontact', verbose_name='kontakt')),
            ],
            options={
                'verbose_name': 'pozvaný',
                'verbose_name_plural': 'pozvaní',
                'ordering': ['gathering', 'partner__folded_text', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='gatheringminutes',
            constraint=models.UniqueConstraint(fields=('gathering', 'number'), name='gathering_minutes_number_is_given_once'),
        ),
        migrations.AddConstraint(
            model_name='gatheringminutesfile',
            constraint=models.UniqueConstraint(fields=('gathering_minutes', 'format', 'language', 'centre'), name='gathering_minutes_file_is_made_once'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['after_school', 'agency', 'chamber', 'child_protection', 'church', 'counselling', 'employer', 'foreign_police', 'health', 'kindergarten', 'labour_inspectorate', 'labour_office', 'library', 'local_action_group', 'ministry', 'municipal_police', 'non_governmental', 'of_foreigners', 'other', 'pedagogical_institute', 'primary_school', 'region', 'residence_office', 'secondary_school', 'social_service', 'state_police', 'tax_office', 'town', 'trade_office', 'university', 'volunteers'])), name='partner_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(('experience__in', ['experienced', 'new'])), name='partner_experience_is_known'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='partner_has_its_name'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', None), ('archived_at__isnull', False), _connector='OR'), name='partner_merged_is_archived'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='partner_is_not_merged_into_itself'),
        ),
        migrations.AddConstraint(
            model_name='mark',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['expert', 'information_line', 'umbrella'])), name='mark_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='mark',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'information_line'), _negated=True), models.Q(('reach', ''), _negated=True), _connector='OR'), name='mark_of_a_line_says_where_it_is'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('gathering', 'partner'), name='attendance_is_there_once'),
        ),
        migrations.AddConstraint(
            model_name='series',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['committee', 'local_network', 'platform', 'working_group'])), name='series_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='series',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['accommodation', 'district', 'region', 'town'])), name='series_level_is_known'),
        ),
        migrations.AddConstraint(
            model_name='series',
            constraint=models.CheckConstraint(condition=models.Q(('level', 'region'), models.Q(('place', ''), _negated=True), _connector='OR'), name='series_below_a_region_has_its_place'),
        ),
        migrations.AddConstraint(
            model_name='series',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'committee'), _negated=True), ('organiser__isnull', False), _connector='OR'), name='series_of_somebody_else_has_its_organiser'),
        ),
        migrations.AddConstraint(
            model_name='series',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('times', None), ('window', '')), models.Q(('times__range', (1, 12)), ('window__in', ['half-year', 'month', 'quarter', 'week', 'year'])), _connector='OR'), name='series_rhythm_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='gathering',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['cancelled', 'closed', 'invited', 'planned', 'reopened'])), name='gathering_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='gathering',
            constraint=models.CheckConstraint(condition=models.Q(('ends', None), models.Q(('ends__gt', models.F('starts')), ('starts__isnull', False)), _connector='OR'), name='gathering_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='gathering',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at', None)), _connector='OR'), name='gathering_closing_has_its_time'),
        ),
        migrations.AddConstraint(
            model_name='gathering',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), fields=('series', 'on'), name='gathering_of_a_day_is_there_once'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='topic_has_its_title'),
        ),
        migrations.AddConstraint(
            model_name='sharedaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('centre__isnull', False), ('partner', None)), models.Q(('centre', None), ('partner__isnull', False)), _connector='OR'), name='shared_action_has_one_owner'),
        ),
        migrations.AddConstraint(
            model_name='sharedaction',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['cancelled', 'done', 'open'])), name='shared_action_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='sharedaction',
            constraint=models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='shared_action_says_what'),
        ),
        migrations.AddConstraint(
            model_name='sharedaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_by', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='shared_action_is_settled_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(fields=('gathering', 'topic'), name='topic_is_on_an_agenda_once'),
        ),
        migrations.AddConstraint(
            model_name='workcontact',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='contact_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='workcontact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('forgotten_at', None), models.Q(models.Q(('name', ''), _negated=True), models.Q(('position', ''), _negated=True), _connector='OR')), models.Q(('email', ''), ('forgotten_at__isnull', False), ('name', ''), ('phone', ''), ('valid_until__isnull', False)), _connector='OR'), name='contact_is_somebody_or_forgotten'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('seat__in', ['decision_maker', 'expert'])), name='member_seat_is_known'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='member_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_until', None)), fields=('series', 'partner'), name='member_is_there_once'),
        ),
        migrations.AddConstraint(
            model_name='invitee',
            constraint=models.UniqueConstraint(fields=('gathering', 'contact'), name='contact_is_invited_once'),
        ),
        migrations.AddConstraint(
            model_name='invitee',
            constraint=models.CheckConstraint(condition=models.Q(('answer', ''), ('answer__in', ['', 'no', 'other', 'yes']), _connector='OR'), name='answer_is_known'),
        ),
        migrations.AddConstraint(
            model_name='invitee',
            constraint=models.CheckConstraint(condition=models.Q(('instead', ''), ('answer', 'other'), _connector='OR'), name='somebody_else_comes_instead'),
        ),
        migrations.RunPython(triggers.install(GUARDS), triggers.remove("networks")),
    ]
