"""Commands for who keeps a catalogue with other tools: schema."""

import json

from headcat.cli.output import send
from headcat.errors import ExitCode


def schema() -> int:
    """Print the JSON Schema of the catalogue file, for editors.

    An editor with a YAML language server completes and checks a catalogue whose first line is
    "# yaml-language-server: $schema=" and the schema's path.

    Example: headcat schema
    """
    from headcat.document.schema import catalogue_schema

    send([json.dumps(catalogue_schema(), indent=2, ensure_ascii=False), "\n"])
    return ExitCode.DONE
