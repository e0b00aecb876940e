"""The rules of the house as functions: a source file goes in, what breaks the rule comes out.

The rules are those of docs/ARCHITECTURE.md.  ``test_house.py`` runs them over the whole tree,
``test_planted.py`` shows each of them a violation that it must see.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[2]
PACKAGES = ("auction", "bidding", "listings")
PROGRAMS = ("demo", "bench", "migrations", "translations")

FUNCTION_LINES_MAX = 40
DOOR_LINES_MAX = 15
FILE_LINES_MAX = 400
TEST_FILE_LINES_MAX = 500
PARAMETERS_MAX = 4
NESTING_MAX = 2

_DOOR_NAMES = ("views", "sockets", "desk", "jobs", "announcer", "commands")
_HANDS = re.compile(
    r"auction/(kernel/(clock|ids|settings|database|lease|world)|audit/(log|signer)"
    r"|payments/\w+_gateway|people/vault)\.py"
)
# What a pure file may not import: frameworks, databases, clock, chance and environment.
_WORLD = re.compile(
    r"(flask\w*|werkzeug|jinja2|wtforms|click|socketio|engineio|simple_websocket|gevent|gunicorn"
    r"|apscheduler|sqlalchemy|alembic|psycopg\w*|sqlite3|stripe|requests|urllib\.request|http\.client"
    r"|time|random|secrets|uuid|uuid_utils|os|subprocess|socket|tempfile|threading|multiprocessing)"
    r"(\.|$)"
)
_WEB = re.compile(r"(flask\w*|werkzeug|jinja2|wtforms|click|socketio|engineio)(\.|$)")
_CLOCK_AND_CHANCE = re.compile(
    r"(datetime(\.datetime)?\.(now|utcnow|today)|(datetime\.)?date\.today|time\.\w+|os\.(environ|getenv|urandom)"
    r"|random\.\w+|secrets\.\w+|uuid\.uuid\d)"
)
_OURS = re.compile(r"(auction|bidding|listings)\.")
# Words that the glossary leaves to nobody, or that it replaces.
_FORBIDDEN_WORDS = frozenset(
    "auction transaction commission data info manager helper util utils item user seller admin winner".split()
)
_SUPPRESSION = re.compile(r"#\s*(noqa|type:\s*ignore|pragma|nosec|ruff:\s*noqa)[^#]*(#\s*\w+.*)?")
_HOST_OR_MACHINE = re.compile(
    r"pypi[.]org|pythonhosted[.]org|registry[.]npmjs|deb[.]debian[.]org|(?<![\w.])/(work|root)/\w|/home/\w+/"
)


@dataclass(frozen=True)
class Source:
    """One file: its path below the root, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Return its syntax tree."""
        return ast.parse(self.text)

    @property
    def name(self) -> str:
        """Return the file's name without folder and ending."""
        return PurePosixPath(self.path).stem

    @property
    def is_test(self) -> bool:
        """Say whether it stands under tests/."""
        return self.path.startswith("tests/")

    @property
    def kind(self) -> str:
        """Return the kind that the name promises: door, hand, service, acts, store, and so on."""
        if not self.path.startswith(PACKAGES):
            return "program"
        if self.name == "__init__":
            return "init"
        if self.name in _DOOR_NAMES or self.name.endswith("_views"):
            return "door"
        if _HANDS.fullmatch(self.path):
            return "hand"
        return self.name if self.name in ("service", "acts", "store", "tables") else "pure"

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Yield every function and method."""
        for node in ast.walk(self.tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield node


Rule = Callable[[Source], list[str]]


def read_sources() -> list[Source]:
    """Return every Python file of the repository but the numbered migrations."""
    folders = [ROOT / folder for folder in (*PACKAGES, *PROGRAMS, "tests")]
    paths = [ROOT / "wsgi.py", *(path for folder in folders for path in sorted(folder.rglob("*.py")))]
    return [
        Source(path.relative_to(ROOT).as_posix(), path.read_text())
        for path in paths
        if "versions" not in path.parts
    ]


def imported(source: Source) -> Iterator[tuple[int, str]]:
    """Yield the line and the full name of each module or name imported at run time."""
    for node in _run_time_nodes(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _run_time_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        yield from _run_time_nodes(node)


def _kind_of_import(name: str) -> str:
    parts = name.split(".")
    for length in (len(parts), len(parts) - 1):
        path = "/".join(parts[:length])
        if (ROOT / f"{path}.py").exists() or length == len(parts) - 1:
            return Source(f"{path}.py", "").kind
    return "pure"


def pure_files_touch_nothing(source: Source) -> list[str]:
    """A pure file imports no framework, database, clock, chance or environment, and no file that does."""
    if source.kind != "pure" or source.is_test:
        return []
    return [
        f"{source.path}:{line} imports {name}, but its name promises a pure file"
        for line, name in imported(source)
        if _WORLD.match(name) or (_OURS.match(name) and _kind_of_import(name) not in ("pure", "init"))
    ]


def only_hands_ask_clock_and_chance(source: Source) -> list[str]:
    """Only hands read the machine's clock, chance and environment; others are told."""
    if source.kind in ("hand", "program") or source.is_test:
        return []
    return [
        f"{source.path}:{node.lineno} asks {ast.unparse(node)}"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and _CLOCK_AND_CHANCE.fullmatch(ast.unparse(node))
    ]


def inner_files_know_no_doors(source: Source) -> list[str]:
    """Services, acts, stores and tables import neither the web nor a door; a store imports no service."""
    if source.kind not in ("service", "acts", "store", "tables"):
        return []
    shut = ("door", "service", "acts") if source.kind in ("store", "tables") else ("door",)
    return [
        f"{source.path}:{line} imports {name}, which a {source.kind} does not know"
        for line, name in imported(source)
        if _WEB.match(name) or (_OURS.match(name) and _kind_of_import(name) in shut)
    ]


def only_doors_open_transactions(source: Source) -> list[str]:
    """Only doors open transactions, and nobody commits by hand but Flask-Security, the one exception."""
    exception = source.path == "auction/people/sign_in_views.py"
    if exception or source.kind in ("hand", "program", "init") or source.is_test:
        return []
    forbidden = {"commit", "rollback"} | (set() if source.kind == "door" else {"transaction", "reading"})
    return [
        f"{source.path}:{node.lineno} calls {node.func.attr}()"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in forbidden
    ]


def every_module_opens_with_a_sentence(source: Source) -> list[str]:
    """Every module has a docstring whose first line is a sentence."""
    first = (ast.get_docstring(source.tree) or "").split("\n")[0].strip()
    return [] if first.endswith((".", "?")) else [f"{source.path}:1 does not open with one sentence"]


def init_files_are_empty(source: Source) -> list[str]:
    """An ``__init__.py`` holds its docstring and nothing else."""
    if source.name != "__init__" or len(source.tree.body) == 1:
        return []
    return [f"{source.path} holds more than a docstring"]


def functions_are_short(source: Source) -> list[str]:
    """No function is longer than forty lines."""
    return [
        f"{source.path}:{function.lineno} {function.name} has {length_of(function)} lines"
        for function in source.functions()
        if length_of(function) > FUNCTION_LINES_MAX
    ]


def length_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines from ``def`` to the end."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def doors_are_short(source: Source) -> list[str]:
    """No door does more than fifteen lines of work; ``attach`` only hangs doors in."""
    if source.kind != "door":
        return []
    return [
        f"{source.path}:{function.lineno} {function.name} works for {_work_of(function)} lines"
        for function in source.functions()
        if not function.name.startswith("_")
        and function.name != "attach"
        and _work_of(function) > DOOR_LINES_MAX
    ]


def _work_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    has_docstring = ast.get_docstring(function) is not None
    body = function.body[1:] if has_docstring else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def files_are_short(source: Source) -> list[str]:
    """No file is longer than four hundred lines, no test file longer than five hundred."""
    lines, most = source.text.count("\n"), TEST_FILE_LINES_MAX if source.is_test else FILE_LINES_MAX
    return [f"{source.path} has {lines} lines"] if lines > most else []


def parameters_are_few(source: Source) -> list[str]:
    """No function takes more than four parameters by position."""
    if source.is_test:
        return []
    found = []
    for function in source.functions():
        names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
        count = len([name for name in names if name not in ("self", "cls")])
        if count > PARAMETERS_MAX:
            found.append(f"{source.path}:{function.lineno} {function.name} takes {count} by position")
    return found


def nesting_is_flat(source: Source) -> list[str]:
    """No branch or loop stands deeper than two levels."""
    return [
        f"{source.path}:{function.lineno} {function.name} nests {depth} levels"
        for function in source.functions()
        if (depth := _depth(function)) > NESTING_MAX and not source.is_test
    ]


def _depth(node: ast.AST, *, inside: bool = False) -> int:
    deepest = 0
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            continue
        counts = isinstance(child, (ast.If, ast.For, ast.While, ast.Try, ast.Match))
        is_elif = isinstance(node, ast.If) and isinstance(child, ast.If) and node.orelse == [child]
        deepest = max(deepest, _depth(child, inside=True) + (counts and not is_elif))
    return deepest


def suppressions_give_their_reason(source: Source) -> list[str]:
    """Every suppressed warning has its reason on the line, after a second ``#``."""
    return [
        f"{source.path}:{number} suppresses without a reason"
        for number, line in enumerate(source.text.splitlines(), 1)
        for match in _SUPPRESSION.finditer(_comment_of(line))
        if not match.group(2)
    ]


def _comment_of(line: str) -> str:
    # A suppression inside a text is none; a quote before the sign tells.
    start = line.find("#")
    return "" if start < 0 or line[:start].count('"') % 2 else line[start:]


def classes_have_our_words(source: Source) -> list[str]:
    """No class and no table is called by a word that the glossary gives to nobody."""
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef):
            words = {word.lower() for word in re.findall(r"[A-Z][a-z]*", node.name)}
            found += [(node.lineno, word) for word in words & _FORBIDDEN_WORDS]
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__tablename__":
            words = set(re.split(r"[_']", ast.unparse(node.value)))
            plain = words | {word.removesuffix("s") for word in words}
            found += [(node.lineno, word) for word in plain & _FORBIDDEN_WORDS]
    return [
        f"{source.path}:{line} is named {word}, which the glossary gives to nobody" for line, word in found
    ]


RULES: tuple[Rule, ...] = (
    pure_files_touch_nothing,
    only_hands_ask_clock_and_chance,
    inner_files_know_no_doors,
    only_doors_open_transactions,
    every_module_opens_with_a_sentence,
    init_files_are_empty,
    functions_are_short,
    doors_are_short,
    files_are_short,
    parameters_are_few,
    nesting_is_flat,
    suppressions_give_their_reason,
    classes_have_our_words,
)


def unmirrored(sources: list[Source]) -> list[str]:
    """Return the files that compute something and have no mirrored test.

    Doors are covered by journeys; what all rooms have alike (tables, doors' rows, words) is
    covered for all of them by the tests of this folder.
    """
    exempt = ("door", "init", "tables", "program")
    paths = {source.path for source in sources}
    return [
        source.path
        for source in sources
        if source.kind not in exempt
        and source.name not in ("doors", "words")
        and any(source.functions())
        and _mirror_of(source.path) not in paths
    ]


def _mirror_of(path: str) -> str:
    pure = PurePosixPath(path)
    return str(PurePosixPath("tests") / pure.parent / f"test_{pure.name}")


def names_a_host_or_machine(path: str, text: str) -> list[str]:
    """Return the lines that name a package registry's host or a path of somebody's machine."""
    return [
        f"{path}:{number} {match.group()}"
        for number, line in enumerate(text.splitlines(), 1)
        if (match := _HOST_OR_MACHINE.search(line))
    ]
