package dev.stuckpod.operator.inject.facts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stuckpod.protocol.Sha256;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Remembers as whom images run, as sidecars have seen it: an image's own USER is in no object of
 * the API. Kept in a ConfigMap of the operator's namespace. What is seen in one namespace counts
 * there alone, so that no pod can mislead another namespace's.
 */
public final class ImageUsers {

  /** The ConfigMap's name. */
  public static final String CONFIG_MAP = "stuckpod-image-users";

  /** A ConfigMap of 1 MiB holds them easily. */
  public static final int MOST = 4000;

  private static final int HEX = 32;

  private final KubernetesClient client;
  private final String namespace;
  private final Resource<ConfigMap> store;

  /**
   * Reads and writes with a client.
   *
   * @param namespace the operator's own
   */
  public ImageUsers(KubernetesClient client, String namespace) {
    this.client = client;
    this.store = client.configMaps().inNamespace(namespace).withName(CONFIG_MAP);
    this.namespace = namespace;
  }

  /** Finds what was seen; {@link RunAs#UNKNOWN} when nothing was. */
  public RunAs find(String podNamespace, String image) {
    return find(seen(), podNamespace, image);
  }

  /** Reads all that was seen. */
  public Map<String, String> seen() {
    ConfigMap present = store.get();
    return present == null || present.getData() == null ? Map.of() : present.getData();
  }

  /** Finds one in what was read before. */
  public static RunAs find(Map<String, String> seen, String podNamespace, String image) {
    String text = seen.getOrDefault(key(podNamespace, image), "");
    return RunAs.parse(text).orElse(RunAs.UNKNOWN);
  }

  /**
   * Remembers as whom an app's process runs. Writes only what is new.
   *
   * @param podNamespace the pod's
   * @param image as the container's spec names it
   * @param uid effective user id
   * @param gid effective group id
   */
  public void report(String podNamespace, String image, long uid, long gid) {
    var seen = new RunAs(uid, gid);
    if (!seen.possible()) {
      return; // no pod may run as that
    }
    if (seen.equals(find(podNamespace, image))) {
      return;
    }
    String key = key(podNamespace, image);
    String user = uid + ":" + gid;
    ConfigMap present = store.get();
    if (present == null) {
      create();
    }
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    if (present != null && present.getData() != null && present.getData().size() >= MOST) {
      data.putNull(toForget(present.getData().keySet(), ThreadLocalRandom.current()));
    }
    merge(data.put(key, user));
  }

  /** One of the namespace that has the most: whoever fills the memory forgets his own. */
  public static String toForget(Collection<String> keys, RandomGenerator random) {
    Map<String, List<String>> namespaces =
        keys.stream().collect(Collectors.groupingBy(ImageUsers::namespace));
    List<String> most = Collections.max(namespaces.values(), Comparator.comparingInt(List::size));
    return most.get(random.nextInt(most.size()));
  }

  private static String namespace(String key) {
    return key.substring(0, key.lastIndexOf('.'));
  }

  /**
   * Names what it makes, so that a right to this one ConfigMap is enough; one that is there stays.
   */
  private void create() {
    client
        .configMaps()
        .inNamespace(namespace)
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(CONFIG_MAP)
                .withNamespace(namespace)
                .addToLabels("app.kubernetes.io/name", "stuckpod")
                .addToLabels("app.kubernetes.io/managed-by", "stuckpod-operator")
                .endMetadata()
                .build())
        .fieldManager("stuckpod")
        .forceConflicts()
        .serverSideApply();
  }

  private void merge(ObjectNode data) {
    store.patch(
        PatchContext.of(PatchType.JSON_MERGE),
        JsonNodeFactory.instance.objectNode().set("data", data).toString());
  }

  private static String key(String podNamespace, String image) {
    return podNamespace + "." + Sha256.of(podNamespace + "/" + image).substring(0, HEX);
  }
}
