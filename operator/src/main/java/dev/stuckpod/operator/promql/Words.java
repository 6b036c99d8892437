package dev.stuckpod.operator.promql;

import java.util.Set;

/** What the words of PromQL are. */
final class Words {

  static final Set<String> NUMBERS = Set.of("inf", "nan");

  /** Operators between two operands; some of them are signs. */
  static final Set<String> BINARY =
      Set.of(
          "+", "-", "*", "/", "%", "^", "==", "!=", "<", "<=", ">", ">=", "and", "or", "unless",
          "atan2");

  /** Stand in other places than an operand's. */
  static final Set<String> NO_OPERANDS =
      Set.of(
          "and",
          "or",
          "unless",
          "atan2",
          "offset",
          "by",
          "without",
          "on",
          "ignoring",
          "group_left",
          "group_right",
          "bool");

  static final Set<String> AGGREGATIONS =
      Set.of(
          "sum",
          "avg",
          "count",
          "min",
          "max",
          "group",
          "stddev",
          "stdvar",
          "topk",
          "bottomk",
          "count_values",
          "quantile",
          "limitk",
          "limit_ratio");

  /**
   * Functions that read no series but what their arguments select. Prometheus' {@code info} is not
   * one: it reads others by itself.
   */
  static final Set<String> FUNCTIONS =
      Set.of(
          ("abs absent absent_over_time acos acosh asin asinh atan atanh avg_over_time ceil changes"
               + " clamp clamp_max clamp_min cos cosh count_over_time day_of_month day_of_week"
               + " day_of_year days_in_month deg delta deriv double_exponential_smoothing exp"
               + " first_over_time floor histogram_avg histogram_count histogram_fraction"
               + " histogram_quantile histogram_quantiles histogram_stddev histogram_stdvar"
               + " histogram_sum holt_winters hour idelta increase irate label_join label_replace"
               + " last_over_time ln log10 log2 mad_over_time max_over_time min_over_time minute"
               + " month pi predict_linear present_over_time quantile_over_time rad rate resets"
               + " round scalar sgn sin sinh sort sort_by_label sort_by_label_desc sort_desc sqrt"
               + " stddev_over_time stdvar_over_time sum_over_time tan tanh time timestamp"
               + " ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time"
               + " ts_of_min_over_time vector year")
              .split(" "));

  private Words() {}
}
