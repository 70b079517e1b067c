"""What tests of pages share."""

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from blocs.models import Agency, Season
from reports.models import Document, Pack


def of_season(season: Season, name: str = "document-list", *more: str) -> str:
    """Return the address of a page of a season."""
    return reverse(f"reports:{name}", args=[season.bloc.code, season.cycle.label, *more])


def of_document(document: Document, name: str = "document-detail") -> str:
    """Return the address of a page of a document."""
    return reverse(f"reports:{name}", args=[document.uuid])


def of_pack(pack: Pack, name: str = "pack-detail", *more: str) -> str:
    """Return the address of a page of a pack."""
    return reverse(f"reports:{name}", args=[pack.uuid, *more])


def of_registration(season: Season, agency: Agency | None = None) -> str:
    """Return the address of a member's registration, or of the list of them."""
    if agency is None:
        return of_season(season, "registration-list")
    return of_season(season, "registration", agency.code)


def told(response: HttpResponse) -> str:
    """Return what the answer tells the person on the next page."""
    return " ".join(str(one) for one in get_messages(response.wsgi_request))


def settle_in(client: Client, user: User) -> None:
    """Sign in and open one page: the first request of a session also writes the session."""
    client.force_login(user)
    client.get("/tai-khoan/")
