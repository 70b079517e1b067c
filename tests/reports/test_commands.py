from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AuditEvent, User
from reports import services
from reports.models import Document
from reports.states import DocumentState
from tests.factories import make_bloc, make_bloc_year, make_cycle
from tests.reports.ballot_years import opened, voting_year
from tests.reports.jobs import (
    HUGE_TABLE_ROWS,
    asked_for,
    let_lease_run_out,
    queued_document,
    with_ranking_rows,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def season():
    bloc, cycle = make_bloc(code="tay-ninh-cqtw"), make_cycle(label="2022")
    return make_bloc_year(2, bloc=bloc, cycle=cycle)[0]


def test_every_paper_is_written_here_and_now(season, tmp_path, capsys):
    out = tmp_path / "ra"

    call_command("render_papers", "tay-ninh-cqtw", "2022", "--out", str(out))

    names = [
        "bang-tong-hop-diem-tay-ninh-cqtw-2022.pdf",
        "bao-cao-tong-ket-tay-ninh-cqtw-2022.pdf",
        "bien-ban-ban-giao-tay-ninh-cqtw-2022.pdf",
        "giao-uoc-tay-ninh-cqtw-2022.pdf",
    ]
    assert sorted(path.name for path in out.iterdir()) == names
    assert sorted(Path(line).name for line in capsys.readouterr().out.split()) == names
    assert all(path.read_bytes().startswith(b"%PDF-") for path in out.iterdir())
    assert (Document.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_the_worker_and_the_command_write_the_same_bytes(season, tmp_path):
    document = services.ask_for_paper(season_id=season.pk, kind="giao-uoc", actor=None)
    services.make(document.pk)
    document.refresh_from_db()

    call_command(
        "render_papers", "tay-ninh-cqtw", "2022", "--out", str(tmp_path), "--kind", "giao-uoc"
    )

    (path,) = tmp_path.glob("*.pdf")
    assert path.read_bytes() == Path(document.file.path).read_bytes()


def test_the_demos_people_wait_for_the_seasons_of_all_their_agencies(season):
    with pytest.raises(CommandError, match=r"Chưa có đơn vị bhxh-tay-ninh, .*nhnn-hoa-binh"):
        call_command("prepare_demo")

    assert (User.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_a_season_that_is_not_there_is_named(season, tmp_path):
    with pytest.raises(CommandError, match="Không có khối “tay-ninh-cqtw” trong năm “2023”"):
        call_command("render_papers", "tay-ninh-cqtw", "2023", "--out", str(tmp_path))


def test_a_folder_that_cannot_be_written_is_named(season, tmp_path):
    blocker = tmp_path / "tep"
    blocker.write_text("")

    with pytest.raises(CommandError, match=f"Không ghi được {blocker}"):
        call_command("render_papers", "tay-ninh-cqtw", "2022", "--out", str(blocker))


def test_an_unknown_kind_is_wrong_usage(season, tmp_path):
    with pytest.raises(CommandError, match="ban-tin"):
        call_command(
            "render_papers", "tay-ninh-cqtw", "2022", "--out", str(tmp_path), "--kind", "ban-tin"
        )


def test_a_sweep_says_what_it_sent(sent_tasks, capsys):
    asked_for(queued_document(), seconds_ago=60)

    call_command("sweep_documents")

    assert capsys.readouterr().out == "Đã gửi lại 1 văn bản, 0 văn bản bị dừng hẳn.\n"
    assert len(sent_tasks) == 1


def test_a_sweep_here_makes_what_waits_without_a_broker(sent_tasks, capsys):
    document = queued_document()

    call_command("sweep_documents", "--here")

    document.refresh_from_db()
    assert document.state == DocumentState.READY
    assert capsys.readouterr().out == "Đã lập 1 văn bản, 0 văn bản bị dừng hẳn.\n"
    assert sent_tasks == []


def test_a_sweep_here_names_what_could_not_be_made():
    with_ranking_rows(queued_document(), HUGE_TABLE_ROWS)

    with pytest.raises(CommandError, match="Còn 1 văn bản không lập được"):
        call_command("sweep_documents", "--here")


def test_a_sweep_that_gives_a_document_up_ends_with_an_error():
    document = queued_document()
    for _ in range(3):
        services.claim(document.pk)
        let_lease_run_out(document)

    with pytest.raises(CommandError, match="1 văn bản không lập được sau 3 lần"):
        call_command("sweep_documents")


def test_papers_about_one_thing_carry_its_key_and_the_others_say_what_is_missing(tmp_path, capsys):
    voting, members = voting_year()
    ballot = opened(voting, members)

    call_command("render_papers", "khoi-bau", "2022", "--out", str(tmp_path))

    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [
        "bang-tong-hop-diem-khoi-bau-2022.pdf",
        "bao-cao-tong-ket-khoi-bau-2022.pdf",
        "bien-ban-ban-giao-khoi-bau-2022.pdf",
        "giao-uoc-khoi-bau-2022.pdf",
        f"phieu-bau-khoi-bau-2022-{ballot.pk}.pdf",
    ]
    said = capsys.readouterr().err
    assert f"bien-ban-kiem-phieu: {ballot}: cuộc bỏ phiếu chưa công bố kết quả." in said
    assert "to-trinh: Chưa có đề nghị khen thưởng nào được thống nhất." in said


def test_a_kind_that_is_asked_for_and_not_ready_ends_with_an_error(season, tmp_path):
    arguments = ["tay-ninh-cqtw", "2022", "--out", str(tmp_path), "--kind", "to-trinh"]

    with pytest.raises(CommandError, match="to-trinh: Chưa có đề nghị"):
        call_command("render_papers", *arguments)

    assert list(tmp_path.iterdir()) == []
