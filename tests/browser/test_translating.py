"""The desk of somebody who translates the commitment, in a real browser: a block that the Czech has left behind,
somebody who was faster, a difference with its reason, and the whole language out and in as a file."""

from dataclasses import replace

from centres.languages import Language
from centres.models import User
from cpic.example.people import DEPARTMENT_HEAD, TRANSLATOR
from goals.commitment import BlockContent, SectionContent, write_section
from goals.models import Document, Translation
from goals.models.translations import TranslationState
from goals.translating import Wording, in_language, translate
from tests.browser.people import Pointer

NARROWEST = 320
CZECH, NEWER = "služby jsou bezplatné", "služby jsou bezplatné nejméně 12 měsíců"
WRONG, ALSO_RIGHT = "послуги безкоштовні щонайменше 10 місяців", "послуги безкоштовні щонайменше рік"


def desk():
    return in_language(Document.objects.terms().get(), Language.UKRAINIAN)


def change_the_czech():
    """The department head rewords one of the principles."""
    document = Document.objects.terms().get()
    section = document.sections.get(key="principles")
    blocks = [BlockContent.of(block) for block in section.blocks.all()]
    blocks = tuple(replace(block, text=NEWER) if block.text == CZECH else block for block in blocks)
    head = User.objects.get(email=DEPARTMENT_HEAD)
    write_section(document, "principles", SectionContent(section.title, blocks), version=section.version, by=head)


def test_translator_from_a_changed_sentence_to_a_file_that_comes_back(browse, hold, tmp_path):
    before = {one.unit.name: one.state for one in desk()}
    change_the_czech()
    after = {one.unit.name: one.state for one in desk()}
    [name] = [name for name, state in after.items() if state != before[name]]
    assert after[name] == TranslationState.STALE

    translator = Pointer(browse()).signs_in(TRANSLATOR)
    translator.follows("Překlady", ("navigation", "Pracovní prostředí"))
    translator.follows("українська")
    hold(translator.page)
    translator.follows(NEWER)
    translator.sees_title("Zásady práce s klienty, položka")
    translator.sees("česky se mezitím změnilo", "zbývá 1")
    translator.sees_marked("insertion", "nejméně 12 měsíců")
    translator.writes("Překlad", WRONG)

    one = next(one for one in desk() if one.unit.name == name)  # a colleague is faster
    facts = {"seen": one.unit.source_hash, "version": one.row.version, "by": User.objects.get(email=TRANSLATOR)}
    document = Document.objects.terms().get()
    translate(document, Language.UKRAINIAN, name, Wording("послуги безкоштовні 12 місяців"), **facts)
    translator.presses("Přečteno, platí")
    translator.sees("Překlad mezitím uložil někdo jiný", "послуги безкоштовні 12 місяців")
    assert translator.find("textbox", "Překlad").input_value() == WRONG
    hold(translator.page)

    translator.presses("Přečteno, platí")
    translator.sees("Liší se čísla: jen česky 12, jen v překladu 10.")
    translator.writes("Překlad", ALSO_RIGHT)
    translator.presses("Přečteno, platí")
    translator.sees("Liší se čísla: jen česky 12, jen v překladu –.")
    hold(translator.page)
    translator.page.set_viewport_size({"width": NARROWEST, "height": 800})
    assert translator.page.evaluate("document.documentElement.scrollWidth") == NARROWEST
    translator.writes("Proč se překlad liší a je to tak správně", "Rok je dvanáct měsíců.")
    translator.presses("Přečteno, platí")
    translator.sees("V tomto jazyce už nic nezbývá.", "Všechno je přeložené a přečtené.")
    row = Translation.objects.get(language="uk", block=name)
    assert (row.text, row.reason, row.checked_by.email) == (ALSO_RIGHT, "Rok je dvanáct měsíců.", TRANSLATOR)

    file = tmp_path / "zavazek.po"
    translator.downloads("Stáhnout pro překladatelský program (.po)").save_as(file)
    said = file.read_text()
    file.write_text(said.replace("у центрі безпечно для кожного", "у центрі кожен у безпеці"))
    assert file.read_text() != said
    translator.follows("Nahrát vyplněný soubor")
    translator.attaches("Soubor s překlady", file)
    translator.presses("Vyzkoušet soubor")
    translator.sees_marked("deletion", "у центрі безпечно для кожного")
    hold(translator.page)
    translator.presses("Uložit jako nepřečtené")
    translator.sees("Uložil se 1 překlad.", "zbývá 1", "nikdo ho nepřečetl")
