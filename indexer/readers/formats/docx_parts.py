"""The parts of a .docx and how they refer to each other.

parts = Parts.of(package, main_part(package))
parts.first("footnotes")        "word/footnotes.xml"
parts.by_id["rId7"]             "word/header1.xml"
"""

from dataclasses import dataclass
from posixpath import dirname, join, normpath

from indexer.readers.formats.package import Package

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT_R = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"


@dataclass(frozen=True, slots=True)
class Parts:
    """What a part refers to: paths in the package."""

    by_id: dict[str, str]
    by_kind: dict[str, str]  # the last word of the relation's type → the first part of that kind

    @classmethod
    def of(cls, package: Package, part: str) -> "Parts":
        """The parts that `part` ("" for the package itself) refers to."""
        folder, name = dirname(part), part.rsplit("/", 1)[-1]
        root = package.xml(join(folder, "_rels", f"{name}.rels"))
        made = cls({}, {})
        for element in () if root is None else root.iter(_RELATIONSHIP):
            if element.get("TargetMode") != "External":
                target = element.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
                made.by_id.setdefault(element.get("Id", ""), path)
                made.by_kind.setdefault(element.get("Type", "").rsplit("/", 1)[-1], path)
        return made

    def first(self, kind: str) -> str | None:
        return self.by_kind.get(kind)


def main_part(package: Package) -> str:
    return Parts.of(package, "").first("officeDocument") or "word/document.xml"


def relation(attributes: dict[str, str]) -> str:
    """The id of the relation that an element names, by its `r:id`."""
    return attributes.get(R + "id") or attributes.get(_STRICT_R + "id") or ""
