package dev.stuckpod.operator.promql;

import java.util.List;

/** Queries as people write them, each with the selectors that it reads by. */
final class Queries {

  /** A row: what is written, and its selectors as {@code name{label=value,…}}, in order. */
  record Row(String query, List<String> selectors) {
    @Override
    public String toString() {
      return query;
    }
  }

  static final List<Row> PLAIN =
      List.of(
          row("up", "up{}"),
          row("up == 0 # idle", "up{}"),
          row("up # {\r== 0", "up{}"),
          row("job:up:sum{a=\"b\"}", "job:up:sum{a=b}"),
          row("up{a=\"b\",c!='d' , e=~`f.*`,g!~\"h\",}", "up{a=b,c!=d,e=~f.*,g!~h}"),
          row("{__name__=\"up\", a='it\\'s'}", "{__name__=up,a=it's}"),
          row("{\"my.metric\", a=\"b\"}", "{__name__=my.metric,a=b}"),
          row("{\"my.label\"=\"b\", __name__=~\"x.+\"}", "{my.label=b,__name__=~x.+}"),
          row("up{a=\"}\", b=\"{c='#'}\"}", "up{a=},b={c='#'}}"),
          row("up{a=`b\\`}", "up{a=b\\}"),
          row("up{a=\"\\\\\\\"\\n\"}", "up{a=\\\"\n}"),
          row("up{ # a comment }\n a=\"b\"}", "up{a=b}"),
          row("-rate(a[5m]) + +b", "a{}", "b{}"),
          row("sum(rate(a[5m])) by (pod) > 1.5e3", "a{}"),
          row("SUM BY (namespace, pod,) (a)", "a{}"),
          row("count without () (a{})", "a{}"),
          row("sum + count", "sum{}", "count{}"),
          row("topk(3, max_over_time(a[1h:5m]))", "a{}"),
          row("max_over_time((a > b)[1h30m:])", "a{}", "b{}"),
          row("a offset 5m and b OFFSET -1h", "a{}", "b{}"),
          row("a[ 5m ] @ 1609746000 offset 1m", "a{}"),
          row("a @ start() - b @ end()", "a{}", "b{}"),
          row("a * on (x) group_left (y, \"z\") b", "a{}", "b{}"),
          row("a / ignoring (x) group_right c > bool 0", "a{}", "c{}"),
          row("a and on (by, offset) b unless c or vector(0)", "a{}", "b{}", "c{}"),
          row("a atan2 b ^ c % 0x1F", "a{}", "b{}", "c{}"),
          row("label_replace(a, \"x\", \"$1\", \"y\", \"(.*)\")", "a{}"),
          row("histogram_quantile(0.9, sum by (le) (rate(a[5m])))", "a{}"),
          row("count_values(\"version\", a{b=\"c\"})", "a{b=c}"),
          row("absent(a{b=\"c\"}) > Inf or vector(NaN * time())", "a{b=c}"),
          row("((((a)))) == .5", "a{}"),
          row("start{} + end + fill", "start{}", "end{}", "fill{}"),
          row("a + 1_000 * 5m", "a{}"));

  private Queries() {}

  private static Row row(String query, String... selectors) {
    return new Row(query, List.of(selectors));
  }

  static String written(Selector selector) {
    var text = new StringBuilder(selector.name()).append('{');
    String between = "";
    for (Matcher matcher : selector.matchers()) {
      text.append(between)
          .append(matcher.label())
          .append(matcher.operator())
          .append(matcher.value());
      between = ",";
    }
    return text.append('}').toString();
  }
}
