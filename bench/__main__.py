"""Run benchmarks on the database of the environment; script/bench makes one for the purpose."""

import os
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from contextlib import ExitStack
from pathlib import Path

import django

from bench.names import GROUPS, NAMES, named, needs_office

# Django must be set up before anything is imported that holds a model: hence the late imports.

_WORDS = (*NAMES, *GROUPS)


def main() -> None:
    """Do what the arguments say."""
    options = _options()
    if options.check:
        return
    if options.needs_office:
        sys.exit(0 if needs_office(options.names) else 1)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    if options.build:
        from bench.data import main as build  # noqa: PLC0415

        build()
    elif options.peak is not None:
        from bench.papers import show_peak_memory  # noqa: PLC0415

        show_peak_memory(options.peak)
    else:
        _run(named(options.names))


def _options() -> Namespace:
    parser = ArgumentParser(prog="script/bench", description="Benchmarks as JSON lines.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(_WORDS))
    # For script/bench and for the processes that a benchmark starts, not for people.
    parser.add_argument("--check", action="store_true", help=SUPPRESS)
    parser.add_argument("--needs-office", action="store_true", help=SUPPRESS)
    parser.add_argument("--build", action="store_true", help=SUPPRESS)
    parser.add_argument("--peak", help=SUPPRESS)
    options = parser.parse_args()
    for name in options.names:
        if name not in _WORDS:
            parser.error(f"there is no benchmark {name}; there are: {', '.join(_WORDS)}")
    return options


def _run(names: list[str]) -> None:
    from bench.registry import BENCHMARKS  # noqa: PLC0415
    from bench.workplace import Workplace, tell  # noqa: PLC0415

    with ExitStack() as exits:
        place = Workplace(Path(os.environ["BENCH_FOLDER"]), exits)
        for name in names:
            tell(name)
            for record in BENCHMARKS[name](place):
                sys.stdout.write(f"{record.as_json()}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
