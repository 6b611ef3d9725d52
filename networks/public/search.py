"""Which public pages of networks can be found."""

from django.utils.translation import gettext_lazy as _

EXPLAINING = {"signpost": "networks/public/signpost.html"}
PAGES = [
    (
        "regions",
        _("Spolupráce v krajích"),
        _("Kdo v kraji spolupracuje na integraci cizinců, kdy se schází, na čem se shodl a jak se zapojit."),
    ),
    (
        "signpost",
        _("V nouzi a v pochybnosti"),
        _("Informační linky, expertní a střešní organizace pro cizince a pro ty, kdo s nimi pracují, s datem ověření."),
    ),
]
