"""What the reference data only guessed is taken back where nobody has corrected it since: official names, old addresses;
that a branch belongs to a centre says from where that is known."""

from django.db import migrations

GUESSED_NAMES = {
    "ceske-budejovice": "Centrum na podporu integrace cizinců – Jihočeský kraj",
    "jihlava": "Centrum na podporu integrace cizinců – Kraj Vysočina",
    "karlovy-vary": "Centrum na podporu integrace cizinců – Karlovarský kraj",
    "olomouc": "Centrum na podporu integrace cizinců – Olomoucký kraj",
    "ostrava": "Centrum na podporu integrace cizinců – Moravskoslezský kraj",
    "zlin": "Centrum na podporu integrace cizinců – Zlínský kraj",
}
OLD_ADDRESSES = {
    "kutna-hora": "Benešova 97, Kutná Hora",
    "ostrava": "Českobratrská 7, Ostrava",
    "plzen": "Resslova 14, 301 00 Plzeň",
    "usti-nad-labem": "Velká Hradební 33, 400 01 Ústí nad Labem",
    "hradec-kralove": "Šafaříkova 666/9, Hradec Králové",
}
GUESSED_PARENTS = {"pisek": "ceske-budejovice", "pelhrimov": "jihlava", "domazlice": "plzen", "tachov": "plzen"}


def take_back(apps, schema_editor):
    centres = apps.get_model("centres", "Centre").objects
    for slug, name in GUESSED_NAMES.items():
        centres.filter(slug=slug, official_name=name).update(official_name="")
    for slug, address in OLD_ADDRESSES.items():
        centres.filter(slug=slug, address=address).update(address="", address_as_of="")
    for slug, parent in GUESSED_PARENTS.items():
        basis = "podle polohy v kraji, neověřeno"
        centres.filter(slug=slug, parent__slug=parent).update(parent_basis=basis)


class Migration(migrations.Migration):
    dependencies = [("centres", "0014_network")]

    operations = [migrations.RunPython(take_back, migrations.RunPython.noop)]
