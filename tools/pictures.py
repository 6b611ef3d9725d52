"""Pictures of the real product, taken anew: those of the help inside (static/help/), the one of the README, and what is
drawn of the mark: the icon of a telephone's start screen and the picture of a shared page.

By itself it makes the example in a folder of its own, serves it and stops it again; with PICTURES_OF=http://… it takes
them of an example that runs already. Names of pictures of the help take only those. The browser is Debian's chromium.
"""

import base64
import io
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Error, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
HELP, IMAGES = ROOT / "static" / "help", ROOT / "static" / "img"
PASSWORD = os.environ.get("CPIC_DEMO_PASSWORD") or "heslo pro obrázky"
WIDE = 820  # pixels of the window; a page of the help shows about so much
WAIT = 300  # seconds until the example is served


@dataclass(frozen=True)
class Shot:
    """Who looks, where they begin, which links they follow, and the part of the page that matters."""

    name: str
    who: str
    path: str
    part: str
    links: tuple[str, ...] = ()
    tall: int = 420


SHOTS = [
    Shot("moje-prace", "vedouci.ceske-budejovice", "/prace/", "main"),
    Shot("zaznamy", "pracovnik.ceske-budejovice", "/prace/2026/ceske-budejovice/zaznamy/", "section.quick", (), 470),
    Shot("novy-cil", "vedouci.pisek", "/prace/2027/pisek/novy-cil/", "main", (), 560),
    Shot(
        "porada",
        "vedouci.ceske-budejovice",
        "/prace/",
        ".meeting-goal[aria-labelledby^=cil-]",
        ("Otevřít poradu",),
        560,
    ),
    Shot("rozhodnuti", "vedouci.odboru", "/prace/", ".decide__goal", ("Rozhodnout",), 560),
    Shot("prehled", "vedouci.odboru", "/prace/2026/prehled/", ".months-map"),
    Shot("rok", "reditel", "/prace/2026/na-jedne-strance/", "main"),
    Shot("lide", "spravce", "/prace/lide/", "main"),
    Shot("preklad", "prekladatelka", "/prace/preklady/", "main", ("українська",), 480),
]
FONT = "static/vendor/roboto-ttf/Roboto-%s.ttf"
SHARED = """<!doctype html><html lang="zxx"><style>
@font-face { font-family: R; src: url(data:font/ttf;base64,{regular}) }
@font-face { font-family: R; font-weight: 700; src: url(data:font/ttf;base64,{bold}) }
body { margin: 0; width: 1200px; height: 630px; background: #1e5086; color: #fff; font-family: R }
div { padding: 90px 100px } img { width: 170px; border-radius: 34px; outline: 3px solid #fff }
b { display: block; margin: 46px 0 18px; font-size: 120px; line-height: 1 }
p { margin: 0; font-size: 46px }
</style><div><img src="data:image/svg+xml;base64,{mark}" alt=""><b>CPIC</b>
<p>Cíle · Goals · Цілі · Цели · Mục tiêu</p></div>"""
ICON = """<style>body { margin: 0 } img { display: block; width: 180px }</style>
<img src="data:image/svg+xml;base64,{mark}" alt="">"""


@contextmanager
def served():
    """The address of an example."""
    if address := os.environ.get("PICTURES_OF"):
        yield address.rstrip("/")
        return
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        own = {
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "EVIDENCE_DIR": f"{folder}/evidence",
            "CPIC_DEMO_PASSWORD": PASSWORD,
            "PORT": str(port),
        }
        environment = os.environ | own
        subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=environment, check=True)
        server = subprocess.Popen([sys.executable, "-m", "cpic"], cwd=ROOT, env=environment)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address)
            yield address
        finally:
            server.terminate()
            server.wait()


def _wait_for(address):
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        try:
            with urlopen(f"{address}/healthz"):  # noqa: S310 - an address of ours
                return
        except URLError:
            time.sleep(0.5)  # the example is being made; the loop gives it WAIT
    sys.exit(f"{address} does not answer.")


def sign_in(browser, address, who, width):
    page = browser.new_context(base_url=address, locale="cs-CZ", reduced_motion="reduce").new_page()
    page.set_default_timeout(60_000)
    page.set_viewport_size({"width": width, "height": 1180})
    page.goto("/prihlaseni/")
    page.fill("[name=login]", f"{who}@example.cz")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/prace/**")
    return page


def take(page, shot):
    """The part as a picture, not taller than it should be."""
    page.goto(shot.path)
    for text in shot.links:
        page.locator("main").get_by_role("link", name=text).first.click()
    part = page.locator(shot.part).first
    part.wait_for()
    box = part.bounding_box()
    clip = {"x": max(0, box["x"] - 12), "y": max(0, box["y"] - 12), "height": min(box["height"] + 24, shot.tall)}
    clip["width"] = min(box["width"] + 24, WIDE - clip["x"])
    return Image.open(io.BytesIO(page.screenshot(full_page=True, clip=clip))).convert("RGB")


def save(image, file):
    """Few colours are enough for what is letters and lines."""
    image.quantize(128, dither=Image.Dither.NONE).save(file, optimize=True)


def drawn(browser, html, width, height):
    page = browser.new_page(viewport={"width": width, "height": height})
    files = {"mark": IMAGES / "mark.svg", "regular": ROOT / (FONT % "Regular"), "bold": ROOT / (FONT % "Bold")}
    for name, file in files.items():
        html = html.replace(f"{{{name}}}", base64.b64encode(file.read_bytes()).decode())
    page.set_content(html)
    page.evaluate("document.fonts.ready")
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def main(names):
    HELP.mkdir(exist_ok=True)
    wanted = [shot for shot in SHOTS if not names or shot.name in names]
    listed = HELP / "sizes.json"
    sizes = json.loads(listed.read_text("utf-8")) if names else {}
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--lang=cs"])
        failed = []
        for shot in wanted:
            try:
                image = take(sign_in(browser, address, shot.who, WIDE), shot)
            except Error as error:
                failed.append(f"{shot.name}: {str(error).splitlines()[0]}")
                continue
            image.save(HELP / f"{shot.name}.webp", quality=78, method=6)
            sizes[shot.name] = image.size
        if not names:
            page = sign_in(browser, address, "vedouci.odboru", 1280)
            page.goto("/prace/2026/prehled/")
            save(Image.open(io.BytesIO(page.screenshot())).convert("RGB"), ROOT / "docs" / "screenshot.png")
            save(drawn(browser, SHARED, 1200, 630), IMAGES / "sharing.png")
            save(drawn(browser, ICON, 180, 180), IMAGES / "touch-icon.png")
        browser.close()
    listed.write_text(json.dumps(sizes, indent=2, sort_keys=True) + "\n", "utf-8")
    print(f"{len(sizes)} pictures of the help, {sum(file.stat().st_size for file in HELP.glob('*.webp'))} bytes")
    return "\n".join(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) or None)
