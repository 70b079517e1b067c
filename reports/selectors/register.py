"""The register of issued papers: of one bloc's year, or of everything the person may see."""

from django.db.models import QuerySet

from blocs.models import Agency, Season
from blocs.standing import Standing
from reports.models import CarriedPaper, Document, Issue
from reports.papers import Covenant
from reports.selectors.issuing import read_draft


def register_of(standing: Standing, season: Season | None = None) -> QuerySet[Issue]:
    """Return the issued papers that the person may see, the latest first. One query."""
    seen = Issue.objects.visible_to(standing).with_names().with_signing()
    return seen.filter(document__season=season) if season else seen


def carried_of(standing: Standing, season: Season) -> QuerySet[CarriedPaper]:
    """Return the lines that came from another site and that the person may see. One query."""
    return CarriedPaper.objects.visible_to(standing).with_names().filter(season=season)


def years_of_register(standing: Standing) -> list[int]:
    """Return the years of which the person may see issued papers, the latest first. One query."""
    seen = Issue.objects.visible_to(standing).order_by("-year")
    return list(seen.values_list("year", flat=True).distinct())


def issuers_of_register(standing: Standing) -> QuerySet[Agency]:
    """Return the agencies whose issued papers the person may see. One query."""
    seen = Issue.objects.visible_to(standing).values("agency")
    return Agency.objects.filter(pk__in=seen).order_by("name")


def issue_of(document: Document) -> Issue | None:
    """Return the document's line of the register; None for a draft. At most one query."""
    if not document.is_issued:
        return None
    return (
        Issue.objects.with_names()
        .select_related("draft")
        .defer("draft__content")
        .get(document=document)
    )


def issue_by_code(code: str) -> Issue | None:
    """Return the issued paper that bears the code, with its content. One query."""
    found = Issue.objects.with_names().select_related("draft").defer(None)
    return found.defer("draft__content", "replaced_by__document__content").filter(code=code).first()


def printed_issuer(issue: Issue) -> str:
    """Return who issued the paper as it prints it: a bloc's, or an agency's name of that year."""
    letterhead = read_draft(issue.document).letterhead
    return letterhead.issuing_org if letterhead else issue.issuer_name


def printed_year(issue: Issue) -> str:
    """Return the year that the paper is for, as it prints it: a covenant's may be the next one."""
    paper, cycle = read_draft(issue.document).paper, issue.document.season.cycle
    if isinstance(paper, Covenant):
        return f"năm {paper.cycle}"
    return f"{cycle.get_kind_display().lower()} {cycle.label}"
