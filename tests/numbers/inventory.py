"""Every published quantity of the analysis and the second way by which a test comes to it.

A quantity is a number, an interval, a date or a verdict of yes or no that a public result of `analysis/` holds and
that `present/` reads. Its route names a test that works it out anew, or says in a few words why none is needed.
"""

READ = "as read: the row's own value, compared with the file by "
ROWS = READ + "tests/numbers/test_troops_and_arms_again.py::test_every_count_is_the_row_it_was_read_from"
GIVEN = "given: a parameter, or the day or place asked about, handed back as it came"
INNER = "inner: no block reads it; the solver's own rows, whose outcome has a route under Reconciliation"
PLAIN = "plain: a constant of the code, printed by docs/methods.md"

ANALYSIS, NUMBERS = "tests/analysis/", "tests/numbers/"
ARMS = NUMBERS + "test_troops_and_arms_again.py::"
HIT = NUMBERS + "test_casualties_again.py::"
DRONES = NUMBERS + "test_drones_again.py::"
FORECAST = NUMBERS + "test_forecast_again.py::"
PATHS = NUMBERS + "test_paths_again.py::"
RECONCILE = NUMBERS + "test_reconcile_again.py::"
BOUNDS = ARMS + "test_bounds_on_the_rounds_that_came"
BALANCE = ARMS + "test_the_balance_of_each_body"
PROGRAM = RECONCILE + "test_least_slack_and_every_bound_by_another_program"
GIVES = RECONCILE + "test_what_each_claim_gives_adds_up_to_what_the_path_asks"
SETS = RECONCILE + "test_a_conflict_tells_the_floor_and_the_ceiling_its_claims_imply"
BELIEF = PATHS + "test_belief_is_the_reconciliation_without_a_body_or_before_a_day"
BANDS = PATHS + "test_bands_are_quantiles_of_bodies_drawn_anew"
CENTRAL = PATHS + "test_the_central_path_is_the_likeliest"
SALVOS = DRONES + "test_massed_attacks_and_periods_by_plain_loops"
WEEKDAYS = DRONES + "test_weekdays_by_newton_and_bisection"
SPREAD = DRONES + "test_the_spread_between_sources_and_what_backs_a_figure"
SHARES = DRONES + "test_neutralised_shares_of_the_file"
SERIES = DRONES + "test_the_series_is_the_rows_of_the_file"
LOGS = DRONES + "test_log_linear_growth_by_scipy"
COUNTS = DRONES + "test_quasi_poisson_growth_by_its_likelihood"
CEILING = DRONES + "test_the_ceiling_leaves_no_more_than_any_curve_nearby"
SCORES = FORECAST + "test_scores_skill_and_coverage"
MONTHS = FORECAST + "test_the_shipped_months_and_what_is_told_of_them"
PACES = HIT + "test_paces_and_the_sharpest_slowdown"
RATIOS = HIT + "test_wounded_per_killed_and_its_noise"
CARRIED = HIT + "test_pairs_nobody_made_and_rates_carried_on"
QUARTERS = PATHS + "test_casualties_a_quarter"
REPLAY = PATHS + "test_a_rate_replayed_and_a_force_carried_forward"
LOST = PATHS + "test_shares_lost_and_killed_implied"
LEAST_SQUARES = ANALYSIS + "second_route/test_least_squares.py::test_the_closed_form_of_the_text_books_agrees"
DEVIATIONS = (
    ANALYSIS + "second_route/test_least_squares.py::test_the_stated_deviations_are_those_of_the_results"
)
GLOBAL = (
    ANALYSIS
    + "second_route/test_least_squares.py::test_the_global_test_rejects_true_balances_as_often_as_it_says"
)
STANDARD = ANALYSIS + "second_route/test_least_squares.py::test_standardised_adjustments_are_standard_normal"
BALANCES = ANALYSIS + "second_route/test_standing.py::test_the_ledgers_identities_are_its_balances"
STANDING = (
    ANALYSIS
    + "second_route/test_standing.py::test_later_periods_of_the_same_body_are_added_once_and_no_others"
)
PUBLISHED = ANALYSIS + "test_published_figures.py::test_every_quantity_gives_the_planted_answer"
VERDICTS = ANALYSIS + "test_published_figures.py::test_the_verdict_follows_from_planted_counts"
OWN = ANALYSIS + "test_forecast_study.py::test_a_forecast_is_judged_by_its_interval_and_its_time"
COMPOSITION = ANALYSIS + "test_launch_structure.py::test_strike_drones_are_those_isis_counted"

ROUTES: dict[str, dict[str, str]] = {
    "arms.bounds:Bound": {"number factor": BOUNDS, "day": ROWS},
    "arms.bounds:Clash": {"factor": BOUNDS},
    "arms.bounds:BoundDay": {"floors ceilings any_right all_right day": BOUNDS},
    "arms.rounds:PerContainer": {"ratio interval": ARMS + "test_rounds_a_container"},
    "arms.rounds:Fill": {"share named bound": ARMS + "test_content_beside_the_nearest_capacity"},
    "arms.transfers:Reading": {
        "total rise days": ARMS + "test_readings_of_the_newest_count_of_guns_and_launchers"
    },
    "audit.statements:Statement": {
        "figure": ANALYSIS + "test_audit_rules.py::test_a_figure_is_the_claimants_or_not",
        "stated start end published at dated": READ
        + ANALYSIS
        + "test_audit.py::test_the_article_the_project_began_from",
    },
    "audit.statements:Evidence": {
        "implied": ANALYSIS + "test_audit_rules.py::test_parts_add_up_or_do_not",
        "months": ANALYSIS + "test_audit_rules.py::test_a_months_drones",
    },
    "audit.verdicts:ArticleVerdict": {
        "disputed": ANALYSIS + "test_audit.py::test_a_dispute_changes_no_verdict_and_is_shown_with_it"
    },
    "belief.basis:Basis": {"day": BELIEF},
    "belief.estimates:Estimate": {"values value last": BELIEF, "bounds": PROGRAM},
    "belief.influence:Removal": {"values changes reach widest": BELIEF},
    "belief.influence:Influence": {"values day": BELIEF},
    "belief.knowable:Reading": {
        "estimate": BELIEF,
        "bounds": ANALYSIS + "belief/test_knowable.py::test_every_point_is_the_reconciliation_as_of_its_day",
    },
    "belief.knowable:Point": {"as_of": BELIEF},
    "belief.knowable:Knowable": {"steps": BELIEF, "about until": GIVEN},
    "belief.resampling:Band": {
        "low high lower_half upper_half known width": BANDS,
        "estimate": ANALYSIS + "belief/test_influence.py::test_with_everyone_it_is_the_reconciliation",
    },
    "belief.resampling:Resampled": {"draws bodies": BANDS, "days": INNER},
    "brief:KeyFigure": {"bodies": ARMS + "test_key_figures_are_the_newest_word_and_what_excludes_it"},
    "casualties.conflicts:Clash": {
        "casualties days_apart same_total killed_of_same_total apart": HIT
        + "test_ratios_that_cannot_describe_the_same_battle"
    },
    "casualties.conflicts:KilledEvidence": {
        "killed stated counted": HIT + "test_evidence_of_killed_is_the_counts_and_what_shares_of_totals_make",
        "as_of": ROWS,
    },
    "casualties.conflicts:SameBattle": {"pairs": HIT + "test_ratios_that_cannot_describe_the_same_battle"},
    "casualties.fieller:FiellerSet": {
        "lower upper": ANALYSIS + "test_fieller.py::test_a_ratio_is_in_the_set_where_the_definition_has_it"
    },
    "casualties.formulas:Losses": {
        "killed_outright wounded died_of_wounds returned_to_duty": HIT
        + "test_killed_counts_left_alone_and_those_gone_back_to_duty",
        "killed_in_action_percent died_of_wounds_percent case_fatality_percent": ANALYSIS
        + "test_ratios.py::test_holcomb_rates_take_the_returned_out_of_two_denominators_and_leave_them_in_the_third",
        "wounded_per_killed_outright survivors_per_dead": ANALYSIS
        + "test_ratios.py::test_fox_gives_both_of_his_ratios_from_the_same_wounds",
    },
    "casualties.fractions:FractionOf": {
        "shares stated_shares": HIT + "test_fractions_of_those_sent",
        "denominators": GIVEN,
    },
    "casualties.fractions:OwnFraction": {"sent share": HIT + "test_fractions_of_those_sent"},
    "casualties.implied:ImpliedKilled": {"estimate bounds": LOST},
    "casualties.pair_ratios:PairRatio": {"days_apart possible bounds stated": CARRIED},
    "casualties.projections:CarriedRate": {"days carried per_day": CARRIED},
    "casualties.rates:Pace": {
        "added stated totals days per_day per_thousand_per_day per_thousand_stated noise start end": PACES
    },
    "casualties.rates:Slowdown": {"factor noise": PACES},
    "casualties.ratio_claims:Split": {"ratio killed casualties killed_share": RATIOS},
    "casualties.ratio_claims:RatioClaim": {"noise": RATIOS, "as_of": ROWS},
    "casualties.reconciled:RatioDay": {
        "estimate bounds day": PATHS + "test_wounded_per_killed_along_the_paths"
    },
    "casualties.reconciled:PeriodRate": {
        "start end added estimate present present_estimate days bounds rate at_strength": QUARTERS
    },
    "casualties.references:Reference": {
        "stated bounds": HIT + "test_published_ratios_and_the_two_definitions"
    },
    "casualties.references:DefinitionPair": {"factor": HIT + "test_published_ratios_and_the_two_definitions"},
    "casualties.replay:Replay": {"spent soonest latest pace": REPLAY},
    "casualties.second_ratio:SecondRatio": {
        "ratio": PATHS + "test_the_second_ratio_by_drawing_both_estimates",
        "killed killed_deviation wounded wounded_deviation ratios degrees_of_freedom day": ANALYSIS
        + "test_fieller.py::test_the_second_ratio_takes_the_errors_and_how_they_go_together",
    },
    "casualties.sensitivity:Share": {"estimate bounds": LOST},
    "casualties.sensitivity:Sensitivity": {"denominators": GIVEN, "day": LOST},
    "casualties.tolls:Toll": {"stated bounds start as_of key reported_on": HIT + "test_casualty_totals"},
    "central.misses:Scales": {"spread walk": GIVEN},
    "central.misses:Targets": {"ends least shares lines weights": INNER},
    "central.path:CentralPath": {"columns": CENTRAL},
    "central.result:Foretold": {"estimate interval day": CENTRAL},
    "central.result:Central": {"path": CENTRAL},
    "claim_counts:Count": {"start end said interval best central size as_of rank credibility": ROWS},
    "drones.article:ArticleFigure": {"month stated": DRONES + "test_the_articles_pair"},
    "drones.article:ArticlePair": {"rates": DRONES + "test_the_articles_pair"},
    "drones.changepoints:Break": {
        "last_before first_after": DRONES + "test_breaks_are_the_best_of_every_cut",
        "lasting": DRONES + "test_levels_between_breaks_are_means",
    },
    "drones.changepoints:Stretch": {"first last mean": DRONES + "test_levels_between_breaks_are_means"},
    "drones.changepoints:Breaks": {
        "periods counts": GIVEN,
        "alpha": ANALYSIS
        + "test_changepoints.py::test_the_alpha_of_neighbours_is_near_the_planted_and_no_break_moves_it_much",
    },
    "drones.changepoints:Setting": {"strength": PLAIN},
    "drones.composition:MonthComposition": {
        "month launched told strike unknown_uav decoy_or_unknown strike_share coverage": COMPOSITION
    },
    "drones.count_regression:CountRegression": {
        "dispersion interval p_value means errors coefficients": COUNTS
    },
    "drones.growth:Growth": {
        "rate fit falling time": LOGS,
        "first last months": SERIES,
    },
    "drones.growth:Curvature": {"change p_value clear": COUNTS},
    "drones.growth:FittedGrowth": {"rates dispersion times sign_is_clear": LOGS},
    "drones.growth_curve:CurvePoint": {
        "month fitted interval": ANALYSIS
        + "test_growth.py::test_the_band_of_the_line_agrees_with_statsmodels"
    },
    "drones.growth_windows:WindowMap": {
        "rank": DRONES + "test_every_window_and_its_rank",
        "minimum_months": GIVEN,
    },
    "drones.levelling:RichardsFit": {
        "ceiling delay speed shape errors": ANALYSIS
        + "test_levelling.py::test_the_certified_values_of_nist_rat43"
    },
    "drones.levelling:Levelling": {"first last last_count ceiling shape_told left_over": CEILING},
    "drones.neutralised:Definition": {"starts comparable": PLAIN},
    "drones.neutralised:NeutralisedShare": {
        "first last destroyed neutralised launched mixed share destroyed_share": SHARES
    },
    "drones.published:Reading": {"value since agrees": PUBLISHED},
    "drones.published:FigureCheck": {
        "own off own_agrees": ANALYSIS
        + "test_published_figures.py::test_a_published_figure_on_the_published_file"
    },
    "drones.published:PublishedCheck": {
        "daily": ANALYSIS
        + "test_published_figures.py::test_without_the_daily_table_only_whole_months_can_be_told"
    },
    "drones.published_counts:Counts": {"first total days": PUBLISHED},
    "drones.published_counts:DailyCounts": {"first total days": PUBLISHED},
    "drones.published_counts:MonthlyCounts": {"months first total days": PUBLISHED},
    "drones.published_figures:PublishedFigure": {
        "best stated last_digit": READ + VERDICTS,
        "allowed": ANALYSIS + "test_published_figures.py::test_what_a_figure_allows",
        "period compared": GIVEN,
    },
    "drones.salvos:Period": {
        "first last days launched attack_days following longest_pause told_days massed_days": SALVOS,
        "massed_launches busiest variance_over_mean largest": SALVOS,
    },
    "drones.series:MonthlyCount": {"month launched complete": SERIES},
    "drones.series:MonthlySeries": {"launched": SERIES, "belligerent cut": READ + SERIES},
    "drones.series:Window": {
        "asked_start asked_end": GIVEN,
        "partial shortened": ANALYSIS + "test_drones.py::test_a_window_that_outruns_the_day_is_shortened",
        "months launched": LOGS,
    },
    "drones.sources:SourceCount": {"month launched interval supports bound": SPREAD},
    "drones.sources:MonthSpread": {"month range share": SPREAD},
    "drones.sources:FigureStatus": {"month figure": GIVEN, "same_count_elsewhere": SPREAD},
    "drones.structure:DatedEvent": {
        "day": ANALYSIS + "test_launch_structure.py::test_events_stand_beside_a_break_by_their_date_alone"
    },
    "drones.structure:LaunchStructure": {
        "daily": ANALYSIS + "test_daily_counts.py::test_months_by_both_conventions",
        "massed": SALVOS,
    },
    "drones.study:GrowthStudy": {"confidence": GIVEN},
    "drones.weekdays:WeekdayFactor": {"weekday factor interval": WEEKDAYS},
    "drones.weekdays:WeekdayTest": {"first last p_value dispersion f_ratio residual_degrees": WEEKDAYS},
    "forecast.backtest:Scored": {
        "quantiles": FORECAST + "test_the_last_values_quantiles",
        "scores": SCORES,
    },
    "forecast.backtest:Backtest": {"counts": GIVEN, "first": MONTHS},
    "forecast.count_model:CountModel": {
        "centre spread": ANALYSIS
        + "test_forecast_backtest.py::test_simulated_paths_have_the_mean_and_the_overdispersion_asked_for"
    },
    "forecast.pace:Pace": {
        "horizons told training mean_of half_life refit furthest": PLAIN,
        "last_day days later": MONTHS,
    },
    "forecast.published:Largest": {"when launched": OWN},
    "forecast.published:OwnForecast": {
        "target per_day came last_known": ANALYSIS
        + "test_forecast_study.py::test_the_published_forecasts_did_not_come"
    },
    "forecast.published:PublishedForecast": {"said due": GIVEN},
    "forecast.scores:HorizonScore": {
        "horizon origins wis skill covered coverage coverages": SCORES,
        "skills": FORECAST + "test_the_interval_of_a_skill_by_other_draws",
    },
    "forecast.scores:Score": {
        "skill": SCORES,
        "skills": ANALYSIS
        + "test_forecast_scores.py::test_the_interval_of_a_skill_holds_zero_for_an_equal_and_not_for_a_better_one",
    },
    "forecast.series:ForecastSeries": {"ends counts weekly values": MONTHS},
    "forecast.study:Step": {"end quantiles median interval": MONTHS},
    "forecast.study:Tried": {"beats_last_value": MONTHS},
    "forecast.study:ForecastStudy": {"fewest": MONTHS},
    "path_levels:Level": {"day estimate bounds rise": PATHS + "test_levels_of_a_path"},
    "path_levels:PathLevels": {"at mean first last": PATHS + "test_levels_of_a_path"},
    "reconcile.banded:Band": {"width": INNER},
    "reconcile.bounds:Band": {"lower upper lower_between upper_between": PROGRAM},
    "reconcile.gives:Give": {"lower upper value gap relative cost": GIVES, "day": ROWS},
    "reconcile.gives:Remainder": {"number cost": GIVES},
    "reconcile.holding:Holding": {
        "lowest highest": ANALYSIS
        + "reconcile/test_reconcile_tiny.py::test_holding_names_the_claims_on_either_side",
        "day": GIVEN,
    },
    "reconcile.holding:Solved": {"least asked": PROGRAM, "columns slack": GIVES},
    "reconcile.interior:Quadratic": {"rows least linear square exact_rows exact days": INNER},
    "reconcile.model:Row": {"columns factors": INNER},
    "reconcile.model:Side": {"statement bound cost sign": INNER},
    "reconcile.model:Model": {"days counted ceilings unit width costs": INNER},
    "reconcile.newton:Entries": {"rows size": INNER},
    "reconcile.program:Program": {"least values slack": INNER},
    "reconcile.reasons:Conflict": {"since day floor ceiling gap": SETS},
    "reconcile.reduction:Reduction": {"before after named kept place": INNER},
    "reconcile.relations:Measure": {"ceiling typical": INNER},
    "reconcile.relations:Sum": {"parts": INNER},
    "reconcile.results:Reconciliation": {
        "least possible": PROGRAM,
        "asked": GIVES,
        "path": PROGRAM,
        "estimates": ANALYSIS + "reconcile/test_reconcile_interior.py::test_two_solvers_agree",
        "paths": PROGRAM,
        "allowance": GIVEN,
    },
    "reconcile.smooth:Smoothing": {"path": INNER},
    "reconcile.statements:Statement": {"lower upper day since figure days scale weight per opens": INNER},
    "reconcile.steps:Begun": {"point room": INNER},
    "reconcile.steps:Frame": {"least": INNER},
    "reconcile.steps:Residuals": {"largest rows": INNER},
    "reconcile.steps:State": {"point room": INNER},
    "reconcile.structure:Structure": {"ceiling counted": INNER},
    "second_route.bounds:Bounds": {
        "common union": ANALYSIS
        + "second_route/test_standing.py::test_bounds_are_the_intersection_while_there_is_one"
    },
    "second_route.least_squares:Derived": {
        "value standard_deviation": ANALYSIS
        + "second_route/test_least_squares.py::test_what_nobody_measured_is_projected_out_and_derived"
    },
    "second_route.least_squares:Adjusted": {
        "values covariance adjustments": LEAST_SQUARES,
        "standardised": STANDARD,
        "standard_deviations joint": DEVIATIONS,
        "statistic degrees_of_freedom p_value": GLOBAL,
    },
    "second_route.measured:Measurement": {
        "value standard_deviation": ANALYSIS
        + "second_route/test_standing.py::test_the_deviation_is_that_of_a_uniform_distribution_over_the_interval",
        "adjustment standardised": BALANCES,
    },
    "second_route.measured:Quantity": {"value standard_deviation": BALANCES},
    "second_route.measured:LeastSquares": {
        "statistic degrees_of_freedom p_value": BALANCES,
        "covariance covariances": DEVIATIONS,
        "at": GIVEN,
    },
    "second_route.standing:Standing": {"interval as_of two_sided": STANDING},
    "second_route.turnbull:Support": {
        "masses sets log_likelihood": ANALYSIS
        + "second_route/test_turnbull.py::test_no_other_masses_are_more_likely",
        "below median": ANALYSIS
        + "second_route/test_turnbull.py::test_a_number_inside_a_set_has_two_probabilities",
    },
    "troops.balance:Stock": {"interval best": BALANCE, "whole": GIVEN},
    "troops.balance:Balance": {"remainder best unexplained unexplained_best bounded": BALANCE, "at": GIVEN},
    "troops.balance:Balances": {"at": GIVEN},
    "troops.balance_terms:Term": {"interval best": BALANCE, "as_of": ROWS},
    "troops.flows:Happening": {
        "start end said": READ + ARMS + "test_movements_and_forecasts_are_the_rows_they_were_read_from"
    },
    "troops.flows:Gap": {"factor days": ARMS + "test_the_widest_gap_is_the_widest_of_all_pairs"},
    "troops.flows:Forecast": {"due": ARMS + "test_movements_and_forecasts_are_the_rows_they_were_read_from"},
    "troops.revisions:Revision": {
        "days factor factor_interval compatible": ARMS + "test_revisions_divide_each_figure_by_the_one_before"
    },
    "troops.scenario:Rates": {"losses rotation reinforcement": GIVEN, "change": REPLAY},
    "troops.scenario:Counted": {"bounds estimate start end": REPLAY},
    "troops.scenario:Projected": {"months day present": REPLAY},
}
