package dev.stuckpod.status;

/**
 * An image's reference, taken apart.
 *
 * @param repository with the registry
 * @param tag or, where there is none, the digest; empty where there is neither
 */
record ImageName(String repository, String tag) {

  /** {@code host:5000/shop/hub:2.4.1@sha256:…}: a colon before the last slash is of a port. */
  static ImageName of(String reference) {
    int at = reference.indexOf('@');
    String named = at < 0 ? reference : reference.substring(0, at);
    int colon = named.indexOf(':', named.lastIndexOf('/') + 1);
    if (colon >= 0) {
      return new ImageName(named.substring(0, colon), named.substring(colon + 1));
    }
    return new ImageName(named, at < 0 ? "" : reference.substring(at + 1));
  }
}
