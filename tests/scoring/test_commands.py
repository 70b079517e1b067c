import hashlib
import json
import os
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from blocs.states import Stage
from scoring.services import freeze_ranking, record_reported_ranking
from scoring.states import CriterionKind, SheetState
from tests.factories import (
    assign,
    make_agency,
    make_bloc,
    make_cycle,
    make_season,
    make_sheet,
    make_table,
    score,
)
from tests.fixtures.forked import run_forked


def run(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def season(db):
    agencies = [make_agency(code=code) for code in ("thue", "hai-quan", "kho-bac")]
    season = make_season(
        bloc=make_bloc(code="tay-ninh-cqtw"),
        cycle=make_cycle(label="2022"),
        members=agencies,
        head=agencies[0],
        stage=Stage.BLOC_REVIEW,
    )
    assign(
        season, make_table([("I", CriterionKind.GROUP, "40"), ("I.1", CriterionKind.MANUAL, "40")])
    )
    for agency, own, bloc in ((agencies[0], "30", "28.5"), (agencies[1], "35", "28.5")):
        sheet = make_sheet(season, agency, state=SheetState.APPRAISED, points={"I.1": own})
        score(sheet, {"I.1": bloc}, layer="appraised")
    return season


ROWS = [
    {
        "rank": 1,
        "shared": True,
        "agency": agency,
        "self": own,
        "appraised": "28.50",
        "final": "28.50",
        "reason": "",
    }
    for agency, own in (("thue", "30.00"), ("hai-quan", "35.00"))
]
UNRANKED = [
    {
        "rank": None,
        "shared": False,
        "agency": "kho-bac",
        "self": None,
        "appraised": None,
        "final": None,
        "reason": "Đơn vị chưa có phiếu chấm điểm.",
    }
]


def test_the_ranking_is_printed_in_the_contract_s_shape(season):
    ranking = freeze_ranking(season_id=season.pk, seen_version=1, actor=None)

    shown = json.loads(run("show_ranking", "tay-ninh-cqtw", "2022", "--format", "json"))

    assert shown == {
        "bloc": "tay-ninh-cqtw",
        "cycle": "2022",
        "frozen": True,
        "sha256": ranking.sha256,
        "rows": ROWS,
        "unranked": UNRANKED,
    }


def test_before_freezing_it_prints_what_holds_now(season):
    shown = json.loads(run("show_ranking", "tay-ninh-cqtw", "2022", "--format", "json"))

    assert (shown["frozen"], shown["sha256"], shown["rows"]) == (False, None, ROWS)


def test_people_read_a_line_a_member(season):
    assert run("show_ranking", "tay-ninh-cqtw", "2022").splitlines() == [
        "tay-ninh-cqtw, 2022: tạm tính, chưa chốt",
        "1. thue: 28,50 điểm (đồng hạng)",
        "1. hai-quan: 28,50 điểm (đồng hạng)",
        "–  kho-bac: Đơn vị chưa có phiếu chấm điểm.",
    ]


def test_the_frozen_text_is_what_was_hashed_and_recomputes_to_the_same_rows(season, tmp_path):
    ranking = freeze_ranking(season_id=season.pk, seen_version=1, actor=None)
    file = tmp_path / "xep-hang.json"

    file.write_text(run("show_ranking", "tay-ninh-cqtw", "2022", "--format", "frozen"), "utf-8")

    assert hashlib.sha256(file.read_bytes()).hexdigest() == ranking.sha256
    assert run("recompute_ranking", str(file)) == run(
        "show_ranking", "tay-ninh-cqtw", "2022", "--format", "json"
    )


def frozen_file(season, tmp_path, change=None):
    freeze_ranking(season_id=season.pk, seen_version=1, actor=None)
    content = json.loads(run("show_ranking", "tay-ninh-cqtw", "2022", "--format", "frozen"))
    if change:
        change(content)
    file = tmp_path / "xep-hang.json"
    file.write_text(json.dumps(content), "utf-8")
    return file


def test_a_changed_file_is_found_with_its_first_difference(season, tmp_path):
    def raise_points(content):
        content["members"][1]["lines"][0]["appraised"] = "39.00"

    file = frozen_file(season, tmp_path, raise_points)

    with pytest.raises(CommandError) as refusal:
        run("recompute_ranking", str(file))

    assert str(refusal.value) == (
        "Kết quả trong tệp không khớp. "
        "Đơn vị hai-quan, đơn vị: tệp ghi “thue”, tính lại được “hai-quan”."
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "không phải là JSON"),
        ("{", "không phải là JSON"),
        ("[" * 100_000, "không phải là JSON"),
        ("{}", "không phải là bảng xếp hạng"),
        ("[]", "không phải là bảng xếp hạng"),
        ('"x"', "không phải là bảng xếp hạng"),
    ],
)
def test_what_is_no_frozen_ranking_is_refused_without_a_database(tmp_path, text, sentence):
    file = tmp_path / "xep-hang.json"
    file.write_text(text, "utf-8")

    with pytest.raises(CommandError, match=sentence):
        run("recompute_ranking", str(file))


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path):
    binary = tmp_path / "anh.json"
    binary.write_bytes(b"\xff\xfe\x00\x01")

    with pytest.raises(CommandError, match=r"khong-co\.json: tệp không tồn tại\.$"):
        run("recompute_ranking", str(tmp_path / "khong-co.json"))
    with pytest.raises(CommandError, match=rf"^{tmp_path}: đây là thư mục, không phải tệp\.$"):
        run("recompute_ranking", str(tmp_path))
    with pytest.raises(CommandError, match=r"anh\.json: tệp không phải là văn bản mã hóa UTF-8"):
        run("recompute_ranking", str(binary))


def test_a_reported_ranking_is_shown_and_cannot_be_recomputed(season, tmp_path):
    agency = season.memberships.get(position=1).agency
    record_reported_ranking(
        season_id=season.pk, ranks=[(agency, 1)], unranked_reason="Nguồn không nêu.", actor=None
    )
    file = tmp_path / "xep-hang.json"
    file.write_text(run("show_ranking", "tay-ninh-cqtw", "2022", "--format", "frozen"), "utf-8")

    assert run("show_ranking", "tay-ninh-cqtw", "2022").splitlines()[1] == "1. thue"
    with pytest.raises(CommandError, match="ghi nhận theo nguồn"):
        run("recompute_ranking", str(file))


def test_an_unknown_season_or_nothing_frozen_is_a_clear_sentence(season):
    with pytest.raises(CommandError, match="Không có năm thi đua 2021 của khối tay-ninh-cqtw"):
        run("show_ranking", "tay-ninh-cqtw", "2021")
    with pytest.raises(CommandError, match="chưa được chốt"):
        run("show_ranking", "tay-ninh-cqtw", "2022", "--format", "frozen")


def manage(*arguments, **environment):
    given = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"} | environment
    return run_forked("manage.py", *arguments, environment=given)


def test_recomputing_needs_no_database_and_tells_by_its_exit_code(season, tmp_path):
    nowhere = "postgres://nobody@127.0.0.1:1/none"
    good = frozen_file(season, tmp_path)
    bad = tmp_path / "sai.json"
    bad.write_text(good.read_text("utf-8").replace('"28.50"', '"28.25"', 1), "utf-8")

    right = manage("recompute_ranking", str(good), DATABASE_URL=nowhere)
    wrong = manage("recompute_ranking", str(bad), DATABASE_URL=nowhere)
    misused = manage("recompute_ranking", DATABASE_URL=nowhere)

    assert (right.returncode, json.loads(right.stdout)["rows"]) == (0, ROWS)
    assert wrong.returncode == 1
    assert "không khớp" in wrong.stderr
    assert "Traceback" not in wrong.stderr
    assert misused.returncode == 2
