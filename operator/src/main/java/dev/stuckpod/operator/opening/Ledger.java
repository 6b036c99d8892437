package dev.stuckpod.operator.opening;

/** Where an opener's slots are kept: they outlast the operator's process. */
public interface Ledger {

  /** The slots, as they were last read or written. */
  Slots slots();

  /**
   * Writes slots.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException with code 409 when what was read
   *     is no longer what is there: then nothing may be opened by it
   */
  void write(Slots slots);
}
