import pytest

from blocs.states import Stage
from scoring.models import MemberVote
from scoring.rules.settings import TableRules, TieRule
from scoring.selectors.gates import Gate, given_gates
from scoring.services.given import save_sector_points
from scoring.states import TieKind
from tests.factories import NOON, join, line_of, make_bloc_year, make_sheet
from tests.scoring.given import cross_year, edit, pair, sector_year

pytestmark = pytest.mark.django_db


def test_a_table_that_asks_for_nothing_more_has_no_more_gates():
    season, _ = make_bloc_year(3, stage=Stage.BLOC_REVIEW)

    assert given_gates(season, TableRules(), 3) == []


def test_cross_scoring_opens_its_gate_when_all_have_finished():
    season, agencies, _ = cross_year()
    rules = TableRules(cross_scorers=1)
    assert given_gates(season, rules, 4) == [Gate(False, "Chưa phân công chấm chéo.")]
    pair(season, agencies[0], agencies[1], finished_at=NOON)
    last = pair(season, agencies[1], agencies[2])
    assert given_gates(season, rules, 4) == [Gate(False, "1/2 lượt chấm chéo đã hoàn thành.")]

    type(last).objects.update(finished_at=NOON)

    assert given_gates(season, rules, 4) == [Gate(True, "2/2 lượt chấm chéo đã hoàn thành.")]


def test_a_sector_opens_its_gate_when_every_line_but_its_own_has_points():
    season, sheets, sector = sector_year(2)
    join(season, sector)
    make_sheet(season, sector)
    lines = [line_of(sheet, key) for sheet in sheets for key in ("V.1", "V.2", "V.3")]
    gate, of_province = given_gates(season, TableRules(), 3)
    assert gate == Gate(False, "0/6 dòng chuyên ngành đã chấm.")

    for line in lines:
        given = {"points": "5"} if line.criterion.key == "V.3" else {"actual": "50"}
        save_sector_points(edit=edit(line, **given), actor=None)

    opened = Gate(True, "6/6 dòng chuyên ngành đã chấm.")
    assert given_gates(season, TableRules(), 3) == [opened, of_province]
    assert of_province.text == "0/3 dòng do tỉnh chấm đã có điểm."


def test_the_vote_opens_its_gate_when_it_is_recorded_for_all():
    season, agencies = make_bloc_year(2, stage=Stage.BLOC_REVIEW)
    rules = TableRules(ties=(TieRule(TieKind.MORE_VOTES),))
    MemberVote.objects.create(season=season, agency=agencies[0], votes=1, voters=1)
    assert given_gates(season, rules, 2) == [Gate(False, "1/2 đơn vị đã có kết quả bỏ phiếu.")]

    MemberVote.objects.create(season=season, agency=agencies[1], votes=0, voters=1)

    assert given_gates(season, rules, 2) == [Gate(True, "2/2 đơn vị đã có kết quả bỏ phiếu.")]
