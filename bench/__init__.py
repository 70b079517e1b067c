"""How fast the site is, each figure beside a baseline that anybody can judge (script/bench)."""
