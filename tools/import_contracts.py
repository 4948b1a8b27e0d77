"""The contract type that ``[tool.importlinter]`` uses: one contract for each part of the console.

``may`` is what the part imports of ours (parts by their short names; left out: any), looked at directly, because what
those parts import is their own contract's affair. ``never`` is what it must not reach by any chain of imports. Names that
do not exist are accepted, so a contract can stand before its module does.

A second type orders the folders of a part: a module imports its own folder and those before it (``tiers``, the lowest first).
"""

import sys

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from importlinter.cli import lint_imports

ROOT_PACKAGE = "console"


def part_of(module: str) -> str:
    """The part that a module belongs to: ``domain`` of ``console.domain.acts``; empty for the root itself."""
    return module.split(".")[1] if "." in module else ""


class ReachContract(Contract):
    """What one part of the console may import directly, and what it must never reach."""

    type_name = "reach"

    part = fields.StringField()
    may = fields.SetField(fields.StringField(), required=False)
    never = fields.SetField(fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002  the library's signature
        """Looks for imports outside ``may`` and for chains to ``never``."""
        source = f"{ROOT_PACKAGE}.{self.part}"
        if source not in graph.modules:
            return ContractCheck(kept=True, metadata={"found": []})
        found = self._outside_may(graph, source) if self.may is not None else []
        for name in sorted(self._names(self.never)):
            # Parts of ours are named short, outer libraries in full.
            for target in (f"{ROOT_PACKAGE}.{name}", name):
                if target in graph.modules:
                    chains = graph.find_shortest_chains(source, target, as_packages=True)
                    found += [" -> ".join(chain) for chain in sorted(chains)]
        return ContractCheck(kept=not found, metadata={"found": found})

    def _names(self, field: object) -> set[str]:
        # A field's descriptor stands in the class; what an instance holds there is the parsed set, or None.
        return {str(name) for name in field} if isinstance(field, set) else set()

    def _outside_may(self, graph: ImportGraph, source: str) -> list[str]:
        allowed = {*self._names(self.may), str(self.part)}
        inside = {source} | graph.find_descendants(source)
        return [
            f"{module} -> {imported}"
            for module in sorted(inside)
            for imported in sorted(graph.find_modules_directly_imported_by(module))
            if imported.startswith(f"{ROOT_PACKAGE}.") and part_of(imported) not in allowed
        ]

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Prints every import or chain that breaks the contract."""
        for line in check.metadata["found"]:
            output.print_error(line)


class TiersContract(Contract):
    """The folders of a part in their order: each imports those before it.

    Where ``above`` is given the modules beside the folders lie with the first, and those that it names above all; otherwise they are not judged.
    """

    type_name = "tiers"

    part = fields.StringField()
    tiers = fields.ListField(fields.StringField())
    above = fields.SetField(fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002  the library's signature
        """Looks for imports of a later folder, and for folders without a place."""
        source = f"{ROOT_PACKAGE}.{self.part}"
        # A field's descriptor stands in the class; what an instance holds there is parsed.
        tiers, above = list[object](self.tiers), self.above  # type: ignore[call-overload]
        rank = {str(name): nth for nth, name in enumerate(tiers)}
        judged = isinstance(above, set)
        last = {str(name) for name in above} if isinstance(above, set) else set()
        inside = sorted(graph.find_descendants(source))
        folders = {
            one for one in inside if one.count(".") == source.count(".") + 1 and graph.find_children(one)
        }
        found = [f"{one} has no place" for one in sorted(folders) if one.rpartition(".")[2] not in rank]

        def height(module: str) -> int:
            below = module.removeprefix(f"{source}.").split(".")[0]
            return len(rank) if below in last else rank.get(below, 0)

        if not judged:
            inside = [one for one in inside if one.removeprefix(f"{source}.").split(".")[0] in rank]

        found += [
            f"{module} -> {imported}"
            for module in inside
            for imported in sorted(graph.find_modules_directly_imported_by(module))
            if imported.startswith(f"{source}.") and height(imported) > height(module)
        ]
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Prints every import that goes upwards."""
        for line in check.metadata["found"]:
            output.print_error(line)


if __name__ == "__main__":
    sys.exit(lint_imports(no_cache=True, no_logo=True))
