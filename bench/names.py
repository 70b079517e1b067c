"""The benchmarks by name, in the order in which they run; known before anything is started."""

NAMES = (
    "seed_province",
    "page_home",
    "page_overview",
    "page_season",
    "page_sheet_180",
    "page_ranking_180",
    "page_matrix_180",
    "page_desk_180",
    "page_simulation_180",
    "save_line",
    "save_compared_line",
    "save_line_sqlite",
    "ranking_one_bloc",
    "ranking_all_blocs",
    "export_criteria_180",
    "import_criteria_180",
    "render_bao_cao_tong_ket",
    "render_giao_uoc",
    "render_bang_tong_hop_diem",
    "peak_rss_render",
)
