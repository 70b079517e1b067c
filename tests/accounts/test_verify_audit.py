import pytest
from django.core.management import CommandError, call_command

from accounts import audit
from accounts.audit import body_of
from accounts.chain import event_hash
from accounts.models import AuditEvent
from tests.accounts.append_only import sleeping_triggers
from tests.accounts.lines import write_lines


def make_anew(since: int) -> None:
    """Do what a clever owner of the database does: edit a line and mend every hash after it."""
    with sleeping_triggers():
        previous = None
        for line in AuditEvent.objects.filter(id__gte=since).order_by("id"):
            if previous is None:
                line.reason = "khác"
            else:
                line.previous_hash = previous
            previous = line.hash = event_hash(line.previous_hash, body_of(line))
            line.save()


@pytest.mark.django_db
def test_a_whole_chain_is_reported_with_its_end(capsys):
    lines = write_lines(3)

    call_command("verify_audit", expect_head=lines[-1].hash, expect_count=3)

    assert capsys.readouterr().out == (f"Nhật ký nguyên vẹn: 3 dòng, dòng cuối {lines[-1].hash}.\n")


@pytest.mark.django_db
def test_a_chain_that_grew_since_the_anchor_is_whole(capsys):
    lines = write_lines(5)

    call_command("verify_audit", expect_head=lines[2].hash, expect_count=3)
    call_command("verify_audit", expect_head=lines[2].hash)

    assert capsys.readouterr().out.count("Nhật ký nguyên vẹn: 5 dòng") == 2


@pytest.mark.django_db
def test_the_first_broken_line_is_named():
    write_lines(4)
    with sleeping_triggers():
        AuditEvent.objects.filter(id__in=[2, 4]).update(reason="khác")

    with pytest.raises(CommandError, match=r"^Dòng 2: nội dung đã bị sửa\.$") as refused:
        call_command("verify_audit")

    assert refused.value.returncode == 1


@pytest.mark.django_db
def test_a_cut_tail_is_found_by_the_anchor():
    lines = write_lines(5)
    with sleeping_triggers():
        AuditEvent.objects.filter(id__gt=3).delete()

    call_command("verify_audit")  # without the anchor nothing shows
    with pytest.raises(CommandError, match="Dòng 4: nhật ký đã có 5 dòng, nay bị cắt bớt"):
        call_command("verify_audit", expect_count=5)
    with pytest.raises(CommandError, match="không khớp với mã đã ghi lại"):
        call_command("verify_audit", expect_head=lines[-1].hash)


@pytest.mark.django_db
def test_a_chain_made_anew_after_an_edit_is_found_by_the_anchor():
    lines = write_lines(5)
    make_anew(since=2)

    call_command("verify_audit")  # without the anchor nothing shows
    with pytest.raises(CommandError, match="Dòng 5: không khớp với mã đã ghi lại"):
        call_command("verify_audit", expect_head=lines[-1].hash, expect_count=5)


@pytest.mark.django_db
def test_an_anchor_with_the_wrong_count_is_found():
    lines = write_lines(5)

    with pytest.raises(CommandError, match="Dòng 4: không khớp"):
        call_command("verify_audit", expect_head=lines[2].hash, expect_count=4)


@pytest.mark.django_db
def test_missing_guards_are_a_finding():
    write_lines(1)

    with sleeping_triggers(), pytest.raises(CommandError, match="thiếu chốt bảo vệ nhật ký"):
        call_command("verify_audit")


@pytest.mark.django_db
def test_a_place_before_the_first_line_is_refused():
    with pytest.raises(CommandError, match="số dòng bắt đầu từ 1"):
        call_command("verify_audit", since=0)


@pytest.mark.django_db
def test_the_chain_is_read_in_one_stream(django_assert_num_queries):
    write_lines(3)

    with django_assert_num_queries(2):  # the line before the first one, then the stream
        assert audit.verify_chain().count == 3
