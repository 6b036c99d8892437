package dev.stuckpod.cli.cluster;

import dev.stuckpod.text.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes a table for a person.
 *
 * @param namespaces whether each row begins with its namespace
 * @param wide whether all columns are shown
 * @param width of a terminal, to which the longest cells are cut; 0: of a file or a pipe, where
 *     nothing is
 */
public record TableText(boolean namespaces, boolean wide, int width) {

  private static final String GAP = "   ";

  /** No cell is made narrower. */
  private static final int NARROWEST = 12;

  /** Gives its lines, the names of the columns first. */
  public List<String> lines(AnalysisTable table) {
    List<Integer> shown =
        IntStream.range(0, table.columns().size())
            .filter(i -> wide || !table.columns().get(i).wide())
            .boxed()
            .toList();
    List<List<String>> cells = new ArrayList<>();
    cells.add(
        cells(
            "NAMESPACE",
            shown.stream().map(i -> table.columns().get(i).name().toUpperCase(Locale.ROOT))));
    for (AnalysisTable.Row row : table.rows()) {
      cells.add(
          cells(
              row.namespace(),
              shown.stream().map(i -> i < row.cells().size() ? row.cells().get(i) : "")));
    }
    int[] widths = widths(cells);
    return cells.stream().map(row -> line(row, widths)).toList();
  }

  private List<String> cells(String namespace, Stream<String> others) {
    Stream<String> first = namespaces ? Stream.of(namespace) : Stream.of();
    return Stream.concat(first, others).map(cell -> OneLine.of(cell).text()).toList();
  }

  /** As wide as the widest cell; the widest column gives way as long as lines do not fit. */
  private int[] widths(List<List<String>> cells) {
    int[] widths = new int[cells.getFirst().size()];
    for (List<String> row : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    int over = IntStream.of(widths).sum() + GAP.length() * (widths.length - 1) - width;
    while (width > 0 && over > 0) {
      int widest =
          IntStream.range(0, widths.length).reduce(0, (a, b) -> widths[b] > widths[a] ? b : a);
      if (widths[widest] <= NARROWEST) {
        break;
      }
      int less = Math.min(over, widths[widest] - NARROWEST);
      widths[widest] -= less;
      over -= less;
    }
    return widths;
  }

  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> padded(OneLine.of(row.get(i)).within(widths[i]).text(), widths[i]))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  private static String padded(String cell, int width) {
    return cell + " ".repeat(Math.max(0, width - cell.length()));
  }
}
