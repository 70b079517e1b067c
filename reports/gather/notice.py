"""The province's notice of a refused proposal, in the words that its page shows."""

from awards.rules.notices import refusal_notice
from awards.selectors import award_name, award_text, labels_of
from blocs.models import Province, Season
from reports.gather.facts import read_roster
from reports.papers.base import Letterhead, LetterheadVariant, Recipients, SignatureBlock
from reports.papers.notice import RefusalNotice
from reports.wording import COUNCIL, UNKNOWN_PLACE

_OFFICE = "Cơ quan thi đua, khen thưởng"


def gather_refusal_notice(season: Season, key: str) -> RefusalNotice:
    """Read the notice's facts: five queries."""
    roster = read_roster(season)
    proposals = season.proposals.select_related("agency", "award_type", "fallback_award")
    proposal = proposals.prefetch_related("options").get(pk=key)
    name, head = roster.name_of(proposal.agency), season.bloc.head_title
    labels = labels_of(season.bloc.province_id)
    _, *told = refusal_notice(
        agency=name,
        secretariat=head,
        bloc=season.bloc.name,
        year=f"{season.cycle.get_kind_display().lower()} {season.cycle.label}",
        award=award_text(proposal, labels),
        reason=proposal.answer,
        fallback=award_name(proposal.fallback_award, labels) if proposal.fallback_award else "",
    )
    return RefusalNotice(
        sample=season.is_made_up,
        letterhead=_letterhead(season.bloc.province),
        agency=name,
        subject="Về đề nghị khen thưởng không đủ điều kiện, không được chấp thuận",
        addressees=(name, f"Đơn vị {head} ({season.bloc.name})"),
        told=tuple(f"{line.rstrip('.')}." for line in told),
        recipients=Recipients(lines=("Như trên", COUNCIL), archive="Lưu: VT"),
        signature=SignatureBlock(position="Thủ trưởng cơ quan"),
    )


def _letterhead(province: Province | None) -> Letterhead:
    return Letterhead(
        variant=LetterheadVariant.HEAD_AGENCY,
        parent_org=province.letterhead if province else "",
        issuing_org=_OFFICE,
        place=(province.place if province else "") or UNKNOWN_PLACE,
        symbol="TB-TĐKT",
    )
