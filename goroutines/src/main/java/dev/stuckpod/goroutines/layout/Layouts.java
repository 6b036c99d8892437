package dev.stuckpod.goroutines.layout;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The table {@code layouts.txt}. */
public final class Layouts {

  /** The first version that can be read. */
  public static final int OLDEST = 18;

  /** The newest version that the table was checked with. */
  public static final int NEWEST = 27;

  private static final NavigableMap<Integer, Layout> ROWS = read();

  private Layouts() {}

  /** Gives the offsets of a version, those of the newest one for a newer; empty for an older. */
  public static Optional<Layout> of(int minor) {
    return Optional.ofNullable(ROWS.floorEntry(minor)).map(Map.Entry::getValue);
  }

  /** Whether the table was checked with a version. */
  public static boolean knows(int minor) {
    return minor >= OLDEST && minor <= NEWEST;
  }

  private static NavigableMap<Integer, Layout> read() {
    var rows = new TreeMap<Integer, Layout>();
    try (InputStream in = Layouts.class.getResourceAsStream("layouts.txt")) {
      String text =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
      text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(Layouts::row)
          .forEach(layout -> rows.put(layout.minor(), layout));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return rows;
  }

  private static Layout row(String line) {
    int[] c =
        Stream.of(line.replaceFirst("^1\\.", "").split(" +")).mapToInt(Integer::parseInt).toArray();
    return new Layout(
        c[0],
        new Layout.G(
            c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11], c[12], c[13]),
        c[14],
        c[15],
        c[16],
        c[17],
        c[18],
        c[19],
        c[20],
        new Layout.Heap(c[21], c[22], c[23], c[24]));
  }
}
