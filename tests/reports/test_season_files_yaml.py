from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.season_files.findings import Unloadable
from reports.season_files.yaml_text import read_yaml, write_yaml

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Cf"]))
ATOMS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.decimals(-(10**12), 10**12, places=4)
    | TEXTS
    | st.sampled_from(
        ["2022", "2022-02-24", "true", "null", "~", "no", "1.50", "-3", "- a", "a: b"]
    )
)
TREES = st.recursive(
    ATOMS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3)
)


def test_numbers_are_exact_and_dates_are_text():
    data = read_yaml("a: 5591.8\nb: 10500\nc: 2023-02-24\nd: no\ne: true\nf: ~\ng: 0.10\n")

    assert data == {
        "a": Decimal("5591.8"),
        "b": 10500,
        "c": "2023-02-24",
        "d": "no",
        "e": True,
        "f": None,
        "g": Decimal("0.10"),
    }
    assert isinstance(data["a"], Decimal)
    assert str(data["g"]) == "0.10"


def test_text_is_written_as_people_read_it():
    data = {"b": "Phó Chủ tịch", "a": ["2022", Decimal("158.00"), Decimal("0.50"), "hai\ndòng"]}

    assert write_yaml(data) == (
        "b: Phó Chủ tịch\na:\n  - '2022'\n  - 158\n  - 0.5\n  - |-\n    hai\n    dòng\n"
    )


@given(TREES)
def test_what_is_written_is_read_back(data):
    assert read_yaml(write_yaml(data)) == data


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("a: 1\na: 2\n", "dòng 2, cột 1: tên mục phải là chữ và chỉ được ghi một lần"),
        ("a: &x 1\nb: *x\n", "dòng 2, cột 4: không dùng dấu * và & của YAML"),
        ("? [a]\n: 1\n", "dòng 1, cột 3: tên mục phải là chữ và chỉ được ghi một lần"),
        ("a: [1\n", "dòng 2, cột 1: không đúng cú pháp YAML"),
        ("a: 1\n---\nb: 2\n", "dòng 2, cột 1: không đúng cú pháp YAML"),
        ("a: !!python/name:os.system x\n", "dòng 1, cột 4: không đúng cú pháp YAML"),
        ("a: \x07\n", "(toàn tệp): nội dung không đọc được theo YAML"),
        ("[" * 5000, "(toàn tệp): nội dung không đọc được theo YAML"),
    ],
)
def test_what_season_files_do_without_is_refused_with_its_place(text, finding):
    with pytest.raises(Unloadable) as refusal:
        read_yaml(text)

    assert str(refusal.value).startswith(finding)


def test_no_number_is_too_large_to_be_refused_in_peace():
    assert read_yaml("a: " + "9" * 5000) == {"a": "9" * 5000}
