"""What of people does not belong among partners: private addresses, birth numbers, contacts outside of their fields."""

import re

from django.utils.translation import gettext as _

from goals.reading import find_personal_data

PRIVATE_DOMAINS = frozenset(
    {
        *("seznam.cz", "email.cz", "post.cz", "spoluzaci.cz", "centrum.cz", "centrum.sk", "atlas.cz", "volny.cz"),
        *("tiscali.cz", "quick.cz", "azet.sk", "zoznam.sk", "wp.pl", "o2.pl", "interia.pl", "ukr.net", "i.ua"),
        *("gmail.com", "googlemail.com", "hotmail.com", "outlook.com", "outlook.cz", "live.com", "msn.com"),
        *("yahoo.com", "yahoo.co.uk", "ymail.com", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.com", "gmx.net"),
        *("gmx.de", "web.de", "t-online.de", "proton.me", "protonmail.com", "tutanota.com", "zoho.com", "mail.ru"),
        *("yandex.ru", "yandex.com", "bk.ru", "list.ru", "inbox.ru", "inbox.lv", "meta.ua", "bigmir.net"),
    }
)
MOBILE = re.compile(r"(?:\+?420|00420)?[67][0-9]{8}")


def text_problem(text):
    """Why the text cannot stand outside of the fields of a contact: the sentence of the first thing found, or ""."""
    found = find_personal_data(text)
    return found[0].message if found else ""


def is_private_address(email):
    return email.rpartition("@")[2].lower() in PRIVATE_DOMAINS


def address_problem(email):
    if not is_private_address(email):
        return ""
    sentence = _("%(domain)s je soukromá schránka. Zapište pracovní adresu, třeba útvaru, nebo nechte pole prázdné.")
    return sentence % {"domain": email.rpartition("@")[2].lower()}


def phone_remark(phone):
    """Of a mobile number nobody can tell whose it is."""
    if not MOBILE.fullmatch(re.sub(r"[ ./-]", "", phone)):
        return ""
    return _("Je to mobil. Nechte ho tu jen tehdy, když je služební.")
