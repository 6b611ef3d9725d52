"""How the first administrator comes in: by the same link as everybody else, and with a password of their own choice."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from centres import invitations
from centres.addresses import full_address


class Command(BaseCommand):
    help = (
        "Pozve prvního správce: vypíše odkaz, na kterém si založí účet. Odkaz platí jednou a několik dní; nový příkaz "
        "pro tutéž adresu vydá nový. Kdo účet už má, dostane roli hned."
    )
    requires_system_checks = ["production"]

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="E-MAIL")
        parser.add_argument("--mail", action="store_true", help="odkaz nevypisovat, ale poslat na tuto adresu")
        parser.add_argument("--another", action="store_true", help="i když už tu správce je")

    @transaction.atomic
    def handle(self, *args, email, mail, another, **options):
        try:
            validate_email(email)
            made, token = invitations.invite_administrator(email, now=timezone.now(), another=another)
        except (ValidationError, invitations.InvitationRefused) as refusal:
            raise CommandError(" ".join(getattr(refusal, "messages", [str(refusal)]))) from None
        except DatabaseError as error:
            first = str(error).strip().partition("\n")[0]
            raise CommandError(f"Databáze neodpovídá nebo není připravená (migrate): {first}") from None
        if token is None:
            self.stdout.write(f"{made.user} už účet má a je odteď správce; e-mail o tom čeká na odeslání.")
            return
        address = full_address(reverse("invitation", args=[token]))
        if mail:
            invitations.mail(made, address)
            self.stdout.write(f"Pozvánka čeká na odeslání na {made.email} (deliver_mail).")
        else:
            self.stdout.write(address)
