package dev.stuckpod.operator.truth;

/** How traffic comes and goes: requests a second by seconds since it began. */
enum Shape {
  STEADY("50 requests a second") {
    @Override
    double rate(int second) {
      return 50;
    }
  },
  DAILY("100 at noon, none at night") {
    @Override
    double rate(int second) {
      return Math.max(0, 100 * Math.sin(2 * Math.PI * second / 86_400) - 5);
    }
  },
  BURSTY("200 for two minutes, then none for ten") {
    @Override
    double rate(int second) {
      return second % 720 < 120 ? 200 : 0;
    }
  },
  BATCH("a batch of 20 seconds a minute") {
    @Override
    double rate(int second) {
      return second % 60 < 20 ? 90 : 0;
    }
  };

  private final String words;

  Shape(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  abstract double rate(int second);
}
