"""What cron runs once a day: people who left long enough ago are reduced to their role."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from centres.reducing import people_to_reduce, reduce_person


class Command(BaseCommand):
    help = (
        "Údaje lidí, kterým skončila poslední role a uplynula doba uchování, převede na roli: jméno a e-mail zmizí, co "
        "udělali, zůstává. Když není co převést, mlčí."
    )
    requires_system_checks = ["production"]

    def handle(self, *args, **options):
        now = timezone.now()
        people = people_to_reduce(timezone.localdate(now))
        for person in people:
            reduce_person(person, by=None, now=now)
        if people:
            self.stdout.write(f"převedeno na roli: {len(people)}")
