"""The whole tree keeps the rules of the house."""

from __future__ import annotations

import statistics
import subprocess

import pytest

from tests.architecture import house

SOURCES = house.read_sources()
# A picture or a font has no lines to read.
BINARY_ENDINGS = (".png", ".webp", ".woff2", ".ico", ".pdf")


@pytest.mark.parametrize("rule", house.RULES, ids=lambda rule: rule.__name__)
def test_the_tree_keeps(rule: house.Rule) -> None:
    found = [line for source in SOURCES for line in rule(source)]

    assert not found, "\n".join([rule.__doc__ or "", *found])


def test_half_of_all_functions_have_ten_lines_or_fewer() -> None:
    lengths = [
        house.length_of(function)
        for source in SOURCES
        if not source.is_test
        for function in source.functions()
    ]

    assert statistics.median(lengths) <= 10


def test_nearly_all_files_are_far_below_the_limit() -> None:
    lines = sorted(source.text.count("\n") for source in SOURCES if not source.is_test)

    assert lines[int(len(lines) * 0.95)] <= 300


def test_every_file_that_decides_has_its_mirrored_test() -> None:
    found = house.unmirrored(SOURCES)

    assert not found, "\n".join(found)


def test_no_tracked_file_names_a_registry_or_a_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=house.ROOT, capture_output=True, text=True, check=True
    )
    found = []
    for path in listed.stdout.split("\0"):
        file = house.ROOT / path
        if path and file.is_file() and not path.endswith(BINARY_ENDINGS):
            found += house.names_a_host_or_machine(path, file.read_text())

    assert not found, "\n".join(found)
