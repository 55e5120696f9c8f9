"""Puts the site together that the server embeds: the shell, the program and the icons.

  site.py --shell web/shell --out build/web/site app.js app.wasm

Every file whose name nobody types is called after its content (`client.js` -> `client.3f2a….js`), and what names
it, in quotes or in url(), names it so: such a file may be kept for ever. The page, the worker and the manifest keep their names.
The worker (service_worker.js) learns the list of all files. PNG icons are drawn from the shell's SVGs.

Only Python's standard library and the command line tool rsvg-convert are used.
"""
import argparse
import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

PAGE = "index.html"
WORKER = "service_worker.js"
MANIFEST = "manifest.webmanifest"
FIXED = {PAGE, WORKER, MANIFEST}
TEXTS = {".css", ".html", ".js", ".svg", ".webmanifest"}
# Drawn from which SVG, how wide. Systems cut a "maskable" one to their own shape.
ICONS = {
    "icon-192.png": ("icon.svg", 192),
    "icon-512.png": ("icon.svg", 512),
    "icon-maskable-512.png": ("icon_maskable.svg", 512),
    "icon-touch-180.png": ("icon_maskable.svg", 180),
}
DRAWN_ONLY = {"icon_maskable.svg"}
# For the system, which fetches them itself: the page works without.
NOT_KEPT = {"icon-512.png", "icon-maskable-512.png", "icon-touch-180.png"}


def read(path):
    with open(path, "rb") as file:
        return file.read()


def drawn(svg, width):
    return subprocess.run(["rsvg-convert", "--width", str(width), "--format", "png", svg],
                          stdout=subprocess.PIPE, check=True).stdout


class Site:
    """Files by their plain name; `finish` gives name and content as they are served."""

    def __init__(self, contents):
        self.contents = contents
        self.finished = {}
        self.under_way = []

    def finish(self, name):
        """Those that a file names come first: its own hash follows from theirs."""
        if name in self.finished:
            return self.finished[name]
        if name in self.under_way:
            sys.exit("site.py: these name each other in a circle: " + ", ".join(self.under_way))
        self.under_way.append(name)
        content = self.contents[name]
        stem, extension = os.path.splitext(name)
        if extension in TEXTS:
            content = self.with_final_names(content.decode("utf-8")).encode("utf-8")
        final = name
        if name not in FIXED:
            final = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}{extension}"
        self.under_way.pop()
        self.finished[name] = (final, content)
        return self.finished[name]

    def with_final_names(self, text):
        def final(match):
            before, name, after = match.groups()
            if name not in self.contents or name in FIXED:
                return match.group()
            return before + self.finish(name)[0] + after
        return re.sub(r"""(["'(](?:\./)?)([\w.-]+)(["')])""", final, text)

    def finish_worker(self):
        """Last of all: it names everything."""
        page = self.finish(PAGE)[1]
        kept = ["./"] + sorted(self.finish(name)[0] for name in self.contents
                               if name not in NOT_KEPT | {PAGE, WORKER})
        version = hashlib.sha256(page + json.dumps(kept).encode()).hexdigest()[:12]
        integrity = "sha256-" + base64.b64encode(hashlib.sha256(page).digest()).decode()
        text = self.contents[WORKER].decode("utf-8")
        for place, value in (("'VERSION'", version), ("'INTEGRITY'", integrity), ("['FILES']", kept)):
            if place not in text:
                sys.exit(f"site.py: {WORKER} lacks {place}")
            text = text.replace(place, json.dumps(value))
        self.finished[WORKER] = (WORKER, text.encode("utf-8"))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shell", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("program", nargs="+")
    options = parser.parse_args()
    contents = {name: read(os.path.join(options.shell, name)) for name in os.listdir(options.shell)
                if name not in DRAWN_ONLY}
    contents.update({os.path.basename(path): read(path) for path in options.program})
    contents.update({name: drawn(os.path.join(options.shell, svg), width)
                     for name, (svg, width) in ICONS.items()})
    site = Site(contents)
    for name in contents:
        if name != WORKER:
            site.finish(name)
    site.finish_worker()
    shutil.rmtree(options.out, ignore_errors=True)
    os.makedirs(options.out)
    for name, content in site.finished.values():
        with open(os.path.join(options.out, name), "wb") as file:
            file.write(content)


main()
