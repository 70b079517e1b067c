from django.apps import AppConfig
from django.core.checks import register

from reports.checks import PAPERS_TAG, check_paper_fonts, check_trust_folder


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Văn bản"

    def ready(self) -> None:
        register(check_paper_fonts, PAPERS_TAG)
        register(check_trust_folder, PAPERS_TAG)
