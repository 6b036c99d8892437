package dev.stuckpod.operator.notify;

import io.fabric8.kubernetes.api.model.ObjectMeta;

/** One incident, which somebody is to be told of. */
record Key(String namespace, String name, String uid) {

  static Key of(ObjectMeta analysis) {
    return new Key(analysis.getNamespace(), analysis.getName(), analysis.getUid());
  }
}
