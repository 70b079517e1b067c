"""What a province's own form may say: a few names, and whether one of them is there. Nothing else.

A form is somebody's file: its text is parsed before anything runs it, and every word of the
template language but a known name is refused. Source: Jinja's documentation, "Sandbox".
"""

import io
import zipfile
from collections.abc import Iterator

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from reports.render.word.names import BODY, NAMES

_HEADERS_AND_FOOTERS = (DocxTemplate.HEADER_URI, DocxTemplate.FOOTER_URI)
_PLAIN = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.Not)
_BRACES = (b"{{", b"{%", b"{#")
MOST_FAULTS = 20


class FormRefusedError(ValueError):
    """A form cannot be used; each fault says what and where, in Vietnamese."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def environment() -> SandboxedEnvironment:
    """Return the environment that forms are rendered in."""
    made = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    made.globals.clear()
    made.filters.clear()
    made.tests.clear()
    return made


def check_placeholders(data: bytes) -> None:
    """Refuse a form that says anything but the known names, or has no place for the body.

    Raises:
        FormRefusedError: with everything that is wrong, where it stands.
    """
    faults: list[str] = []
    bodies = 0
    for where, source in _sources(DocxTemplate(io.BytesIO(data))):
        try:
            tree = environment().parse(source)
        except TemplateSyntaxError:
            faults.append(
                f"{where}: có dấu ngoặc nhọn không đúng cách viết; đúng là {{{{ tên }}}}."
            )
            continue
        faults += [f"{where}: {fault}" for fault in _faults(tree)]
        if where == "Thân văn bản":
            bodies = _bodies(tree)
        elif any(name.name == BODY for name in tree.find_all(nodes.Name)):
            faults.append(f"{where}: {{{{ {BODY} }}}} chỉ được đứng ở thân văn bản.")
    faults += _braces_elsewhere(data)
    if bodies != 1 and not faults:
        faults.append(
            f"Thân văn bản: cần đúng một chỗ {{{{ {BODY} }}}}, ngoài mọi {{% if %}}; "
            f"hiện có {bodies}."
        )
    if faults:
        raise FormRefusedError(list(dict.fromkeys(faults))[:MOST_FAULTS])


def _sources(form: DocxTemplate) -> Iterator[tuple[str, str]]:
    form.render_init()
    yield "Thân văn bản", form.patch_xml(form.get_xml())
    for uri in _HEADERS_AND_FOOTERS:
        for _, part in form.get_headers_footers(uri):
            yield "Đầu trang, chân trang", form.patch_xml(form.get_part_xml(part))


def _faults(tree: nodes.Template) -> Iterator[str]:
    for node in _all(tree):
        if isinstance(node, nodes.Name):
            if node.name not in NAMES:
                yield f"không có tên “{node.name[:60]}”; các tên dùng được: {', '.join(NAMES)}."
        elif isinstance(node, nodes.Getattr | nodes.Getitem):
            yield "không được gọi thuộc tính hay phần tử của một tên (dấu chấm, ngoặc vuông)."
        elif not isinstance(node, _PLAIN):
            kind = type(node).__name__
            yield f"chỉ được ghi tên và {{% if tên %}}; không dùng được lệnh “{kind}”."


def _bodies(tree: nodes.Template) -> int:
    """Count the places of the body; none where one of them depends on a condition."""
    every = [name for name in tree.find_all(nodes.Name) if name.name == BODY]
    always = [
        name
        for output in tree.body
        if isinstance(output, nodes.Output)
        for name in output.nodes
        if isinstance(name, nodes.Name) and name.name == BODY
    ]
    return len(every) if len(every) == len(always) else 0


def _all(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _all(child)


def _braces_elsewhere(data: bytes) -> Iterator[str]:
    """Find template marks where they would be rendered too, but nobody has checked them."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            checked = name.startswith(("word/document", "word/header", "word/footer"))
            if (
                not checked
                and name.endswith(".xml")
                and any(mark in package.read(name) for mark in _BRACES)
            ):
                yield f"{name}: không được ghi tên thay thế ở phần này của tệp."
