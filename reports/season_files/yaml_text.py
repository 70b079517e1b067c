"""YAML without surprises: exact decimals, dates as text, no anchors, no key twice.

Only ``true``/``false``, ``null``, plain whole numbers and plain decimals are anything but text,
when reading and when writing alike.
"""

import re
from decimal import Decimal
from typing import Any

import yaml
from yaml.composer import Composer

from reports.season_files.findings import Finding, Unloadable

_WIDTH = 96
_BOOL = "tag:yaml.org,2002:bool"
_INT = "tag:yaml.org,2002:int"
_DECIMAL = "tag:yaml.org,2002:float"
_NULL = "tag:yaml.org,2002:null"
# Longer runs of digits are text; no number of a season file comes near.
_RESOLVERS = [
    (_BOOL, r"^(?:true|false)$", "tf"),
    (_INT, r"^-?(?:0|[1-9][0-9]{0,17})$", "-0123456789"),
    (_DECIMAL, r"^-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}$", "-0123456789"),
    (_NULL, r"^(?:~|null|)$", ["~", "n", ""]),
]


class _Unwanted(yaml.MarkedYAMLError):
    """Correct YAML that season files do without; ``problem`` says so in Vietnamese."""


class _Loader(Composer, yaml.CSafeLoader):
    """Libyaml reads the words and signs, in a seventh of the time; the rules are those below."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def __init__(self, stream: str) -> None:
        yaml.CSafeLoader.__init__(self, stream)
        Composer.__init__(self)

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            alias: Any = self.get_event()
            reason = "không dùng dấu * và & của YAML"
            raise _Unwanted(problem=reason, problem_mark=alias.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in seen:
                reason = "tên mục phải là chữ và chỉ được ghi một lần"
                raise _Unwanted(problem=reason, problem_mark=key.start_mark)
            seen.add(key.value)
        return {key.value: self.construct_object(value, deep=deep) for key, value in node.value}


class _Dumper(yaml.SafeDumper):
    yaml_implicit_resolvers: dict[str, Any] = {}

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


def _int(loader: _Loader, node: yaml.ScalarNode) -> int:
    return int(loader.construct_scalar(node))


def _decimal(loader: _Loader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(loader.construct_scalar(node))


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    return loader.construct_mapping(node, deep=True)


def _written_decimal(dumper: _Dumper, value: Decimal) -> yaml.ScalarNode:
    text = format(value + 0, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return dumper.represent_scalar(_DECIMAL if "." in text else _INT, text)


def _written_text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


for _tag, _pattern, _first in _RESOLVERS:
    for _class in (_Loader, _Dumper):
        _class.add_implicit_resolver(_tag, re.compile(_pattern), list(_first))
_Loader.add_constructor(_INT, _int)
_Loader.add_constructor(_DECIMAL, _decimal)
_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Dumper.add_representer(Decimal, _written_decimal)
_Dumper.add_representer(str, _written_text)


def read_yaml(text: str) -> Any:
    """Return the data of a text.

    Raises:
        Unloadable: the text is no YAML, or uses what season files do without.
    """
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 -- a SafeLoader with fewer types
    except _Unwanted as error:
        raise Unloadable([Finding(_place(error), str(error.problem))]) from error
    except yaml.MarkedYAMLError as error:
        reason = f"không đúng cú pháp YAML ({error.problem})"
        raise Unloadable([Finding(_place(error), reason)]) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Unloadable([Finding("", "nội dung không đọc được theo YAML")]) from error


def write_yaml(data: Any) -> str:
    """Return the data as text: block style, the keys in their order, Vietnamese as it is."""
    return yaml.dump(
        data,
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=_WIDTH,
    )


def _place(error: yaml.MarkedYAMLError) -> str:
    mark = error.problem_mark
    return f"dòng {mark.line + 1}, cột {mark.column + 1}" if mark else ""
