package dev.stuckpod.protocol;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;

/**
 * Paths, versions and JSON of the protocol. Everything is JSON over HTTPS with mutual TLS, but a
 * dump, which is gzip, and a knock, which says nothing.
 */
public final class Wire {

  /**
   * The versions that this code speaks, newest first. Version 2 has the method ProcMem and the
   * reasons that come with it, version 3 glances.
   */
  public static final List<Integer> VERSIONS = List.of(3, 2, 1);

  /**
   * The header by which whoever asks says which version it speaks; without it, 1. What it does not
   * know is not said to it.
   */
  public static final String VERSION_HEADER = "Stuckpod-Protocol";

  /** GET: {@link SidecarStatus}. */
  public static final String STATUS = "/v1/status";

  /** GET with the query {@code containerID}: {@link ProcessReport}. */
  public static final String PROCESSES = "/v1/processes";

  /**
   * POST {@link AttemptRequest}: {@link AttemptResult}. GET with /ID: the same again, or 404. GET
   * with /ID/dump: gzip.
   */
  public static final String ATTEMPTS = "/v1/attempts";

  /** What follows an attempt's path to name its dump. */
  public static final String DUMP = "/dump";

  /**
   * POST {@link GlanceRequest}: {@link Glance}, at most {@value Glance#LONGEST} bytes; 404 from
   * sidecars of before version 3. Each tells what has changed since the one before, whoever asked.
   */
  public static final String GLANCES = "/v1/glances";

  /**
   * POST {@link KeptRequest}: {@link Kept}; 404 from sidecars that do not look before an app's end.
   */
  public static final String KEPT = "/v1/kept";

  /**
   * GET, in clear and by anybody, as the kubelet asks before it ends a container: the sidecar looks
   * at the app, and answers with nothing, whatever it has seen.
   */
  public static final String KNOCK = "/before-the-kill";

  private static final JSON CODEC =
      JSON.builder().disable(JSON.Feature.WRITE_NULL_PROPERTIES).register(new NewerWords()).build();

  private Wire() {}

  /** Writes a record of this package as JSON. */
  public static byte[] write(Record message) {
    try {
      return CODEC.asBytes(message);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + message, e);
    }
  }

  /**
   * Reads a record of this package; members it does not know are passed over, a reason that it does
   * not know is {@link Reason#Failed}.
   *
   * @throws IOException if it is not such a JSON
   */
  public static <T extends Record> T read(byte[] json, Class<T> type) throws IOException {
    return CODEC.beanFrom(type, json);
  }
}
