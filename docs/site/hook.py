"""What mkdocs does beside its own for this site.

Documents link to files of the checkout, as GitHub wants it. Such a file becomes a page of the site, below project/: Markdown as it is, anything else as
code, a folder as what is in it. Pages that were brought in so bring in nothing more; what they link to beyond that is plain text here. Pictures that
docs/site/build has made take the place of their marks, and of drawings in mermaid's language, whose program would come from elsewhere.
"""

import os
import posixpath
import re
from pathlib import Path

from mkdocs.structure.files import File

ROOT = Path(__file__).resolve().parents[2]
MADE = ROOT / "target/docs"
TOOLS = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "stuckpod/site/npm/node_modules"
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
PICTURE = re.compile(r"<!-- picture: (.+?) -->")
MERMAID = re.compile(r"```mermaid\n.*?```", re.S)
CODE = re.compile(r"(^```.*?^```|^(?: {4}|\t).*?$|``.+?``|`[^`\n]+`)", re.S | re.M)
ALWAYS = ["CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "RELEASING.md", "README.md", "docs/design"]

pages = {}  # what stands in the checkout under a path -> the page of the site that has it


def outside(text):
    """The links of a text to something of the checkout, as they are written; code has none."""
    for part in CODE.split(text)[::2]:
        for _, _, target in LINK.findall(part):
            if not re.match(r"[a-z]+:|#|/", target):
                yield target.split("#")[0]


def name(path):
    """Where the page of a file or a folder of the checkout lies in the site."""
    return "project/" + (path if path.endswith(".md") else path + ".md")


def code(path):
    kinds = {".yml": "yaml", ".yaml": "yaml", ".json": "json", ".java": "java", ".go": "go", ".py": "python"}
    kind = kinds.get(path.suffix, "bash" if path.read_text().startswith("#!/bin/bash") else "text")
    return f"~~~~{kind}\n{path.read_text().rstrip()}\n~~~~\n"


def content(path):
    """The Markdown of a page that is brought in."""
    where = ROOT / path
    if path.endswith(".md"):
        return where.read_text()
    if where.is_file():
        return f"# {path}\n\n{code(where)}"
    entries = sorted(entry for entry in where.iterdir() if entry.is_file())
    if all(entry.suffix == ".md" for entry in entries):
        titles = [(entry, entry.read_text().split("\n", 1)[0].lstrip("# ")) for entry in entries]
        lines = "".join(f"- [{title}]({entry.name})\n" for entry, title in titles)
        return f"# Decisions\n\nOne page for each decision that somebody may question.\n\n{lines}"
    return f"# {path}\n\n" + "".join(f"## {entry.name}\n\n{code(entry)}\n" for entry in entries)


def on_files(files, config):
    pages.clear()
    wanted = list(ALWAYS)
    for file in files.documentation_pages():
        path = "docs/" + file.src_uri
        pages[path] = file.src_uri
        text = Path(file.abs_src_path).read_text()
        wanted += [posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) for target in outside(text)]
    for path in wanted:
        if path not in pages and (ROOT / path).exists() and not path.endswith((".svg", ".png")):
            pages[path] = name(path)
            files.append(File.generated(config, pages[path], content=content(path)))
    for picture in sorted((MADE / "pictures").glob("*")):
        files.append(File.generated(config, "pictures/" + picture.name, abs_src_path=str(picture)))
    here = Path(__file__).parent
    files.append(File.generated(config, "assets/site.css", abs_src_path=str(here / "site.css")))
    files.append(File.generated(config, "assets/iframe-worker.js", abs_src_path=str(TOOLS / "iframe-worker/shim/index.js")))
    return files


def on_page_markdown(markdown, page, config, files):
    here = page.file.src_uri
    path = next(path for path, src in pages.items() if src == here)
    base = path if (ROOT / path).is_dir() else posixpath.dirname(path)
    markdown = MERMAID.sub(lambda _: both(files, here, posixpath.basename(here)[:-3], "The drawing"), markdown)
    parts = CODE.split(markdown)
    parts[::2] = [LINK.sub(lambda link: rewritten(link, base, here, files), part) for part in parts[::2]]
    return PICTURE.sub(lambda mark: picture(mark.group(1), here, files), "".join(parts))


def on_page_content(html, page, config, files):
    """A head of a column that says nothing is none."""
    return html.replace("<th></th>", "<td></td>")


def rewritten(link, base, here, files):
    image, text, target = link.groups()
    if re.match(r"[a-z]+:|#|/", target):
        return link.group()
    file, _, anchor = target.partition("#")
    path = posixpath.normpath(posixpath.join(base, file))
    page = pages.get(path)
    if page is None and path.startswith("docs/") and files.get_file_from_path(path[5:]):
        page = path[5:]
    if page is None:
        return text
    return f"{image}[{text}]({posixpath.relpath(page, posixpath.dirname(here) or '.')}{'#' + anchor if anchor else ''})"


def picture(dumps, here, files):
    stem = posixpath.basename(dumps.split()[0]).removesuffix(".txt")
    return both(files, here, stem, "The report page of this dump: what is wrong, and who waits for whom")


def both(files, here, stem, text):
    """A picture for light and one for dark."""
    up = posixpath.relpath("pictures", posixpath.dirname(here) or ".")
    for shade in ("light", "dark"):
        if not any(files.get_file_from_path(f"pictures/{stem}-{shade}.{form}") for form in ("webp", "svg")):
            raise SystemExit(f"docs/site: there is no picture {stem}-{shade}; docs/site/build makes it")
    form = "webp" if files.get_file_from_path(f"pictures/{stem}-light.webp") else "svg"
    return "\n".join(f"![{text}]({up}/{stem}-{shade}.{form}#only-{shade})" for shade in ("light", "dark"))
