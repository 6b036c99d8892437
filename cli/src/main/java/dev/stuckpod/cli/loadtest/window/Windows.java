package dev.stuckpod.cli.loadtest.window;

import dev.stuckpod.cli.ground.Sentence;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The windows of a namespace. Whoever waits for one asks again and again, so a request is hardly
 * repeated here.
 */
public final class Windows {

  private static final String END = "{\"spec\":{\"ended\":true}}";
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  /** Apart from what ends it, so that it can be seen who has written what. */
  private static final PatchContext AS_GATE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager("stuckpod-loadtest")
          .build();

  private final KubernetesClient client;

  /** Those of the client's namespace. */
  public Windows(KubernetesClient client) {
    this.client = client;
    client.getConfiguration().setRequestRetryBackoffLimit(1);
  }

  /** The namespace. */
  public String namespace() {
    return client.getNamespace();
  }

  /**
   * Makes one.
   *
   * @throws KubernetesClientException if the API server does not take it
   */
  public LoadTestWindow create(String name, LoadTestWindowSpec spec) {
    var window = new LoadTestWindow();
    window.setMetadata(
        new ObjectMetaBuilder().withName(name).withNamespace(client.getNamespace()).build());
    window.setSpec(spec);
    return client.resource(window).create();
  }

  /**
   * Makes one whose name nobody else has thought of: where it is there already, an answer was lost.
   *
   * @throws KubernetesClientException if the API server does not take it
   */
  public LoadTestWindow createOwn(String name, LoadTestWindowSpec spec) {
    try {
      return create(name, spec);
    } catch (KubernetesClientException failed) {
      if (failed.getCode() == HttpURLConnection.HTTP_CONFLICT
          && look(name) instanceof Look.There(LoadTestWindow own)) {
        return own;
      }
      throw failed;
    }
  }

  /** Asks for one. */
  public Look look(String name) {
    return ask(() -> window(name).get());
  }

  /** Says that the load has ended; said twice it is said once. */
  public Look end(String name) {
    return ask(() -> window(name).patch(MERGE, END));
  }

  /**
   * Says that the load still runs.
   *
   * @param times how often, with this time: the operator minds only that it changes
   */
  public Look runs(String name, long times) {
    String patch =
        "{\"metadata\":{\"annotations\":{\"%s\":\"%d\"}}}"
            .formatted(LoadTestWindow.LOAD_RUNS_ANNOTATION, times);
    return ask(() -> window(name).patch(AS_GATE, patch));
  }

  /** Removes one that nobody has begun to watch; where that fails it ends by its deadline. */
  public void remove(String name) {
    ask(
        () -> {
          window(name).delete();
          return null;
        });
  }

  /** Reads an analysis of its incidents; empty where it is gone or cannot be read. */
  public Optional<DumpAnalysis> analysis(String name) {
    try {
      return Optional.ofNullable(client.resources(DumpAnalysis.class).withName(name).get());
    } catch (KubernetesClientException failed) {
      return Optional.empty();
    }
  }

  private Resource<LoadTestWindow> window(String name) {
    return client.resources(LoadTestWindow.class).withName(name);
  }

  private static Look ask(Supplier<@Nullable LoadTestWindow> question) {
    try {
      LoadTestWindow window = question.get();
      return window == null ? new Look.Gone() : new Look.There(window);
    } catch (KubernetesClientException failed) {
      return failed.getCode() == HttpURLConnection.HTTP_NOT_FOUND
          ? new Look.Gone()
          : new Look.Away(Sentence.of(failed));
    }
  }
}
