"""Proposals of a season file, as far as the bloc and the province take them by hand."""

from collections.abc import Mapping
from typing import Any

from awards import services
from awards.models import AwardType, Nominee, Proposal
from awards.states import (
    BallotState,
    DossierKind,
    DossierState,
    OpinionAnswer,
    ProposalAction,
    ProposalState,
)
from blocs.models import Agency
from reports.season_files.findings import join_path
from reports.season_files.site import Site, day, known_day, said_of

Row = Mapping[str, Any]
# How the bloc brings a new proposal to each state; the province's answer comes later.
_SENT = (ProposalAction.AGREE, ProposalAction.SEND)
_STEPS: Mapping[ProposalState, tuple[ProposalAction, ...]] = {
    ProposalState.DRAFT: (),
    ProposalState.AGREED: (ProposalAction.AGREE,),
    ProposalState.SENT: _SENT,
    ProposalState.APPRAISED: _SENT,
    ProposalState.PASSED: _SENT,
    ProposalState.GRANTED: _SENT,
    ProposalState.REFUSED: _SENT,
    ProposalState.WITHDRAWN: (ProposalAction.WITHDRAW,),
}


def proposals(site: Site) -> None:
    """Propose members for awards, as far as the bloc itself takes a proposal."""
    types = AwardType.objects.in_bulk(field_name="code")
    for place, row in enumerate(site.todo["proposals"]):
        with said_of(join_path("proposals", place)):
            proposal = _proposed(site, row, types)
            proposal = _dossier(proposal, row["dossier"])
            proposal = _opinions(proposal, row["opinions"])
            for action in _SENT if _was_returned(row) else _STEPS[ProposalState(row["state"])]:
                reason = row["answer"] if action is ProposalAction.WITHDRAW else ""
                proposal = take(action, proposal, reason=reason)


def _was_returned(row: Row) -> bool:
    """Say whether the province gave a proposal back: it is agreed on, and says why."""
    return row["state"] == ProposalState.AGREED and bool(row["answer"])


def _proposed(site: Site, row: Row, types: Mapping[str, AwardType]) -> Proposal:
    fallback = row["fallback"]
    proposal = services.propose_award(
        season_id=site.season.pk,
        agency_id=site.agencies[row["agency"]].pk,
        award_type_id=None if row["options"] else types[row["award"]].pk,
        option_ids=[types[code].pk for code in row["options"]],
        local_label=row["local_label"],
        achievement=row["achievement"],
        fallback_award_id=None if fallback is None else types[fallback].pk,
        nominee_id=_nominee(site, row),
        sent_on=day(row["sent_on"]),
        actor=None,
    )
    if row["options"] and row["award"]:
        proposal = services.choose_award(
            proposal_id=proposal.pk,
            award_type_id=types[row["award"]].pk,
            seen_version=proposal.version,
            actor=None,
        )
    return proposal


def _nominee(site: Site, row: Row) -> int | None:
    if row["voted_in_round"] is None:
        return None
    found = Nominee.objects.filter(
        ballot__season=site.season,
        ballot__state=BallotState.CLOSED.value,
        ballot__award_type__code=row["award"],
        ballot__round_number=row["voted_in_round"],
        agency=site.agencies[row["agency"]],
    )
    return found.get().pk


def _dossier(proposal: Proposal, items: list[Row]) -> Proposal:
    """Write where papers are found, and what the province found of them."""
    referred = [row for row in items if row["state"] == DossierState.MISSING and not row["note"]]
    if referred:
        proposal = services.refer_dossier(
            proposal_id=proposal.pk,
            seen_version=proposal.version,
            items=[
                services.ItemReference(DossierKind(row["kind"]), row["reference"])
                for row in referred
            ],
            actor=None,
        )
    found = [row for row in items if row not in referred]
    if found:
        proposal = services.check_dossier(
            proposal_id=proposal.pk,
            seen_version=proposal.version,
            items=[
                services.ItemCheck(
                    DossierKind(row["kind"]),
                    DossierState(row["state"]),
                    row["reference"],
                    row["note"],
                )
                for row in found
            ],
            actor=None,
        )
    return proposal


def _opinions(proposal: Proposal, rows: list[Row]) -> Proposal:
    for row in rows:
        agencies = list(Agency.objects.filter(name=row["name"])[:2])
        opinion = services.ask_opinion(
            proposal_id=proposal.pk,
            seen_version=proposal.version,
            agency=agencies[0] if len(agencies) == 1 else None,
            agency_name=row["name"],
            asked_on=known_day(row["asked_on"]),
            due_on=day(row["due_on"]),
            actor=None,
        )
        proposal.refresh_from_db(fields=["version"])
        answered_on = day(row["answered_on"])
        if answered_on is not None:
            services.answer_opinion(
                opinion_id=opinion.pk,
                seen_version=proposal.version,
                answer=OpinionAnswer(row["answer"]),
                answered_on=answered_on,
                text=row["text"],
                document=row["document"],
                actor=None,
            )
            proposal.refresh_from_db(fields=["version"])
    return proposal


def answers(site: Site) -> None:
    """Write down how far the province has taken each proposal without council or decision."""
    voted, decided = named_in(site, "council_sessions"), named_in(site, "decisions")
    for place, row in enumerate(site.todo["proposals"]):
        with said_of(join_path("proposals", place)):
            key = (row["agency"], row["award"])
            _answer(site, row, is_voted=key in voted, is_decided=key in decided)


def named_in(site: Site, section: str) -> set[tuple[str, str]]:
    """Return the members and awards that a section names."""
    inner = "votes" if section == "council_sessions" else "proposals"
    rows = (line for row in site.todo.get(section, []) for line in row[inner])
    return {(line["agency"], line["award"]) for line in rows}


def _answer(site: Site, row: Row, *, is_voted: bool, is_decided: bool) -> None:
    state = ProposalState(row["state"])
    if _was_returned(row):
        take(ProposalAction.RETURN, living(site, row), reason=row["answer"])
    reached = state in {ProposalState.APPRAISED, ProposalState.PASSED}
    is_answered = state in {ProposalState.GRANTED, ProposalState.REFUSED}
    if not reached and not is_answered:
        return
    proposal = living(site, row)
    if reached or is_voted or is_decided:
        proposal = take(ProposalAction.APPRAISE, proposal)
    if is_voted:
        return
    if state is ProposalState.PASSED or is_decided:
        take(ProposalAction.ADOPT, proposal)
    elif state is ProposalState.GRANTED:
        take(ProposalAction.GRANT, proposal, decision=row["decision"])
    elif state is ProposalState.REFUSED:
        take(ProposalAction.REFUSE, proposal, reason=row["answer"])


def living(site: Site, row: Row) -> Proposal:
    """Return the proposal of a member for an award that was not withdrawn."""
    rows = Proposal.objects.exclude(state=ProposalState.WITHDRAWN.value)
    return rows.get(
        season=site.season,
        agency=site.agencies[row["agency"]],
        award_type=AwardType.objects.filter(code=row["award"]).first(),
    )


def take(
    action: ProposalAction, proposal: Proposal, *, reason: str = "", decision: Row | None = None
) -> Proposal:
    """Move a proposal one step, as the operator."""
    answer = None
    if decision is not None:
        decided_on = known_day(decision["decided_on"])
        answer = services.DecisionNote(decision["number"], decided_on, decision["issuer"])
    return services.take(
        action,
        proposal_id=proposal.pk,
        seen_version=proposal.version,
        reason=reason,
        decision=answer,
        actor=None,
    )
