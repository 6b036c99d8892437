package dev.stuckpod.operator.answers;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

/** Of an object's metadata, which may be as large as whoever writes it likes, what is kept. */
public final class Identifying {

  private Identifying() {}

  /** Gives what tells the object apart from others, and its age. */
  public static ObjectMeta of(ObjectMeta all) {
    return new ObjectMetaBuilder()
        .withNamespace(all.getNamespace() == null ? null : all.getNamespace().intern())
        .withName(all.getName())
        .withUid(all.getUid())
        .withResourceVersion(all.getResourceVersion())
        .withGeneration(all.getGeneration())
        .withCreationTimestamp(all.getCreationTimestamp())
        .withDeletionTimestamp(all.getDeletionTimestamp())
        .build();
  }
}
