"""A translator is a role of one language. SQLite makes the tables anew, so their triggers go and come back."""

from django.db import migrations, models

from centres import triggers


class Migration(migrations.Migration):

    dependencies = [
        ('centres', '0017_region_work'),
    ]

    operations = [
        migrations.RunPython(triggers.remove("centres"), migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name='invitation',
            name='invitation_role_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='membership',
            name='membership_in_the_network_is_said_once',
        ),
        migrations.RemoveConstraint(
            model_name='membership',
            name='membership_role_is_known',
        ),
        migrations.AddField(
            model_name='invitation',
            name='language',
            field=models.CharField(blank=True, choices=[('en', 'English'), ('uk', 'українська'), ('ru', 'русский'), ('vi', 'Tiếng Việt'), ('cs-simple', 'snadná čeština')], max_length=10, verbose_name='jazyk'),
        ),
        migrations.AddField(
            model_name='membership',
            name='language',
            field=models.CharField(blank=True, choices=[('en', 'English'), ('uk', 'українська'), ('ru', 'русский'), ('vi', 'Tiếng Việt'), ('cs-simple', 'snadná čeština')], max_length=10, verbose_name='jazyk'),
        ),
        migrations.AlterField(
            model_name='event',
            name='role',
            field=models.CharField(blank=True, choices=[('staff', 'pracovník centra'), ('head', 'vedoucí centra'), ('deputy', 'zástupce vedoucího centra'), ('department_head', 'vedoucí odboru'), ('director', 'ředitel'), ('administrator', 'správce'), ('translator', 'překladatel')], max_length=20, verbose_name='v roli'),
        ),
        migrations.AlterField(
            model_name='invitation',
            name='role',
            field=models.CharField(choices=[('staff', 'pracovník centra'), ('head', 'vedoucí centra'), ('deputy', 'zástupce vedoucího centra'), ('department_head', 'vedoucí odboru'), ('director', 'ředitel'), ('administrator', 'správce'), ('translator', 'překladatel')], max_length=20, verbose_name='role'),
        ),
        migrations.AlterField(
            model_name='membership',
            name='role',
            field=models.CharField(choices=[('staff', 'pracovník centra'), ('head', 'vedoucí centra'), ('deputy', 'zástupce vedoucího centra'), ('department_head', 'vedoucí odboru'), ('director', 'ředitel'), ('administrator', 'správce'), ('translator', 'překladatel')], max_length=20, verbose_name='role'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['administrator', 'department_head', 'deputy', 'director', 'head', 'staff', 'translator'])), name='invitation_role_is_known'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('language__in', ['cs-simple', 'en', 'ru', 'uk', 'vi']), ('role', 'translator')), models.Q(models.Q(('role', 'translator'), _negated=True), ('language', '')), _connector='OR'), name='invitation_language_fits_role', violation_error_message='Překladatel potřebuje jazyk, ostatní role žádný nemají.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['administrator', 'department_head', 'deputy', 'director', 'head', 'staff', 'translator'])), name='membership_role_is_known'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('language__in', ['cs-simple', 'en', 'ru', 'uk', 'vi']), ('role', 'translator')), models.Q(models.Q(('role', 'translator'), _negated=True), ('language', '')), _connector='OR'), name='membership_language_fits_role', violation_error_message='Překladatel potřebuje jazyk, ostatní role žádný nemají.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('centre', None)), fields=('user', 'role', 'language', 'valid_from'), name='membership_in_the_network_is_said_once'),
        ),
        migrations.RunPython(triggers.install(triggers.GUARDS), triggers.remove("centres")),
    ]
