"""Two engines look at the page that is open in a real browser: axe-core, which comes with a Python package, and IBM's
accessibility-checker-engine, one vendored file. They were written apart, and each finds what the other does not."""

import json
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings

AXE, IBM = "axe-core", "accessibility-checker-engine"
IBM_FILE = Path(__file__).parent / "ibm" / "ace.js"
# All rules, best practices included; the size of targets, new in WCAG 2.2, is the one that has to be asked for.
AXE_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
LONGEST = 200  # letters of an element that are kept
# Questions of IBM ("verify that…") which were looked into and are no faults here. Where the same rule says that
# something is wrong, it counts.
JUDGED = {
    "style_color_misuse": "asks it of every style sheet; states have words and marks too (tests/test_statuses.py)",
    "style_focus_visible": "asks it of every control with a border; the line round what has the focus is looked for by "
    "keyboard stories (SHOWS_FOCUS in tests/browser/people.py)",
    "element_tabbable_visible": "the way past the header, which shows itself when it has the focus",
    "element_tabbable_unobscured": "guesses from boxes that touch; the same stories look what lies on top",
    "input_label_visible": "knows a label beside an input only, not beside a list or a text; whether there is one is "
    "asked by input_label_exists",
    "text_block_heading": "a short sentence in large letters, such as one where a list is empty; it heads nothing",
    "input_checkboxes_grouped": "each of these boxes says by its own label all that it asks",
    "widget_tabbable_single": "a cell that names its row by a link; beside it what can be done with the row",
    "text_sensory_misuse": "takes English words such as 'right' and 'round' for places on the screen",
    "form_submit_button_exists": "a list of the administration whose rows cannot be changed",
}
UNFOLD = """() => {
  const folded = [...document.querySelectorAll("details:not([open])")]
  folded.forEach(each => { each.open = true })
  return folded
}"""
FOLD = "folded => folded.forEach(each => { each.open = false })"
RUN_AXE = """async ([options, longest]) => (await axe.run(options)).violations.flatMap(rule => {
  const criterion = rule.tags.map(tag => /^wcag(\\d)(\\d)\\d+$/.exec(tag)).find(Boolean)
  const guideline = criterion ? `${criterion[1]}.${criterion[2]}` : ""
  return rule.nodes.map(node => [rule.id, guideline, node.html.slice(0, longest)])
})"""
# FAIL: it is wrong. POTENTIAL: it may be. MANUAL says of a whole page what a person should try, whatever is on it.
RUN_IBM = """async ([judged, longest]) => {
  const checker = new ace.Checker(), report = await checker.check(document, ["WCAG_2_2"])
  const guideline = id => checker.engine.ruleMap[id].rulesets
    .filter(set => [set.id].flat().includes("WCAG_2_2"))
    .flatMap(set => set.num).map(number => /^\\d\\.\\d/.exec(number)?.[0]).find(Boolean) || ""
  return report.results
    .filter(({value: [level, result]}) => level === "VIOLATION" && (result === "FAIL" || result === "POTENTIAL"))
    .filter(({ruleId, value}) => value[1] === "FAIL" || !judged.includes(ruleId))
    .map(({ruleId, snippet}) => [ruleId, guideline(ruleId), snippet.slice(0, longest)])
}"""
AXE_RULES = "() => axe.getRules().map(rule => rule.ruleId)"
IBM_RULES = """() => Object.values(new ace.Checker().engine.ruleMap)
  .filter(rule => rule.rulesets.some(set => [set.id].flat().includes("WCAG_2_2") && set.level === "VIOLATION"))
  .map(rule => rule.id)"""


def violations(page, *, with_contrast=True, with_ibm=True):
    """What the engines say of the page at its width, as {(engine, rule, guideline of WCAG): elements}."""
    found = defaultdict(list)
    with unfolded(page):
        faults = [(AXE, *fault) for fault in violations_of_axe(page, with_contrast=with_contrast)]
        faults += [(IBM, *fault) for fault in violations_of_ibm(page)] if with_ibm else []
    for engine, rule, guideline, element in faults:
        found[engine, rule, guideline].append(element)
    return found


@contextmanager
def unfolded(page):
    """What is folded away is looked at as whoever unfolds it meets it, and folded again for what a story does next.
    While it is folded axe passes over it, and IBM's engine takes its fields to be without labels: it asks a label for
    its text as drawn, which is empty there."""
    folded = page.evaluate_handle(UNFOLD)
    yield
    folded.evaluate(FOLD)


def violations_of_axe(page, *, with_contrast):
    """As (rule, guideline, element)."""
    if page.evaluate("typeof axe") == "undefined":  # a second look, at another width, need not load it again
        page.evaluate(AXE_SCRIPT)
    rules = AXE_OPTIONS["rules"] | {"color-contrast": {"enabled": with_contrast}}
    return page.evaluate(RUN_AXE, [AXE_OPTIONS | {"rules": rules}, LONGEST])


def violations_of_ibm(page):
    if page.evaluate("typeof ace") == "undefined":
        page.evaluate(f"{IBM_FILE.read_text('utf-8')};window.ace = ace;0")
    return page.evaluate(RUN_IBM, [list(JUDGED), LONGEST])


def facts_of_engines(page):
    """Version and rules of each, asked of the engines themselves; IBM's does not know its own version."""
    manifest = json.loads((settings.BASE_DIR / "static" / "vendor" / "MANIFEST.json").read_text("utf-8"))
    version = next(entry["version"] for entry in manifest if entry["name"] == IBM)
    violations(page)  # loads both
    return {
        AXE: {"version": page.evaluate("axe.version"), "rules": sorted(page.evaluate(AXE_RULES))},
        IBM: {"version": version, "rules": sorted(page.evaluate(IBM_RULES))},
    }
