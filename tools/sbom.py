"""The parts of a bundle as CycloneDX 1.6: each wheel with its version, licence, hash and what it needs, read from the wheel itself."""

import hashlib
import json
import re
import uuid
from collections.abc import Iterable
from email.message import Message
from email.parser import Parser
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FORM = {
    "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
}


def text(wheels: Iterable[Path], product: Path, environment: dict[str, str], made: str) -> str:
    """Return the document. `environment` holds the markers of the machine that it is for, `made` the moment that it states.

    The serial number follows from the content, so that the same wheels give the same document.
    """
    heads = {path: metadata(path) for path in sorted(wheels, key=lambda path: path.name)}
    own = metadata(product)
    known = {str(canonicalize_name(head["Name"])): head for head in (*heads.values(), own)}
    parts = [component(path, head, "library") for path, head in heads.items()]
    main = component(product, own, "application")
    needs = [
        {
            "ref": reference(head),
            "dependsOn": sorted(reference(known[name]) for name in needed(head, environment, known)),
        }
        for head in (own, *heads.values())
    ]
    body = {
        "version": 1,
        "metadata": {"timestamp": made, "component": main},
        "components": parts,
        "dependencies": needs,
    }
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(body, sort_keys=True))
    return (
        json.dumps({**FORM, "serialNumber": f"urn:uuid:{serial}", **body}, indent=1, ensure_ascii=False)
        + "\n"
    )


def metadata(wheel: Path) -> Message:
    """Return what a wheel says of itself."""
    with ZipFile(wheel) as archive:
        (name,) = (one for one in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", one))
        return Parser().parsestr(archive.read(name).decode("utf-8"))


def reference(head: Message) -> str:
    """Return the package URL by which the document names a part."""
    return f"pkg:pypi/{canonicalize_name(head['Name'])}@{head['Version'].replace('+', '%2B')}"


def component(wheel: Path, head: Message, kind: str) -> dict[str, Any]:
    """Return one part."""
    return {
        "type": kind,
        "bom-ref": reference(head),
        "name": head["Name"],
        "version": head["Version"],
        "purl": reference(head),
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(wheel.read_bytes()).hexdigest()}],
        "licenses": licences(head),
    }


def licences(head: Message) -> list[dict[str, Any]]:
    """Return what a wheel says of its licence: an expression, else the names of its classifiers, else its first line of text."""
    if head["License-Expression"]:
        return [{"expression": head["License-Expression"]}]
    classified = [
        one.rpartition(" :: ")[2] for one in head.get_all("Classifier", []) if one.startswith("License ::")
    ]
    named = classified or [line.strip() for line in (head["License"] or "").splitlines()[:1] if line.strip()]
    return [{"license": {"name": one}} for one in named]


def needed(head: Message, environment: dict[str, str], known: Iterable[str]) -> set[str]:
    """Return the names of the parts that one needs on that machine, of those that are known.

    What an extra asks for counts where it is there: the console's own `postgres` is.
    """
    found = set()
    for line in head.get_all("Requires-Dist", []):
        one = Requirement(line)
        extras = ["", *head.get_all("Provides-Extra", [])]
        asked = one.marker is None or any(
            one.marker.evaluate({**environment, "extra": extra}) for extra in extras
        )
        if asked and canonicalize_name(one.name) in known:
            found.add(str(canonicalize_name(one.name)))
    return found
