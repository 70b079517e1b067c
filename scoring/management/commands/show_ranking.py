"""Print the ranking of a bloc in a cycle."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from blocs.models import Season
from scoring.rules.frozen import canonical_json
from scoring.rules.recompute import contract_shape
from scoring.selectors import current_ranking, ranking_content


class Command(BaseCommand):
    help = (
        "In bảng xếp hạng của một khối trong một năm thi đua: bảng đã chốt, hoặc bảng tính tạm "
        "khi chưa chốt. --format frozen in nguyên văn nội dung đã chốt, đúng từng byte đã lấy "
        "mã SHA-256, để lưu thành tệp cho lệnh recompute_ranking."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bloc", metavar="BLOC", help="mã khối, ví dụ tay-ninh-cqtw")
        parser.add_argument("cycle", metavar="CYCLE", help="năm thi đua, ví dụ 2022, 2025-2026")
        parser.add_argument(
            "--format", choices=["text", "json", "frozen"], default="text", help="cách in"
        )

    def handle(self, *args: object, **options: Any) -> None:
        seasons = Season.objects.with_names()
        season = seasons.filter(bloc__code=options["bloc"], cycle__label=options["cycle"]).first()
        if season is None:
            raise CommandError(
                f"Không có năm thi đua {options['cycle']} của khối {options['bloc']}."
            )
        ranking = current_ranking(season)
        if options["format"] == "frozen":
            if ranking is None:
                raise CommandError("Xếp hạng chưa được chốt nên chưa có nội dung để in.")
            self.stdout.write(canonical_json(ranking.content), ending="")
            return
        content = ranking.content if ranking else ranking_content(season)
        shown = contract_shape(content, sha256=ranking.sha256 if ranking else None)
        self.stdout.write(as_json(shown) if options["format"] == "json" else as_text(shown))


def as_json(shown: dict[str, Any]) -> str:
    """Write it for programs, one stable order of keys."""
    return json.dumps(shown, ensure_ascii=False, indent=2)


def as_text(shown: dict[str, Any]) -> str:
    """Write it for people, a line a member."""
    state = f"đã chốt, SHA-256 {shown['sha256']}" if shown["frozen"] else "tạm tính, chưa chốt"
    lines = [f"{shown['bloc']}, {shown['cycle']}: {state}"]
    for row in shown["rows"]:
        shared = " (đồng hạng)" if row["shared"] else ""
        points = "" if row["final"] is None else f": {row['final'].replace('.', ',')} điểm"
        lines.append(f"{row['rank']}. {row['agency']}{points}{shared}")
    lines += [f"–  {row['agency']}: {row['reason']}" for row in shown["unranked"]]
    return "\n".join(lines)
