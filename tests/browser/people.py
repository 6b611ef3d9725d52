"""People at a browser. A story says what they do; whether with a pointer or by keyboard alone is their hands' business.

Every control is found the way people find it, by its role and the name that is read aloud. A `group` narrows the search
to a part of the page with a name of its own: a set of choices, or a section under its heading.
"""

import re

from playwright.sync_api import expect

from goals.models import Goal
from tests.browser.conftest import EXAMPLE_PASSWORD, MILLISECONDS

FARTHEST = 150  # presses of Tab: whoever has not arrived by then is lost
MOST_CHOICES = 40

# Is there a line round what has the focus, or round what is drawn in its place, and is it not covered? Between the last
# control of a page and its first one nothing has the focus.
SHOWS_FOCUS = """() => {
  const element = document.activeElement
  if (element === document.body) return true
  const drawn = [element, element.parentElement, element.nextElementSibling].filter(Boolean).some(part => {
    const style = getComputedStyle(part)
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
  })
  const box = element.getClientRects()[0]
  if (!drawn || !box) return false
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)]
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)]
  if (right - left < 1 || bottom - top < 1) return false
  const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
  return element.parentElement.contains(seen) || seen.contains(element)
}"""


class Hands:
    """What everybody can do: open an address, and read what is there."""

    def __init__(self, page):
        self.page = page
        self.page.set_default_timeout(MILLISECONDS)
        self.acts = 0  # clicks, or presses of keys other than typing
        self.filled = 0  # fields, with a pointer

    def opens(self, address):
        self.page.goto(address)

    def signs_in(self, email, password=EXAMPLE_PASSWORD):
        self.opens("/prihlaseni/")
        self.writes("E-mail", email)
        self.writes("Heslo", password)
        self.presses("Přihlásit se")
        expect(self.page.locator(".header__person")).to_be_visible()
        return self

    def goes_to_work(self):
        """From anywhere inside back to what waits."""
        self.follows("Moje práce", group=("navigation", "Pracovní prostředí"))

    def sees_title(self, text):
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(_spaced(text))

    def sees(self, *texts):
        for text in texts:
            expect(self._main.get_by_text(_spaced(text)).filter(visible=True).first).to_be_visible()

    def sees_no(self, *texts):
        for text in texts:
            expect(self._main).not_to_contain_text(_spaced(text))

    def sees_marked(self, role, text):
        """An insertion or a deletion, told apart for those who do not see its colour."""
        expect(self._main.get_by_role(role).filter(has_text=_spaced(text)).first).to_be_visible()

    def finds_no(self, role, name):
        expect(self.find(role, name)).to_have_count(0)

    def sees_targets_proposed(self):
        """Where scripts run the answer comes into the page, and the focus goes to the first row."""
        expect(self.page.locator("#id_targets-0-kind")).to_be_focused()

    def find(self, role, name, group=None):
        place = self.page.get_by_role(group[0], name=_spaced(group[1])) if group else self.page
        return place.get_by_role(role, name=_spaced(name))

    @property
    def _main(self):
        return self.page.get_by_role("main")


class Pointer(Hands):
    """With a pointer, as most people."""

    def follows(self, name, group=None):
        self._goes_by(self.find("link", name, group))

    def presses(self, name, group=None):
        self._goes_by(self.find("button", name, group))

    def presses_in_place(self, name):
        """A button that, where scripts run, changes the page and leads to no other."""
        self._click(self.find("button", name))

    def has_targets_proposed(self):
        """Without scripts."""
        self.presses("Navrhnout ze znění")

    def writes(self, label, text, group=None):
        self.filled += 1
        self.find("textbox", label, group).fill(text)

    def writes_or_picks(self, label, text):
        """Into a field that offers what is known."""
        self.filled += 1
        self.find("combobox", label).fill(text)

    def dates(self, label, day):
        self.filled += 1
        self.page.get_by_label(label).fill(day.isoformat())

    def chooses(self, label, option, group=None):
        self.filled += 1
        self.find("combobox", label, group).select_option(label=option)

    def attaches(self, label, path):
        self.filled += 1
        self.page.get_by_label(label).set_input_files(path)

    def marks(self, name, group=None):
        self._click(self.find("radio", name, group))

    def unticks(self, name):
        self._click(self.find("checkbox", name))

    ticks = unticks

    def downloads(self, name):
        with self.page.expect_download() as download:
            self._click(self.find("link", name))
        return download.value

    def _goes_by(self, way):
        self.acts += 1
        go_by(way)

    def _click(self, locator):
        self.acts += 1
        locator.click()


class Keyboard(Hands):
    """By keyboard alone: nothing is clicked, focused or filled in any other way than by pressing keys."""

    def follows(self, name, group=None):
        self._enters(self.find("link", name, group))

    def presses(self, name, group=None):
        self._enters(self.find("button", name, group))

    def has_targets_proposed(self):
        self.reaches(self.find("button", "Navrhnout ze znění"))
        self._press("Enter")
        self.sees_targets_proposed()

    def writes(self, label, text, group=None):
        self.reaches(self.find("textbox", label, group))
        self._press("Control+a")
        self._press("Delete")
        self.page.keyboard.type(text)

    def dates(self, label, day):
        """The parts of a date follow one another in the order of the browser's language, which here is English."""
        self.reaches(self.page.get_by_label(label))
        self.page.keyboard.type(f"{day:%m%d%Y}")
        assert self.page.get_by_label(label).input_value() == day.isoformat()

    def chooses(self, label, option, group=None):
        choice = self.find("combobox", label, group)
        self.reaches(choice)
        self._press("Home")
        self._press_until(lambda: choice.locator("option:checked").inner_text() == option, "ArrowDown", MOST_CHOICES)

    def marks(self, name, group=None):
        """One stop for the whole set, arrows inside it, the space bar where none has been chosen yet."""
        radio = self.find("radio", name, group)
        others = self.page.locator(f'input[name="{radio.get_attribute("name")}"]')
        self.reaches(others)
        self._press_until(lambda: self._is_here(radio), "ArrowDown", MOST_CHOICES)
        if not radio.is_checked():
            self._press("Space")

    def unticks(self, name):
        self.reaches(self.find("checkbox", name))
        self._press("Space")

    def downloads(self, name):
        self.reaches(self.find("link", name))
        with self.page.expect_download() as download:
            self._press("Enter")
        return download.value

    def reaches(self, wanted):
        """Tab on until the wanted control has the focus, past what every page begins with; at each stop on the way it
        must be seen where that is."""
        for _ in range(FARTHEST):
            self._press("Tab")
            assert self.page.evaluate(SHOWS_FOCUS), f"no focus seen on {self._here()} of {self.page.url}"
            if self._is_here(wanted):
                return
            if self._is_here(self.page.get_by_role("link", name="Přejít na obsah")) and self._is_in_content(wanted):
                self._press("Enter")
                expect(self.page.get_by_role("main")).to_be_focused()  # the way there is a navigation of its own
        raise AssertionError(f"{wanted} was not reached on {self.page.url}")

    def _enters(self, way):
        """A key says nothing of the page that it leads to, so that is waited for."""
        self.reaches(way)
        with self.page.expect_navigation():
            self._press("Enter")

    def _here(self):
        return self.page.evaluate("document.activeElement.outerHTML")

    def _is_in_content(self, wanted):
        return self.page.get_by_role("main").filter(has=wanted).count() == 1

    def _is_here(self, wanted):
        return wanted.and_(self.page.locator(":focus")).count() == 1

    def _press_until(self, is_done, key, most):
        for _ in range(most):
            if is_done():
                return
            self._press(key)
        raise AssertionError(f"{key} does not lead there")

    def _press(self, key):
        self.acts += 1
        self.page.keyboard.press(key)


def go_by(way):
    """Click what leads to another page, and wait for all of that. A click alone ends when it is on its way: what looks
    at once, opens an address or reads the database finds what was there before, or half of what comes."""
    with way.page.expect_navigation():
        way.click()


def goal_at(place, slug, year):
    """The centre's goal at the place (1 is the first) in the order of its page; pages call it by `name`."""
    goals = Goal.objects.filter(document__year=year, centre__slug=slug).current().in_document_order()
    return goals.select_related("document")[place - 1]


def _spaced(text):
    """The text with any kind of space in it: pages keep Czech prepositions and numbers from parting. What is a pattern
    already stays it, for names that others begin with."""
    if isinstance(text, re.Pattern):
        return text
    return re.compile(r"\s+".join(re.escape(word) for word in text.split()))
