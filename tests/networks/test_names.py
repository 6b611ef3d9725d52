"""When two rows are one organisation, and what a number and a name say. Pure."""

import pytest

from networks.partners.names import Identity, as_ico, guessed_kind, is_ico, name_key
from networks.states import PartnerKind


@pytest.mark.parametrize("ico", ["25596641", "00006947", "72496991", "00262978", "27082440"])
def test_real_numbers_pass_their_check_digit(ico):
    assert is_ico(ico)


@pytest.mark.parametrize(
    "ico", ["25596642", "52596641", "00000000", "2559664", "255966411", "2559664a", "", "٢٥٥٩٦٦٤١"]
)
def test_other_numbers_do_not(ico):
    assert not is_ico(ico)


def test_changing_any_one_digit_is_noticed():
    real = "00262978"
    others = [f"{real[:at]}{digit}{real[at + 1 :]}" for at in range(8) for digit in "0123456789" if digit != real[at]]

    assert not any(map(is_ico, others))


def test_zeros_that_a_spreadsheet_dropped_come_back():
    assert as_ico("6947") == "6947"
    assert as_ico("262978") == "00262978"
    assert as_ico("255 966 41") == "25596641"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ZŠ Husova", "Základní škola Husova, příspěvková organizace"),
        ("Člověk v tísni, o.p.s.", "CLOVEK V TISNI"),
        ("ZŠ Lesní, p. o.", "zs lesni"),
        ("Firma s.r.o.", "Firma, spol. s r. o."),
    ],
)
def test_names_are_compared_without_what_people_leave_out(one, other):
    assert name_key(one) == name_key(other) != ""


def identity(name, towns="", ico="", kind="primary_school"):
    return Identity.of(name, towns, ico, kind)


def test_same_number_is_the_same_unless_offices_share_it():
    assert identity("ZŠ A", ico="25596641").is_same(identity("ZŠ B", ico="25596641"))
    offices = [identity(name, ico="72496991", kind="labour_office") for name in ("ÚP Liberec", "ÚP Jablonec")]
    assert not offices[0].is_same(offices[1])


def test_same_name_is_the_same_where_no_town_speaks_against_it():
    assert identity("ZŠ Husova", "Liberec").is_same(identity("Základní škola Husova"))
    assert not identity("ZŠ Husova", "Liberec").is_same(identity("ZŠ Husova", "Brno"))
    assert identity("ZŠ Husova", "Liberec, Jablonec").is_same(identity("ZŠ Husova", "Jablonec"))


def test_town_in_a_name_is_its_town():
    assert identity("ZŠ Husova České Budějovice", "České Budějovice").is_same(identity("Základní škola Husova"))
    assert identity("ZŠ Husova, Písek", "Písek").is_same(identity("ZŠ Husova", "Písek"))
    assert not identity("Město Tábor", "Tábor, Písek").is_same(identity("Město Písek", "Písek"))
    assert not identity("Tábor", "Tábor").is_same(identity("Písek"))
    assert not identity("ZŠ Písek", "Písek").is_same(identity("ZŠ Tábor", "Písek"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ZŠ a MŠ Husova", PartnerKind.PRIMARY_SCHOOL),
        ("MŠ Sluníčko", PartnerKind.KINDERGARTEN),
        ("Gymnázium F. X. Šaldy", PartnerKind.SECONDARY_SCHOOL),
        ("Cizinecká policie", PartnerKind.FOREIGN_POLICE),
        ("Městská policie Liberec", PartnerKind.MUNICIPAL_POLICE),
        ("PČR, územní odbor", PartnerKind.STATE_POLICE),
        ("Oblastní inspektorát práce", PartnerKind.LABOUR_INSPECTORATE),
        ("ÚP Liberec", PartnerKind.LABOUR_OFFICE),
        ("Magistrát města Liberec", PartnerKind.TOWN),
        ("Technická univerzita v Liberci", PartnerKind.UNIVERSITY),
        ("PPP Liberec", PartnerKind.COUNSELLING),
        ("organizace cizinců", PartnerKind.OF_FOREIGNERS),
        ("Cosi neurčitého", None),
    ],
)
def test_kind_is_guessed_from_a_name(text, kind):
    assert guessed_kind(text) == kind
