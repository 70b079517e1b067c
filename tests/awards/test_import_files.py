"""What files of awards and of ratings have in common: twice no more, who may, costs, command."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AuditEvent
from tests.awards.importing import AWARDS, RATINGS
from tests.factories import make_editor
from tests.scoring.pages import text_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize("files", [AWARDS, RATINGS], ids=str),
]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.usefixtures("agency", "officer")
def test_the_same_file_twice_changes_nothing(client, files, kind):
    make = getattr(files, kind)
    files.confirm(client, files.send(client, make(files.row())))
    events = AuditEvent.objects.count()

    page = files.send(client, make(files.row()))

    assert (page.context["new"], page.context["same"]) == (0, 1)
    assert "Không có gì để lưu" in text_of(page)
    files.confirm(client, page)
    assert (files.model.objects.count(), AuditEvent.objects.count()) == (1, events)


def test_only_who_keeps_records_finds_the_pages(client, agency, files):
    client.force_login(make_editor(agency))

    assert client.get(files.url()).status_code == 404
    assert files.send(client, files.csv(files.row())).status_code == 404
    assert client.post(files.url("-confirm")).status_code == 404
    assert client.get(files.url("-template")).status_code == 404


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.usefixtures("agency", "officer")
def test_checking_costs_the_same_for_one_row_and_for_many(
    client, django_assert_num_queries, files, size
):
    rows = [files.of_year(2020 + number) for number in range(size)]
    assert files.send(client, files.csv(*rows)).context["new"] == size

    # session, user, appointments, agencies, former names, awards, provinces' names, cycles,
    # what is on record
    with django_assert_num_queries(9):
        files.send(client, files.csv(*rows))


@pytest.mark.usefixtures("agency")
def test_the_command_takes_a_file_names_faults_and_changes_nothing_twice(tmp_path, capsys, files):
    good, bad = tmp_path / "a.csv", tmp_path / "b.csv"
    good.write_bytes(files.csv(files.row()).read())
    bad.write_bytes(files.csv(files.of_year(2021), files.row("ai đó")).read())

    call_command("import_awards", str(good), *files.options)
    call_command("import_awards", str(good), *files.options)
    said = capsys.readouterr().out
    with pytest.raises(CommandError, match=r"có 1 lỗi\. Chưa ghi gì"):
        call_command("import_awards", str(bad), *files.options)

    assert f"Đã ghi 1 {files.what}; 0 dòng" in said
    assert f"Đã ghi 0 {files.what}; 1 dòng" in said
    assert f"Ô A3, trang “{files.sheet}”: không có đơn vị “ai đó”" in capsys.readouterr().err
    assert files.model.objects.count() == 1
    with pytest.raises(CommandError, match="không đọc được tệp"):
        call_command("import_awards", str(tmp_path / "c.csv"), *files.options)
