package dev.stuckpod.operator.room;

/**
 * A namespace's part of the whole room, whatever windows it has: half at most of what others have
 * left. So whoever comes later finds some.
 */
final class Share implements Room {

  private final Budget whole;
  private int series;
  private int rings;
  private int text;

  Share(Budget whole) {
    this.whole = whole;
  }

  @Override
  public synchronized boolean takeSeries(int bytes) {
    if (series + 1 > whole.leftSeries() - 1
        || text + bytes > whole.leftText() - bytes
        || !whole.takeSeries(bytes)) {
      return false;
    }
    series++;
    text += bytes;
    return true;
  }

  @Override
  public synchronized boolean takeRing() {
    if (rings + 1 > whole.leftRings() - 1 || !whole.takeRing()) {
      return false;
    }
    rings++;
    return true;
  }

  @Override
  public synchronized void give(int manySeries, int manyRings, int bytes) {
    series -= manySeries;
    rings -= manyRings;
    text -= bytes;
    whole.give(manySeries, manyRings, bytes);
  }
}
