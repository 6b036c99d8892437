package dev.stuckpod.operator.loadtest.suspicion;

/** What gave rise to a suspicion; the order is from what says most to what says least. */
public enum NoticedBy {
  Policy("policy"),
  Locks("locks"),
  ScrapeHang("scrape-hang"),
  Residue("residue"),
  Metrics("metrics");

  private final String word;

  NoticedBy(String word) {
    this.word = word;
  }

  /** As it stands in a window's status. */
  public String word() {
    return word;
  }
}
