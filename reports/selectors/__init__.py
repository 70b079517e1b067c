from reports.selectors.facts import SeasonFacts, read_facts
from reports.selectors.overview import overview_rows
from reports.selectors.papers import my_papers, papers_of
from reports.selectors.season import MemberRow, Step, member_rows, statements_of, year_steps
from reports.selectors.work import Work, idle_sentence, my_seasons, season_work, work_of

__all__ = [
    "MemberRow",
    "SeasonFacts",
    "Step",
    "Work",
    "idle_sentence",
    "member_rows",
    "my_papers",
    "my_seasons",
    "overview_rows",
    "papers_of",
    "read_facts",
    "season_work",
    "statements_of",
    "work_of",
    "year_steps",
]
