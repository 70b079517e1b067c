"""The settings refuse a bad environment, and are strict where nobody said otherwise."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.config.processes import SECRET, bare_environment, run_python

READ = "import config.settings as s; print({})"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "perhaps"),
        ("COOKIE_SECURE", "sometimes"),
        ("PROXY_COUNT", "two"),
        ("DATABASE_URL", "no-such-database"),
        ("BROKER_URL", "amqp://localhost"),
        ("EMAIL_URL", "carrier-pigeon://home"),
        ("TIME_ZONE", "Asia/Tay_Ninh"),
        ("BALLOT_LEAST_VOTERS", "2"),
        ("DISK_LEAST_FREE_MB", "0"),
        ("BACKUP_MAX_AGE_HOURS", "a day"),
        ("SITE_URL", "thi-dua.example"),
        ("SITE_URL", "https://thi-dua.example/"),
        ("SITE_URL", "https://*"),
        ("SECRET_KEY", ""),
        ("SECRET_KEY_FILE", "/no/such/file"),
    ],
)
def test_a_wrong_value_stops_the_start_with_the_name_of_its_variable(
    name: str, value: str, tmp_path: Path
) -> None:
    variables = {"SECRET_KEY": SECRET} | {name: value}

    started = run_python("manage.py", "check", folder=tmp_path, **variables)

    assert started.returncode != 0
    assert name in started.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        ({}, "https://thi-dua.example"),
        ({"COOKIE_SECURE": "false"}, "http://thi-dua.example"),
        ({"SITE_URL": "https://ten-khac.example:8443"}, "https://ten-khac.example:8443"),
    ],
)
def test_codes_on_paper_lead_to_the_first_name_of_the_site_unless_it_is_said_otherwise(
    variables: dict[str, str], address: str, tmp_path: Path
) -> None:
    known = {"SECRET_KEY": SECRET, "ALLOWED_HOSTS": "thi-dua.example,localhost"}

    started = run_python("-c", READ.format("s.SITE_URL"), folder=tmp_path, **known, **variables)

    assert started.stdout == f"{address}\n"


@pytest.mark.parametrize("hosts", ["*", ".thi-dua.example", "*,localhost"])
def test_hosts_without_a_full_name_in_front_demand_the_address_of_the_site(
    hosts: str, tmp_path: Path
) -> None:
    known = {"SECRET_KEY": SECRET, "ALLOWED_HOSTS": hosts}

    read = ("-c", READ.format("s.SITE_URL"))
    silent = run_python(*read, folder=tmp_path, **known)
    said = run_python(*read, folder=tmp_path, SITE_URL="https://a.example", **known)

    assert silent.returncode != 0
    assert "SITE_URL" in silent.stderr.strip().splitlines()[-1]
    assert said.stdout == "https://a.example\n"


def test_without_a_secret_nothing_starts(tmp_path: Path) -> None:
    started = run_python("manage.py", "check", folder=tmp_path)

    assert started.returncode != 0
    assert "SECRET_KEY" in started.stderr.strip().splitlines()[-1]


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    secret_file = tmp_path / "secret"
    secret_file.write_text(f"{SECRET}\n")

    started = run_python(
        "-c", READ.format("s.SECRET_KEY"), folder=tmp_path, SECRET_KEY_FILE=str(secret_file)
    )

    assert started.stdout == f"{SECRET}\n"


def test_values_may_come_from_a_dotenv_file(tmp_path: Path) -> None:
    dotenv = tmp_path / "dotenv"
    dotenv.write_text(f"SECRET_KEY={SECRET}\nPROXY_COUNT=1\n")

    started = run_python(
        "-c",
        READ.format("s.SECRET_KEY, s.PROXY_COUNT"),
        folder=tmp_path,
        DOTENV=str(dotenv),
    )

    assert started.stdout == f"{SECRET} 1\n"


def test_the_deployment_check_finds_nothing_with_production_settings(tmp_path: Path) -> None:
    production = {
        "SECRET_KEY": SECRET,
        "ALLOWED_HOSTS": "thi-dua.example",
        "DATABASE_URL": "postgres://site:word@localhost:5432/site",
        "BROKER_URL": "redis://localhost:6379/0",
        "PROXY_COUNT": "1",
    }
    check = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]

    started = subprocess.run(  # from the first import on, with every warning an error
        [sys.executable, "-W", "error", *check],
        cwd=settings.BASE_DIR,
        env=bare_environment(tmp_path) | production,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "no issues (0 silenced)" in started.stdout, started.stderr
    assert started.returncode == 0


def test_production_uses_host_cookies_time_limits_and_https(tmp_path: Path) -> None:
    names = (
        "[s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        " s.SECURE_SSL_REDIRECT,"
        " s.SECURE_HSTS_SECONDS, s.DATABASES['default']['CONN_MAX_AGE'],"
        " s.DATABASES['default']['OPTIONS']['options'],"
        " s.CELERY_BROKER_TRANSPORT_OPTIONS['socket_timeout']]"
    )

    started = run_python(
        "-c",
        f"import config.settings as s, json; print(json.dumps({names}))",
        folder=tmp_path,
        SECRET_KEY=SECRET,
        DATABASE_URL="postgres://site:word@localhost:5432/site",
        BROKER_URL="redis://localhost:6379/0",
    )

    assert json.loads(started.stdout) == [
        "__Host-session",
        "__Host-csrf",
        True,
        True,
        31_536_000,
        60,
        "-c statement_timeout=15s -c lock_timeout=3s -c idle_in_transaction_session_timeout=60s",
        3,
    ]


@pytest.mark.django_db
def test_every_page_carries_a_policy_without_inline_scripts_or_styles(client: Client) -> None:
    policy = client.get("/dang-nhap/")["Content-Security-Policy"]

    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert "unsafe" not in policy
    assert directives == {
        "default-src": "'none'",
        "base-uri": "'none'",
        "connect-src": "'self'",
        "font-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "frame-src": "'self'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
    }


@pytest.mark.django_db
def test_every_page_carries_the_other_security_headers(client: Client) -> None:
    answer = client.get("/dang-nhap/")

    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_session_cookie_is_closed_to_scripts_and_to_other_sites() -> None:
    assert settings.SESSION_COOKIE_HTTPONLY is True
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
    assert settings.CSRF_COOKIE_HTTPONLY is True


def test_the_whole_score_sheet_fits_into_one_form() -> None:
    criteria, inputs_each = 180, 6

    assert criteria * inputs_each < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


def test_static_files_get_names_by_content(tmp_path: Path) -> None:
    gzip_only = (  # Brotli takes five times as long, and says nothing of the names
        "import whitenoise.compress; whitenoise.compress.brotli_installed = False;"
        "from config.command_line import run; run(['manage.py', 'collectstatic', '--noinput'])"
    )

    collected = run_python(
        "-c",
        gzip_only,
        folder=tmp_path,
        SECRET_KEY=SECRET,
        DJANGO_SETTINGS_MODULE="config.settings",
    )

    assert collected.returncode == 0, collected.stderr
    manifest = json.loads((tmp_path / "static/staticfiles.json").read_text())["paths"]
    named = manifest["vendor/bootstrap/css/bootstrap.min.css"]
    assert named != "vendor/bootstrap/css/bootstrap.min.css"
    assert (tmp_path / "static" / f"{named}.gz").is_file()
    # Bootstrap has fifty files: those of our pages are served, with their maps.
    served = {"css/bootstrap.min.css", "js/bootstrap.bundle.min.js"}
    of_bootstrap = {f"vendor/bootstrap/{name}{end}" for name in served for end in ("", ".map")}
    assert {name for name in manifest if name.startswith("vendor/")} == of_bootstrap


def test_a_log_line_is_one_json_object_with_the_request_id(tmp_path: Path) -> None:
    code = (
        "import django, logging, structlog; django.setup();"
        "structlog.contextvars.bind_contextvars(request_id='r1');"
        "logging.getLogger('reports').warning('hai dòng\\nlà một')"
    )

    logged = run_python(
        "-c", code, folder=tmp_path, SECRET_KEY=SECRET, DJANGO_SETTINGS_MODULE="config.settings"
    )

    line = json.loads(logged.stderr)
    assert line["event"] == "hai dòng\nlà một"
    assert (line["level"], line["logger"], line["request_id"]) == ("warning", "reports", "r1")


def test_the_example_environment_names_every_variable_that_is_read(tmp_path: Path) -> None:
    root = Path(settings.BASE_DIR)
    source = (root / "config/settings.py").read_text()
    example = (root / ".env.example").read_text()

    read = {part.split('"')[1] for part in source.split("= env.")[1:]}
    read |= {part.split('"')[1] for part in source.split("(env.")[1:]}
    listed = {line.lstrip("#").split("=")[0] for line in example.splitlines() if "=" in line[:24]}

    assert read == listed
