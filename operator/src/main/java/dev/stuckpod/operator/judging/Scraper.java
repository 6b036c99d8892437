package dev.stuckpod.operator.judging;

import dev.stuckpod.operator.readings.DirectScrape;

/** Scrapes a pod itself. */
@FunctionalInterface
public interface Scraper {

  /**
   * Scrapes.
   *
   * @param instance address of the target as the source names it, ip:port
   * @param podIp address of the pod
   */
  DirectScrape scrape(String instance, String podIp);
}
