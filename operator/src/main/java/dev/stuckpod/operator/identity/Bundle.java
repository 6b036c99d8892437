package dev.stuckpod.operator.identity;

/**
 * Whom a sidecar is told to trust.
 *
 * @param pem certificates, the current authority's and the next one's
 * @param id names both, as a label's value
 */
public record Bundle(String pem, String id) {

  /** Nobody. */
  public static final Bundle NONE = new Bundle("", "");
}
