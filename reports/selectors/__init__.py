from reports.selectors.facts import SeasonFacts, read_facts
from reports.selectors.overview import overview_rows
from reports.selectors.papers import drafts_of, my_packs, my_papers
from reports.selectors.season import MemberRow, Step, member_rows, statements_of, year_steps
from reports.selectors.work import idle_sentence, my_seasons, season_work, work_of

__all__ = [
    "MemberRow",
    "SeasonFacts",
    "Step",
    "drafts_of",
    "idle_sentence",
    "member_rows",
    "my_packs",
    "my_papers",
    "my_seasons",
    "overview_rows",
    "read_facts",
    "season_work",
    "statements_of",
    "work_of",
    "year_steps",
]
