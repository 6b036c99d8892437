"""links.py FOLDER: looks at every page of a built site: no link within it is dead, no anchor missing, and nothing is loaded from elsewhere."""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADS = {("script", "src"), ("img", "src"), ("source", "src"), ("iframe", "src"), ("video", "src"), ("audio", "src"), ("embed", "src"), ("object", "data"),
         ("form", "action"), ("image", "href"), ("use", "href")}
LOADING_RELS = {"stylesheet", "preload", "preconnect", "prefetch", "dns-prefetch", "icon", "modulepreload", "manifest"}


class Page(HTMLParser):
    """The anchors of a page, its links, and what a browser loads for it."""

    def __init__(self, text):
        super().__init__()
        self.anchors, self.links, self.loaded = {""}, [], []
        self.style = False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.style = tag == "style"
        self.anchors.update(filter(None, (given.get("id"), given.get("name") if tag == "a" else None)))
        if tag == "a" and given.get("href") is not None:
            self.links.append(given["href"])
        if tag == "link" and LOADING_RELS & set((given.get("rel") or "").split()):
            self.loaded.append(given.get("href") or "")
        self.loaded += [given[name] for kind, name in LOADS if kind == tag and given.get(name)]
        if given.get("srcset"):
            self.loaded += [part.split()[0] for part in given["srcset"].split(",")]
        if given.get("style"):
            self.loaded += urls(given["style"])

    def handle_data(self, data):
        if self.style:
            self.loaded += urls(data)
            self.style = False


def urls(css):
    return re.findall(r"url\(\s*['\"]?([^'\")]+)", css) + re.findall(r"@import\s+['\"]([^'\"]+)", css)


def main(folder):
    pages = {path: Page(path.read_text()) for path in sorted(folder.rglob("*.html"))}
    wrong, links = [], 0
    for path, page in pages.items():
        for target in page.links + page.loaded:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                if target in page.loaded and parts.scheme != "data":
                    wrong.append(f"{path.relative_to(folder)}: loads {target}")
                continue
            links += 1
            if path.name == "404.html" and target.startswith("/"):
                target, parts = target[1:], urlsplit(target[1:])
            to = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if to.is_dir():
                to = to / "index.html"
            if not to.exists():
                wrong.append(f"{path.relative_to(folder)}: there is no {target}")
            elif parts.fragment and to in pages and unquote(parts.fragment) not in pages[to].anchors and parts.fragment != "__skip":
                wrong.append(f"{path.relative_to(folder)}: {target} has no such anchor")
    for path in folder.rglob("*.css"):
        wrong += [f"{path.relative_to(folder)}: loads {url}" for url in urls(path.read_text()) if re.match(r"(https?:)?//", url)]
    for svg in folder.rglob("*.svg"):
        wrong += [f"{svg.relative_to(folder)}: loads {url}" for url in re.findall(r"(?:href|src)=\"(https?:[^\"]+)\"|url\((https?:[^)]+)\)", svg.read_text()) if any(url)]
    print(f"{len(pages)} pages, {links} links", file=sys.stderr)
    if wrong:
        sys.exit("docs/site: " + "\n".join(sorted(set(wrong))))


main(Path(sys.argv[1]).resolve())
