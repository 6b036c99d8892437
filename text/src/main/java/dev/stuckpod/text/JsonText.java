package dev.stuckpod.text;

import java.util.PrimitiveIterator;

/** JSON that may be shown as it is: what is unfit is escaped, so whoever reads it gets it all. */
public final class JsonText implements Fit {

  private final String text;

  private JsonText(String text) {
    this.text = text;
  }

  /**
   * Escapes what is unfit in strings.
   *
   * @param json one value, as a program has written it
   */
  public static JsonText of(String json) {
    if (Unfit.isFit(json)) {
      return new JsonText(json);
    }
    var escaped = new StringBuilder(json.length());
    for (PrimitiveIterator.OfInt all = json.codePoints().iterator(); all.hasNext(); ) {
      int c = all.nextInt();
      if (c == '\n' || !Unfit.isUnfit(c)) {
        escaped.appendCodePoint(c);
      } else {
        Character.toString(c).chars().forEach(unit -> escaped.append("\\u%04x".formatted(unit)));
      }
    }
    return new JsonText(escaped.toString());
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}
