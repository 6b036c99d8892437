"""Prints the dashboard as Grafana imports it, made by Grafana's own SDK."""

from grafana_foundation_sdk.builders import dashboard, prometheus, stat, timeseries
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.dashboard import DataSourceRef

SOURCE = DataSourceRef(type_val="prometheus", uid="${datasource}")
WITHIN = "$__rate_interval"


def targets(panel, queries):
    for at, (expr, legend) in enumerate(queries):
        query = prometheus.Dataquery().expr(expr.replace("WITHIN", WITHIN)).legend_format(legend)
        panel = panel.with_target(query.ref_id(chr(ord("A") + at)))
    return panel.datasource(SOURCE)


def lines(title, about, unit, queries, span=12):
    panel = timeseries.Panel().title(title).description(about).unit(unit).min(0).span(span).height(8)
    return targets(panel, queries)


def number(title, about, unit, expr, span=6):
    return targets(stat.Panel().title(title).description(about).unit(unit).span(span).height(4), [(expr, "")])


made = (
    dashboard.Dashboard("Stuckpod")
    .uid("stuckpod")
    .description("Stuck pods of a fleet: who is looked at, who is stuck, what was captured, what was found, and what looking costs.")
    .tags(["stuckpod"])
    .time("now-6h", "now")
    .refresh("1m")
    .timezone("browser")
    .with_variable(dashboard.DatasourceVariable("datasource").label("Source").type("prometheus"))
    .annotation(
        dashboard.AnnotationQuery()
        .name("Explained")
        .datasource(SOURCE)
        .enable(True)
        .icon_color("red")
        .expr('sum by (verdict) (increase(stuckpod_verdicts_total{verdict!="NothingFound"}[1m])) > 0')
    )
    .with_row(dashboard.Row("Now"))
    .with_panel(number("Decisions in an evaluation", "Pods that a policy's rules are asked about, on the average.", "short",
        "sum(rate(stuckpod_decisions_total[WITHIN])) / sum(rate(stuckpod_evaluation_seconds_count[WITHIN]))"))
    .with_panel(number("Stuck of these", "", "percentunit",
        '(sum(rate(stuckpod_decisions_total{value="Stuck"}[WITHIN])) or vector(0)) / sum(rate(stuckpod_decisions_total[WITHIN]))'))
    .with_panel(number("Unknown of these", "A pod of which nothing is known is never found stuck.", "percentunit",
        '(sum(rate(stuckpod_decisions_total{value="Unknown"}[WITHIN])) or vector(0)) / sum(rate(stuckpod_decisions_total[WITHIN]))'))
    .with_panel(number("Operators that lead", "1; without one nobody looks for stuck pods.", "short", "sum(stuckpod_leading)"))
    .with_row(dashboard.Row("Who is stuck, and who cannot be judged"))
    .with_panel(lines("Decisions", "Stuck, Progressing or Unknown.", "ops",
        [("sum by (value) (rate(stuckpod_decisions_total[WITHIN]))", "{{value}}")]))
    .with_panel(lines("Unknown, and why", "What each reason means: docs/reasons.md", "ops",
        [('sum by (reason) (rate(stuckpod_decisions_total{value="Unknown"}[WITHIN]))', "{{reason}}")]))
    .with_panel(lines("Incidents", "Pods that stand still, and what came of that.", "short",
        [("sum by (event) (increase(stuckpod_incidents_total[WITHIN]))", "{{event}}")]))
    .with_panel(lines("Load tests", "Windows that were opened, and their ends.", "short",
        [("sum by (event) (increase(stuckpod_load_tests_total[WITHIN]))", "{{event}}")]))
    .with_row(dashboard.Row("What was captured, and found"))
    .with_panel(lines("Attempts at a dump", "By method and outcome.", "short",
        [("sum by (method, outcome) (increase(stuckpod_captures_total[WITHIN]))", "{{method}}: {{outcome}}")]))
    .with_panel(lines("Verdicts", "What dumps were explained as.", "short",
        [("sum by (verdict) (increase(stuckpod_verdicts_total[WITHIN]))", "{{verdict}}")]))
    .with_panel(lines("From the request for a dump to its verdict", "The average, and the longest of late. Before that come the policy's window and its 'for'.", "s",
        [("sum(rate(stuckpod_time_to_verdict_seconds_sum[WITHIN])) / sum(rate(stuckpod_time_to_verdict_seconds_count[WITHIN]))", "average"),
         ("max(stuckpod_time_to_verdict_seconds_max)", "longest")]))
    .with_panel(lines("Sidecars", "Pods that got one, or did not, and why.", "short",
        [("sum by (outcome) (increase(stuckpod_injections_total[WITHIN]))", "{{outcome}}")]))
    .with_row(dashboard.Row("What it costs"))
    .with_panel(lines("An evaluation", "The average time that evaluating a policy takes.", "s",
        [("sum(rate(stuckpod_evaluation_seconds_sum[WITHIN])) / sum(rate(stuckpod_evaluation_seconds_count[WITHIN]))", "average")], 8))
    .with_panel(lines("The operator's CPU", "Of what it may use.", "percentunit",
        [("max(process_cpu_usage and on (instance, job) stuckpod_leading)", "CPU")], 8))
    .with_panel(lines("The operator's heap", "Used.", "bytes",
        [('sum by (instance) (jvm_memory_used_bytes{area="heap"} and on (instance, job) stuckpod_leading)', "{{instance}}")], 8))
)

print(JSONEncoder(sort_keys=True, indent=2).encode(made.build()))
