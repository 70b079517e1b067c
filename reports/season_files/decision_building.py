"""The council's sittings and the decisions of season files; both concern many blocs at once."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet

from awards import services
from awards.models import CouncilSession, Decision
from awards.rules.ballots import Threshold
from awards.states import DecisionState, ProposalAction, ProposalState, ShareBase
from blocs.models import Province
from reports.season_files.award_building import living, take
from reports.season_files.award_checks import decision_key, voted_of
from reports.season_files.findings import Finding, Unloadable, join_path
from reports.season_files.plain import plain, threshold_of
from reports.season_files.site import Site, known_day, said_of

Row = Mapping[str, Any]
_OF_A_SESSION = ("members", "present", "base", "source")
_OF_A_DECISION = ("issued_on", "signer_office", "note")


def sessions(site: Site) -> None:
    """Write down the sittings and their votes; by them proposals pass or are refused."""
    answered = {(row["agency"], row["award"]): row for row in site.todo.get("proposals", [])}
    for place, row in enumerate(site.todo["council_sessions"]):
        path = join_path("council_sessions", place)
        with said_of(path):
            session = _session(site, path, row)
            for inner, vote in enumerate(row["votes"]):
                proposal = answered.get((vote["agency"], vote["award"]))
                where = join_path(f"{path}.votes", inner)
                _vote(site, where, session, vote, proposal)


def _session(site: Site, path: str, row: Row) -> CouncilSession:
    province = _province(site, path)
    rows = CouncilSession.objects.filter(
        province=province, cycle=site.season.cycle, name=row["name"], held_on=row["held_on"]
    )
    held = rows.first()
    if held is not None:
        told = plain(held, *_OF_A_SESSION) | {"threshold": threshold_of(held)}
        _check_same(path, told, row)
        return held
    return services.open_session(
        province=province,
        cycle=site.season.cycle,
        spec=services.SessionSpec(
            name=row["name"],
            held_on=known_day(row["held_on"]),
            members=row["members"],
            present=row["present"],
            base=ShareBase(row["base"]),
            threshold=Threshold(**row["threshold"]),
            source=row["source"],
        ),
        actor=None,
    )


def _vote(site: Site, path: str, session: CouncilSession, vote: Row, told: Row | None) -> None:
    proposal = living(site, vote)
    session.refresh_from_db(fields=["version"])
    spec = services.VoteSpec(proposal.pk, proposal.version, voted_of(vote))
    (made,) = services.record_votes(
        session_id=session.pk, seen_version=session.version, votes=[spec], actor=None
    )
    proposal.refresh_from_db()
    if told is None:
        return
    if not made.passed and proposal.answer != told["answer"]:
        reason = f"Hội đồng không thông qua nên answer của đề nghị phải là “{proposal.answer}”"
        raise Unloadable([Finding(path, reason)])
    if made.passed and told["state"] == ProposalState.REFUSED:
        take(ProposalAction.REFUSE, proposal, reason=told["answer"])


def drafts(site: Site) -> None:
    """Draft the decisions, or put the season's proposals into the drafts that are there."""
    for place, row in enumerate(site.todo["decisions"]):
        path = join_path("decisions", place)
        with said_of(path):
            decision = _draft(site, path, row)
            lines = list(decision.lines.values_list("proposal_id", flat=True))
            lines += [living(site, line).pk for line in row["proposals"]]
            services.set_lines(
                decision_id=decision.pk,
                seen_version=decision.version,
                proposal_ids=lines,
                actor=None,
            )


def _draft(site: Site, path: str, row: Row) -> Decision:
    province = _province(site, path)
    held = held_decisions(row).first()
    if held is not None:
        _check_same(path, plain(held, *_OF_A_DECISION), row)
        if (held.province_id, held.cycle_id) != (province.pk, site.season.cycle_id):
            raise Unloadable([Finding(path, "quyết định cùng số này của tỉnh hoặc năm khác")])
        return held
    return services.draft_decision(
        province=province,
        cycle=site.season.cycle,
        spec=services.DecisionSpec(
            number=row["number"],
            issued_on=known_day(row["issued_on"]),
            issuer=row["issuer"],
            signer_office=row["signer_office"],
            note=row["note"],
        ),
        actor=None,
    )


def publish(rows: Collection[Row]) -> None:
    """Publish these decisions, now that every season of the files has put its proposals in."""
    for row in rows:
        with said_of("decisions"):
            decision = held_decisions(row).get()
            if decision.state == DecisionState.DRAFT:
                services.publish_decision(
                    decision_id=decision.pk, seen_version=decision.version, actor=None
                )


def held_decisions(row: Row) -> QuerySet[Decision]:
    """Return the decision of the database that has this number, if there is one."""
    issuer, number, year = decision_key(row)
    return Decision.objects.filter(issuer=issuer, number=number, year=year)


def _province(site: Site, path: str) -> Province:
    province = site.season.bloc.province
    if province is None:
        raise Unloadable([Finding(path, "cần có bloc.province")])
    return province


def _check_same(path: str, held: Mapping[str, Any], row: Row) -> None:
    """Refuse another description of what a file, or the database, has described already."""
    wrong = [name for name in held if held[name] != row[name]]
    if wrong:
        reason = "đã được ghi khác trong cơ sở dữ liệu hoặc tệp nạp trước"
        raise Unloadable([Finding(f"{path}.{name}", reason) for name in wrong])
